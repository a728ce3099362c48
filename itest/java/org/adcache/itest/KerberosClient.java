package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Person's machine in a network namespace: MIT Kerberos with a ticket cache of its own, curl and Chromium. */
final class KerberosClient {
    private static final int PORT = 8636;

    private final NetworkNamespace namespace;
    private final Path folder;
    private final Path authority;

    /** @param authority the CA of the service's certificate */
    private KerberosClient(NetworkNamespace namespace, Path folder, Path authority) {
        this.namespace = namespace;
        this.folder = folder;
        this.authority = authority;
    }

    /** Answer of the service. */
    record Answer(int status, List<String> headers, String body, String log) {
        JsonNode json() {
            return JsonMapper.shared().readTree(body);
        }

        /** The name of the problem. */
        String problem() {
            String type = json().path("type").asString();
            return type.substring(type.lastIndexOf('/') + 1);
        }

        Optional<String> header(String name) {
            return headers.stream()
                    .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                    .map(line -> line.substring(name.length() + 1).strip())
                    .findFirst();
        }

        /** What the client sent in the header Authorization, last. */
        String authorization() {
            return log.lines()
                    .filter(line -> line.startsWith("> Authorization: ") || line.startsWith("> authorization: "))
                    .map(line -> line.substring("> Authorization: ".length()).strip())
                    .reduce((first, last) -> last)
                    .orElseThrow(() -> new AssertionError("no header Authorization was sent\n" + log));
        }

        Answer expect(int wanted) {
            if (status != wanted) {
                throw new AssertionError("status " + status + " instead of " + wanted + ": " + body + "\n" + log);
            }
            return this;
        }
    }

    /** A machine on which a person has logged in. */
    static KerberosClient of(LinkedDomains domains, Path folder, Path authority, SambaDomain domain, String person) {
        KerberosClient client =
                new KerberosClient(domains.desk(), folder.resolve(domain.name().netbios() + "-" + person), authority);
        client.logIn(domain, person);
        return client;
    }

    private void logIn(SambaDomain domain, String person) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("krb5.conf"), """
                    [libdefaults]
                      default_realm = %1$s
                      dns_lookup_kdc = false
                      dns_canonicalize_hostname = false
                      rdns = false
                      udp_preference_limit = 1
                    [realms]
                      %1$s = {
                        kdc = %2$s
                      }
                    [domain_realm]
                      .%3$s = %1$s
                    """.formatted(
                            domain.name().realm(),
                            domain.name().host("dc1"),
                            domain.name().dns()));
            Path password = Files.writeString(folder.resolve("password"), SambaDomain.PASSWORD + "\n");
            kerberos(List.of("bash", "-c", "kinit " + person + " < " + password))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gets a ticket for a service, such as {@code HTTP/gw.corp.example.test}. */
    void ticket(String service) {
        kerberos(List.of("kvno", service)).run();
    }

    private Command kerberos(List<String> words) {
        return Command.of(words)
                .with("KRB5_CONFIG", folder.resolve("krb5.conf").toString())
                .with("KRB5CCNAME", "FILE:" + folder.resolve("tickets"))
                .in(namespace);
    }

    /** Opens a session with a ticket for the service of a host name. */
    Answer signIn(String host) {
        return curl(List.of(), host, "/v1/session", List.of("--negotiate", "--user", ":", "--request", "POST"));
    }

    /** Opens a session while the clock of this machine is wrong, for instance {@code +10m}. */
    Answer signIn(String host, String clock) {
        return curl(
                List.of("faketime", "-m", "-f", clock),
                host,
                "/v1/session",
                List.of("--negotiate", "--user", ":", "--request", "POST"));
    }

    /** Opens a session with a header Authorization. */
    Answer signInWith(String host, String authorization) {
        return curl(
                List.of(), host, "/v1/session", List.of("--header", "Authorization: " + authorization, "-X", "POST"));
    }

    /** Asks who the session belongs to. */
    Answer me(String host, Answer session) {
        String cookie = session.header("Set-Cookie").orElseThrow().split(";", 2)[0];
        return curl(List.of(), host, "/v1/me", List.of("--header", "Cookie: " + cookie));
    }

    private Answer curl(List<String> wrapper, String host, String path, List<String> options) {
        List<String> words = new ArrayList<>(wrapper);
        words.addAll(List.of("curl", "--silent", "--show-error", "--verbose", "--max-time", "30", "--include"));
        words.addAll(List.of("--cacert", authority.toString()));
        words.addAll(List.of("--resolve", host + ":" + PORT + ":127.0.0.1"));
        words.addAll(options);
        words.add("https://" + host + ":" + PORT + path);
        Command.Outcome outcome = kerberos(words).outcome();
        if (outcome.exit() != 0) {
            throw new AssertionError(words + " ended with " + outcome.exit() + "\n" + outcome.errors());
        }
        return answer(outcome);
    }

    /** The last answer: curl shows that to its first request too, if it authenticates only when it is asked to. */
    private static Answer answer(Command.Outcome outcome) {
        String rest = outcome.output().replace("\r\n", "\n");
        int end = rest.indexOf("\n\n");
        while (rest.startsWith("HTTP/", end + 2)) {
            rest = rest.substring(end + 2);
            end = rest.indexOf("\n\n");
        }
        List<String> head = rest.substring(0, end).lines().toList();
        int status = Integer.parseInt(head.get(0).split(" ", 3)[1]);
        return new Answer(status, head, rest.substring(end + 2), outcome.errors());
    }

    /** Runs a script that starts Chromium, which has the policy to send tickets to that host; returns what it prints. */
    String drive(String host, String script, Map<String, String> environment) {
        Path policy = Path.of("/etc/chromium/policies/managed/adcache-itest.json");
        try {
            allowTickets(policy, host);
            Command command = kerberos(List.of("timeout", "300", "node", script));
            for (Map.Entry<String, String> variable : environment.entrySet()) {
                command = command.with(variable.getKey(), variable.getValue());
            }
            return command.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(policy);
        }
    }

    private static void allowTickets(Path policy, String host) throws IOException {
        Files.createDirectories(policy.getParent());
        Files.writeString(
                policy, "{\"AuthServerAllowlist\": \"" + host + "\", \"DisableAuthNegotiateCnameLookup\": true}");
    }

    /** Opens a page in headless Chromium, which has the policy to send tickets to that host, and returns its text. */
    String browse(String host, String path) {
        Path policy = Path.of("/etc/chromium/policies/managed/adcache-itest.json");
        try {
            allowTickets(policy, host);
            Path profile = Files.createTempDirectory(folder, "chromium");
            // It loads the library of Kerberos only after a start in which it has met such a site.
            Files.writeString(
                    profile.resolve("Local State"), "{\"net\": {\"received_http_auth_negotiate_headers\": true}}");
            return kerberos(List.of(
                            "timeout",
                            "60",
                            "chromium",
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync",
                            "--ignore-certificate-errors",
                            "--host-resolver-rules=MAP " + host + " 127.0.0.1",
                            "--user-data-dir=" + profile,
                            "--dump-dom",
                            "https://" + host + ":" + PORT + path))
                    .run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(policy);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
