package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Headless Chromium, driven through the protocol of WebDriver; it accepts any certificate. */
final class Browser implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);

    private final HttpClient http = HttpClient.newHttpClient();
    private final ChildProcess driver;
    private final URI address;
    private String session = "";

    private Browser(ChildProcess driver, URI address) {
        this.driver = driver;
        this.address = address;
    }

    /** Starts a browser with a profile of its own in a folder. */
    static Browser start(Path folder) {
        int port = freePort();
        ChildProcess driver = ChildProcess.start(
                "chromedriver", folder.resolve("log"), Map.of(), List.of("chromedriver", "--port=" + port));
        Browser browser = new Browser(driver, URI.create("http://127.0.0.1:" + port));
        try {
            Deadline.await("the driver answers", TIMEOUT, driver::quote, browser::isReady);
            browser.open(folder);
            return browser;
        } catch (RuntimeException | Error e) {
            driver.kill();
            throw e;
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReady() {
        try {
            return send("GET", "/status", Map.of()).path("ready").asBoolean(false);
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    private void open(Path folder) {
        try {
            List<String> arguments = List.of(
                    "--headless",
                    "--no-sandbox",
                    "--disable-gpu",
                    "--disable-quic",
                    "--no-first-run",
                    "--disable-background-networking",
                    "--disable-component-update",
                    "--disable-sync",
                    "--user-data-dir=" + Files.createTempDirectory(folder, "chromium"));
            Map<String, Object> wanted = Map.of(
                    "browserName",
                    "chrome",
                    "acceptInsecureCerts",
                    true,
                    "goog:chromeOptions",
                    Map.of("args", arguments, "binary", "/usr/bin/chromium"));
            session = "/session/"
                    + send("POST", "/session", Map.of("capabilities", Map.of("alwaysMatch", wanted)))
                            .path("sessionId")
                            .asString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Opens a page. */
    void visit(String url) {
        send("POST", session + "/url", Map.of("url", url));
    }

    /** Runs the body of an asynchronous function in the page; returns what it returns. */
    JsonNode run(String body) {
        String script = "const done = arguments[arguments.length - 1];" + "(async () => {" + body
                + "})().then(done, failure => done('failed: ' + failure));";
        return send("POST", session + "/execute/async", Map.of("script", script, "args", List.of()));
    }

    private JsonNode send(String method, String path, Map<String, Object> body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address.resolve(path)).timeout(TIMEOUT);
        request.method(
                method,
                method.equals("POST")
                        ? HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))
                        : HttpRequest.BodyPublishers.noBody());
        try {
            HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new AssertionError(method + " " + path + ": " + response.body());
            }
            return JSON.readTree(response.body()).path("value");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        send("DELETE", session, Map.of());
        driver.close();
    }
}
