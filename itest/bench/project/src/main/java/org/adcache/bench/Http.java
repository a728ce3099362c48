package org.adcache.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The service as a process of its own over the data folder, with a directory that can't be reached: how long it takes to
 * start, its memory, and its answers over HTTP beside nginx's, which always says the same.
 */
final class Http {
    private static final int ROUNDS = 3;
    private static final int STARTS = 3;
    private static final int REST_SECONDS = 60;
    private static final int PART = 1000;

    private final Path folder;
    private final Path launcher;
    private final Figures figures;
    private final Questions questions;
    private final int port;

    private Http(Path folder, Path launcher, int port) throws IOException {
        this.folder = folder;
        this.launcher = launcher;
        this.figures = new Figures(folder);
        this.questions = Questions.in(folder);
        this.port = port;
    }

    public static void main(String[] args) throws Exception {
        Http http = new Http(Path.of(args[0]), Path.of(args[1]), Program.freePort());
        Path config = http.configure();
        String token = Program.run(
                        Map.of(),
                        List.of(args[1], "token", "create", "--config", config.toString(), "--scope", "lookup,suggest"))
                .strip();
        Client client = new Client(http.port, token);
        if (args[3].contains("memory")) {
            http.build(config, client);
            http.starts(config, client);
        }
        try (Program service = http.start(config)) {
            service.await(() -> http.answers(client));
            if (args[3].contains("memory")) {
                http.memory(service);
            }
            if (args[3].contains("http")) {
                http.rates(client, new Wrk(Path.of(args[2]), token));
                http.figures.note("process.after.http.MB", service.megabytes("VmRSS"));
            }
        }
    }

    private Path configure() throws IOException {
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
    private boolean answers(Client client) throws IOException {
        return client.isOk(Client.path(Client.LOOKUP, questions.addresses().get(0)));
    }

    /** The start that finds no index on disk, and builds and leaves one. */
    private void build(Path config, Client client) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        IndexImages.delete(data);
        long start = System.nanoTime();
        try (Program service = start(config)) {
            service.await(() -> answers(client));
            figures.note("start.built.seconds", (System.nanoTime() - start) / 1e9);
            service.await(() -> IndexImages.exist(data));
            figures.note("process.built.MB", service.megabytes("VmHWM"));
        }
    }

    /** From the start of the launcher to the first right answer. */
    private void starts(Path config, Client client) throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        answers(client);
        for (int i = 0; i < STARTS; i++) {
            long start = System.nanoTime();
            try (Program service = start(config)) {
                service.await(() -> answers(client));
                seconds.add((System.nanoTime() - start) / 1e9);
                cpu.add(service.cpuSeconds());
            }
        }
        figures.note("start.seconds", seconds.stream().sorted().toList().get(STARTS / 2));
        figures.note("start.cpu.seconds", cpu.stream().sorted().toList().get(STARTS / 2));
    }

    private void memory(Program service) throws IOException, InterruptedException {
        Thread.sleep(REST_SECONDS * 1000L);
        figures.note("process.rest.MB", service.megabytes("VmRSS"));
        figures.note("process.most.MB", service.megabytes("VmHWM"));
    }

    private void rates(Client client, Wrk wrk) throws IOException, InterruptedException {
        Path lookups = Client.write(folder.resolve("lookups"), Client.LOOKUP, questions.addresses());
        Path suggests = Client.write(folder.resolve("suggests"), Client.SUGGEST, questions.enough());
        int lookupSize = size(client, lookups);
        int suggestSize = size(client, suggests);
        figures.note("http.lookup.bytes", lookupSize);
        figures.note("http.suggest.bytes", suggestSize);
        int fixed = Program.freePort();
        Path nginx = nginx(fixed, lookupSize, suggestSize);
        try (Program server =
                Program.start(folder.resolve("nginx.log"), Map.of(), List.of("nginx", "-c", nginx.toString()))) {
            server.awaitPort(fixed);
            compare("lookup", wrk, fixed, lookups);
            compare("suggest", wrk, fixed, suggests);
        }
    }

    /** The mean size of the bodies of some answers, those that nobody is found in too. */
    private static int size(Client client, Path paths) throws IOException {
        List<String> some = Files.readAllLines(paths).subList(0, 1000);
        long bytes = 0;
        for (String path : some) {
            bytes += client.get(path).getBytes(StandardCharsets.UTF_8).length;
        }
        return (int) (bytes / some.size());
    }

    private Path nginx(int fixed, int lookupSize, int suggestSize) throws IOException {
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
                """.formatted(folder, fixed, "x".repeat(PART), body(lookupSize), body(suggestSize)));
        return config;
    }

    /** A body of this size; nginx reads no text of more than 4,000 characters. */
    private static String body(int size) {
        return "${part}".repeat(size / PART) + "x".repeat(size % PART);
    }

    /** Turn by turn at full speed, then both at half of what adcache reached, then one connection alone. */
    private void compare(String name, Wrk wrk, int fixed, Path paths) throws IOException, InterruptedException {
        wrk.atFullSpeed(port, paths, Wrk.CONNECTIONS, 20);
        List<Double> ours = new ArrayList<>();
        List<Double> theirs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            ours.add(wrk.atFullSpeed(port, paths, Wrk.CONNECTIONS, 6).rate());
            theirs.add(wrk.atFullSpeed(fixed, paths, Wrk.CONNECTIONS, 6).rate());
        }
        double rate = ours.stream().sorted().toList().get(ROUNDS / 2);
        figures.note("http." + name + ".rate", rate);
        figures.note(
                "nginx." + name + ".rate", theirs.stream().sorted().toList().get(ROUNDS / 2));
        half("http." + name, wrk, port, paths, rate / 2);
        half("nginx." + name, wrk, fixed, paths, rate / 2);
        figures.note(
                "http." + name + ".alone.p50",
                wrk.atFullSpeed(port, paths, 1, 6).p50());
        figures.note(
                "nginx." + name + ".alone.p50",
                wrk.atFullSpeed(fixed, paths, 1, 6).p50());
    }

    /** At about this rate; what it was is noted too. */
    private void half(String name, Wrk wrk, int server, Path paths, double rate)
            throws IOException, InterruptedException {
        Wrk.Result result = wrk.withPauses(server, paths, wrk.pauses(server, paths, rate), 10);
        figures.note(name + ".half.rate", result.rate());
        figures.note(name + ".half.p99", result.p99());
    }
}
