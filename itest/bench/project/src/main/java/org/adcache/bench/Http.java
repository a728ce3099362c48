package org.adcache.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The service as a process of its own over the data folder, with a directory that can't be reached: how long it takes to
 * start, its memory, and its answers over HTTP beside nginx's, which always says the same.
 */
final class Http {
    private static final int CONNECTIONS = 32;
    private static final int THREADS = 2;
    private static final int ROUNDS = 3;
    private static final int STARTS = 3;
    private static final int REST_SECONDS = 60;
    private static final int PART = 1000;
    private static final String LOOKUP = "/v1/lookup?key=";
    private static final String SUGGEST = "/v1/suggest?q=";

    private final Path folder;
    private final Path launcher;
    private final Path script;
    private final Figures figures;
    private final Questions questions;
    private String token = "";

    private Http(Path folder, Path launcher, Path script) throws IOException {
        this.folder = folder;
        this.launcher = launcher;
        this.script = script;
        this.figures = new Figures(folder);
        this.questions = Questions.in(folder);
    }

    public static void main(String[] args) throws Exception {
        Http http = new Http(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
        int port = Program.freePort();
        Path config = http.configure(port);
        http.token = Program.run(
                        Map.of(),
                        List.of(args[1], "token", "create", "--config", config.toString(), "--scope", "lookup,suggest"))
                .strip();
        if (args[3].contains("memory")) {
            http.starts(config, port);
        }
        try (Program service = http.start(config)) {
            service.await(() -> http.answers(port));
            if (args[3].contains("memory")) {
                http.memory(service);
            }
            if (args[3].contains("http")) {
                http.rates(port);
                http.figures.note("process.after.http.MB", service.megabytes("VmRSS"));
            }
        }
    }

    private Path configure(int port) throws IOException {
        Path keytab = folder.resolve("corp.keytab");
        Files.deleteIfExists(keytab);
        Files.createFile(keytab, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keytab, keytab());
        Path config = folder.resolve("adcache.conf");
        Files.writeString(config, """
                adcache {
                  data-dir = "%s"
                  max-age = 720h
                  http.port = %d
                  connections.corp {
                    domain = "corp.example"
                    servers = ["localhost:9"]
                    kdcs = ["localhost:9"]
                    keytab = "%s"
                    sync { every = 12h, reconcile-every = 12h }
                  }
                }
                """.formatted(folder.resolve("data"), port, keytab));
        return config;
    }

    /** A keytab (MIT format 0x502) with a key of zeros; nobody is there to see it. */
    private static byte[] keytab() throws IOException {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entry);
        out.writeShort(1);
        out.writeUTF("CORP.EXAMPLE");
        out.writeUTF("bench");
        out.writeInt(1);
        out.writeInt(1_700_000_000);
        out.writeByte(1);
        out.writeShort(18);
        out.writeShort(32);
        out.write(new byte[32]);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(file);
        all.writeShort(0x0502);
        all.writeInt(entry.size());
        all.write(entry.toByteArray());
        return file.toByteArray();
    }

    private Program start(Path config) throws IOException {
        return Program.start(
                folder.resolve("service.log"),
                Map.of(),
                List.of(launcher.toString(), "serve", "--config", config.toString()));
    }

    /** Whether the service finds somebody. */
    private boolean answers(int port) throws IOException {
        HttpURLConnection connection =
                connect(port, LOOKUP + encoded(questions.addresses().get(0)));
        try {
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private HttpURLConnection connect(int port, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection)
                URI.create("http://127.0.0.1:" + port + path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setConnectTimeout(5000);
        connection.setReadTimeout(5000);
        return connection;
    }

    /** From the start of the launcher to the first right answer. */
    private void starts(Path config, int port) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        answers(port);
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (Program service = start(config)) {
                service.await(() -> answers(port));
                seconds.add((System.nanoTime() - start) / 1e9);
                cpu.add(service.cpuSeconds());
            }
        }
        figures.note("start.seconds", seconds.stream().sorted().toList().get(STARTS / 2));
        figures.note("start.cpu.seconds", cpu.stream().sorted().toList().get(STARTS / 2));
    }

    private void memory(Program service) throws IOException, InterruptedException {
        figures.note("process.start.MB", service.megabytes("VmHWM"));
        Thread.sleep(REST_SECONDS * 1000L);
        figures.note("process.rest.MB", service.megabytes("VmRSS"));
        figures.note("process.most.MB", service.megabytes("VmHWM"));
    }

    private void rates(int port) throws IOException, InterruptedException {
        Path lookups = paths("lookups", LOOKUP, questions.addresses());
        Path suggests = paths("suggests", SUGGEST, questions.enough());
        int lookupSize = size(port, lookups);
        int suggestSize = size(port, suggests);
        figures.note("http.lookup.bytes", lookupSize);
        figures.note("http.suggest.bytes", suggestSize);
        int fixed = Program.freePort();
        Path nginx = nginx(fixed, lookupSize, suggestSize);
        try (Program server =
                Program.start(folder.resolve("nginx.log"), Map.of(), List.of("nginx", "-c", nginx.toString()))) {
            server.awaitPort(fixed);
            compare("lookup", port, fixed, lookups);
            compare("suggest", port, fixed, suggests);
        }
    }

    private Path paths(String name, String path, List<String> keys) throws IOException {
        Path file = folder.resolve(name);
        Files.write(file, keys.stream().map(key -> path + encoded(key)).toList());
        return file;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The mean size of the bodies of some answers, those that nobody is found in too. */
    private int size(int port, Path paths) throws IOException {
        List<String> some = Files.readAllLines(paths).subList(0, 1000);
        long bytes = 0;
        for (String path : some) {
            HttpURLConnection connection = connect(port, path);
            var body = connection.getResponseCode() == 200 ? connection.getInputStream() : connection.getErrorStream();
            bytes += body.readAllBytes().length;
        }
        return (int) (bytes / some.size());
    }

    private Path nginx(int port, int lookupSize, int suggestSize) throws IOException {
        Path config = folder.resolve("nginx.conf");
        Files.writeString(config, """
                daemon off;
                worker_processes auto;
                pid %1$s/nginx.pid;
                error_log %1$s/nginx.errors;
                events { worker_connections 1024; }
                http {
                  access_log off;
                  keepalive_requests 1000000000;
                  client_body_temp_path %1$s/nginx.tmp;
                  proxy_temp_path %1$s/nginx.tmp;
                  fastcgi_temp_path %1$s/nginx.tmp;
                  uwsgi_temp_path %1$s/nginx.tmp;
                  scgi_temp_path %1$s/nginx.tmp;
                  default_type application/json;
                  add_header Cache-Control no-store;
                  add_header X-Content-Type-Options nosniff;
                  server {
                    listen 127.0.0.1:%2$d;
                    set $part "%3$s";
                    location /v1/lookup { return 200 "%4$s"; }
                    location /v1/suggest { return 200 "%5$s"; }
                  }
                }
                """.formatted(folder, port, "x".repeat(PART), fixed(lookupSize), fixed(suggestSize)));
        return config;
    }

    /** A body of this size; nginx reads no text of more than 4,000 characters. */
    private static String fixed(int size) {
        return "${part}".repeat(size / PART) + "x".repeat(size % PART);
    }

    /** Turn by turn at full speed, then both at half of what adcache reached, then one connection alone. */
    private void compare(String name, int port, int fixed, Path paths) throws IOException, InterruptedException {
        wrk(port, paths, CONNECTIONS, 20, 0);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(wrk(port, paths, CONNECTIONS, 6, 0).get("rate"));
            theirs.add(wrk(fixed, paths, CONNECTIONS, 6, 0).get("rate"));
        }
        double rate = ours.stream().sorted().toList().get(ROUNDS / 2);
        figures.note("http." + name + ".rate", rate);
        figures.note(
                "nginx." + name + ".rate", theirs.stream().sorted().toList().get(ROUNDS / 2));
        half(name, "http", port, paths, rate / 2);
        half(name, "nginx", fixed, paths, rate / 2);
        figures.note("http." + name + ".alone.p50", wrk(port, paths, 1, 6, 0).get("p50"));
        figures.note("nginx." + name + ".alone.p50", wrk(fixed, paths, 1, 6, 0).get("p50"));
    }

    /** So many connections with such pauses that the rate is about the wanted one; what it was is noted too. */
    private void half(String name, String server, int port, Path paths, double rate)
            throws IOException, InterruptedException {
        int connections = 4 * CONNECTIONS;
        double pause = Math.max(1, connections / rate * 1000);
        Map<String, Double> first = wrk(port, paths, connections, 4, pause);
        double reached = connections * 1000 / first.get("rate");
        double corrected = Math.max(0.5, pause + connections / rate * 1000 - reached);
        Map<String, Double> result = wrk(port, paths, connections, 10, corrected);
        figures.note(server + "." + name + ".half.rate", result.get("rate"));
        figures.note(server + "." + name + ".half.p99", result.get("p99"));
    }

    /** Rate in requests a second, p50 and p99 in microseconds. */
    private Map<String, Double> wrk(int port, Path paths, int connections, int seconds, double pause)
            throws IOException, InterruptedException {
        Map<String, String> environment = new HashMap<>(Map.of("QUESTIONS", paths.toString(), "TOKEN", token));
        if (pause > 0) {
            environment.put("PAUSE", Double.toString(pause));
        }
        String printed = Program.run(
                environment,
                List.of(
                        "wrk",
                        "-t" + Math.min(THREADS, connections),
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        "http://127.0.0.1:" + port));
        Map<String, Double> values = new HashMap<>();
        Matcher value = Pattern.compile("(rate|p50|p99|failed)=([0-9.]+)").matcher(printed);
        while (value.find()) {
            values.put(value.group(1), Double.valueOf(value.group(2)));
        }
        if (values.size() != 4 || values.get("failed") > 0) {
            throw new IllegalStateException("wrk failed: " + printed);
        }
        return values;
    }
}
