package org.adcache.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Port of a service on loopback, and a token for it. */
record Client(int port, String token) {
    static final String LOOKUP = "/v1/lookup?key=";
    static final String SUGGEST = "/v1/suggest?q=";

    /** Writes a request path for each key, for wrk. */
    static Path write(Path file, String path, List<String> keys) throws IOException {
        return Files.write(file, keys.stream().map(key -> path(path, key)).toList());
    }

    static String path(String path, String key) {
        return path + URLEncoder.encode(key, StandardCharsets.UTF_8);
    }

    /** Whether it listens already, and answers with 200. */
    boolean isOk(String path) throws IOException {
        HttpURLConnection connection = connect(path);
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Returns the body of the answer, whatever its status. */
    String get(String path) throws IOException {
        return body(connect(path));
    }

    String post(String path) throws IOException {
        HttpURLConnection connection = connect(path);
        connection.setRequestMethod("POST");
        return body(connection);
    }

    private static String body(HttpURLConnection connection) throws IOException {
        boolean ok = connection.getResponseCode() / 100 == 2;
        try (InputStream body = ok ? connection.getInputStream() : connection.getErrorStream()) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private HttpURLConnection connect(String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(5000);
        return connection;
    }
}
