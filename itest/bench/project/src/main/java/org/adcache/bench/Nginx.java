package org.adcache.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** nginx with constant answers, of the mean sizes of the service's. */
final class Nginx {
    private static final int PART = 1000;

    private Nginx() {}

    static Program start(Path folder, int port, int lookupSize, int suggestSize)
            throws IOException, InterruptedException {
        Path config = configure(folder, port, lookupSize, suggestSize);
        Program server =
                Program.start(folder.resolve("nginx.log"), Map.of(), List.of("nginx", "-c", config.toString()));
        server.awaitPort(port);
        return server;
    }

    /** Returns the mean size of the bodies of some answers, those without a match included. */
    static int size(Client client, Path paths) throws IOException {
        List<String> some = Files.readAllLines(paths).subList(0, 1000);
        long bytes = 0;
        for (String path : some) {
            bytes += client.get(path).getBytes(StandardCharsets.UTF_8).length;
        }
        return (int) (bytes / some.size());
    }

    private static Path configure(Path folder, int port, int lookupSize, int suggestSize) throws IOException {
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
                """.formatted(folder, port, "x".repeat(PART), body(lookupSize), body(suggestSize)));
        return config;
    }

    /** Returns a body of this size; nginx reads no text of more than 4,000 characters. */
    private static String body(int size) {
        return "${part}".repeat(size / PART) + "x".repeat(size % PART);
    }
}
