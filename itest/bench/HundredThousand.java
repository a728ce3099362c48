import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmark of one demo with many accounts; see {@code hundred-thousand} beside this file. */
final class HundredThousand {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofMinutes(10);
    private static final int QUESTIONS = 20_000;

    private HttpClient http = HttpClient.newHttpClient();
    private final List<String> command;
    private final String heap;
    private final Path folder;
    private final String address;

    private HundredThousand(String launcher, String accounts, String heap, Path folder) throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        this.heap = heap;
        this.folder = folder;
        this.address = "http://127.0.0.1:" + port;
        this.command = List.of(
                launcher,
                "demo",
                "--port",
                Integer.toString(port),
                "--accounts",
                accounts,
                "--data-dir",
                folder.resolve("data").toString());
    }

    public static void main(String[] args) throws Exception {
        System.out.printf(
                Locale.ROOT, "%s accounts, simulated directory and service in one JVM, -Xmx%s%n", args[1], args[2]);
        HundredThousand bench = new HundredThousand(args[0], args[1], args[2], Path.of(args[3]));
        try {
            bench.run();
        } catch (Exception e) {
            bench.quote();
            throw e;
        }
    }

    private void run() throws Exception {
        Process process = start("first");
        try {
            long start = System.nanoTime();
            awaitReady(process);
            row("start to first answer, with the first sync", millis(start));
            await(process, () -> get("/v1/sync").path("runs").path(0).hasNonNull("finishedAt"));
            JsonNode run = get("/v1/sync").path("runs").path(0);
            row(
                    "of that, the sync",
                    Duration.between(
                                    Instant.parse(run.path("startedAt").asString()),
                                    Instant.parse(run.path("finishedAt").asString()))
                            .toMillis());
            JsonNode cache = get("/v1/status").path("cache");
            System.out.println(cache);
            ask();
            memory(process);
        } finally {
            end(process);
        }
        Process again = start("second");
        try {
            long start = System.nanoTime();
            awaitReady(again);
            row("restart to first answer, from disk", millis(start));
            long sync = System.nanoTime();
            post("/v1/sync?mode=full", Map.of());
            await(
                    again,
                    () -> get("/v1/sync")
                            .path("runs")
                            .path(0)
                            .path("outcome")
                            .asString("")
                            .equals("ok"));
            row("a full sync that finds nothing new", millis(sync));
            memory(again);
        } finally {
            end(again);
        }
    }

    /** Prints the output of the processes. */
    private void quote() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                System.err.println(file + ":\n" + Files.readString(file));
            }
        }
    }

    private Process start(String name) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(name + ".out").toFile())
                .redirectError(folder.resolve(name + ".err").toFile());
        builder.environment().put("ADCACHE_JAVA_OPTS", "-Xmx" + heap);
        http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return builder.start();
    }

    private void awaitReady(Process process) throws Exception {
        await(process, () -> status("/readyz") == 200);
    }

    private interface Question {
        boolean holds() throws Exception;
    }

    private void await(Process process, Question question) throws Exception {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!holds(question)) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException("the demo did not come up");
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static boolean holds(Question question) throws Exception {
        try {
            return question.holds();
        } catch (IOException notListeningYet) {
            return false;
        }
    }

    private void ask() throws Exception {
        List<String> addresses = new ArrayList<>();
        TreeSet<String> prefixes = new TreeSet<>();
        for (char a = 'a'; a <= 'z'; a++) {
            for (char b = 'a'; b <= 'z'; b++) {
                prefixes.add("" + a + b);
                for (JsonNode item : get("/v1/suggest?limit=20&q=" + a + b).path("items")) {
                    item.path("addresses").forEach(value -> addresses.add(value.asString()));
                    String cn = item.path("cn").asString("");
                    prefixes.add(cn.substring(0, Math.min(cn.length(), 5)));
                }
            }
        }
        List<String> words = List.copyOf(prefixes);
        latency("lookup, one address", i -> "/v1/lookup?key=" + encoded(addresses.get(i % addresses.size())));
        latency("lookup, an unknown address", i -> "/v1/lookup?key=nobody" + i + "@nowhere.example");
        latency("suggest, 2 to 5 characters", i -> "/v1/suggest?q=" + encoded(words.get(i % words.size())));
        long start = System.nanoTime();
        int bulks = 20;
        for (int i = 0; i < bulks; i++) {
            post("/v1/lookup", Map.of("keys", addresses.subList(0, Math.min(1000, addresses.size()))));
        }
        row("lookup of 1,000 addresses in one request", millis(start) / bulks);
    }

    private void latency(String name, IntFunction<String> question) throws Exception {
        long[] nanos = new long[QUESTIONS];
        for (int i = 0; i < 2 * QUESTIONS; i++) {
            long start = System.nanoTime();
            status(question.apply(i));
            nanos[i % QUESTIONS] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-50s p50 %6d µs   p99 %6d µs   max %6d µs%n",
                name,
                nanos[QUESTIONS / 2] / 1000,
                nanos[QUESTIONS * 99 / 100] / 1000,
                nanos[QUESTIONS - 1] / 1000);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static void memory(Process process) throws IOException {
        long pid = process.descendants().findFirst().orElse(process.toHandle()).pid();
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .forEach(line -> System.out.printf(
                        Locale.ROOT,
                        "%-50s %s%n",
                        "memory of the process, at most",
                        line.substring(6).strip()));
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static void row(String name, long millis) {
        System.out.printf(Locale.ROOT, "%-50s %6d ms%n", name, millis);
    }

    private JsonNode get(String path) throws Exception {
        return JSON.readTree(
                send(HttpRequest.newBuilder(URI.create(address + path)).GET()).body());
    }

    private void post(String path, Object body) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(URI.create(address + path))
                .POST(BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .header("Content-Type", "application/json"));
        if (response.statusCode() / 100 != 2) {
            throw new IllegalStateException(path + " answers " + response.body());
        }
    }

    private int status(String path) throws Exception {
        return send(HttpRequest.newBuilder(URI.create(address + path)).GET()).statusCode();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
    }

    private static void end(Process process) throws InterruptedException {
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        process.waitFor(20, TimeUnit.SECONDS);
        family.forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
