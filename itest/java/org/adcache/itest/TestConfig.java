package org.adcache.itest;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Configuration with a connection to each of some test domains; each {@code with} method returns a modified copy. */
record TestConfig(Path dataDir, int port, Map<String, Map<String, String>> connections) {
    private static final int PORT = 8636;

    static final String CONNECTION = "corp";

    /** A configuration without connections. */
    static TestConfig empty(Path dataDir) {
        return new TestConfig(dataDir, PORT, Map.of());
    }

    /** A configuration with the one connection {@link #CONNECTION}, as {@link #withConnection} adds it. */
    static TestConfig ldaps(SambaDomain domain, Path dataDir) {
        return empty(dataDir).withConnection(CONNECTION, domain);
    }

    /** Adds a connection: LDAPS with the good service account; controllers and KDCs are found through DNS. */
    TestConfig withConnection(String id, SambaDomain domain) {
        return withConnection(
                id,
                Map.of(
                        "domain", quoted(domain.name().dns()),
                        "keytab", quoted(domain.keytab(ServiceAccounts.GOOD).toString()),
                        "tls.trust", quoted(domain.authority().certificate().toString())));
    }

    private TestConfig withConnection(String id, Map<String, String> keys) {
        Map<String, Map<String, String>> more = new LinkedHashMap<>(connections);
        more.put(id, Map.copyOf(keys));
        return new TestConfig(dataDir, port, Collections.unmodifiableMap(more));
    }

    TestConfig withoutConnection(String id) {
        Map<String, Map<String, String>> fewer = new LinkedHashMap<>(connections);
        fewer.remove(id);
        return new TestConfig(dataDir, port, Collections.unmodifiableMap(fewer));
    }

    TestConfig withDataDir(Path other) {
        return new TestConfig(other, port, connections);
    }

    /** Sets another port inside the namespace, so that two services can run at once. */
    TestConfig withPort(int other) {
        return new TestConfig(dataDir, other, connections);
    }

    TestConfig withKeytab(Path keytab) {
        return with("keytab", quoted(keytab.toString()));
    }

    TestConfig withTrust(CertificateAuthority authority) {
        return with("tls.trust", quoted(authority.certificate().toString()));
    }

    TestConfig withServer(String server) {
        return with("servers", "[" + quoted(server) + "]");
    }

    TestConfig withKdc(String kdc) {
        return with("kdcs", "[" + quoted(kdc) + "]");
    }

    /** Whether any connection names its KDCs, instead of finding them through DNS. */
    boolean namesKdcs() {
        return connections.values().stream().anyMatch(keys -> keys.containsKey("kdcs"));
    }

    TestConfig withStartTls() {
        return with("tls.mode", "starttls");
    }

    /** Adds a key, given as HOCON, to every connection. */
    TestConfig with(String key, String value) {
        TestConfig changed = this;
        for (String id : connections.keySet()) {
            changed = changed.with(id, key, value);
        }
        return changed;
    }

    /** Adds a key, given as HOCON, to one connection. */
    TestConfig with(String id, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(connections.get(id));
        more.put(key, value);
        return withConnection(id, more);
    }

    String hocon() {
        return """
                adcache {
                  data-dir = %s
                  http.port = %d
                  connections {}
                %s
                }
                """.formatted(
                        quoted(dataDir.toString()),
                        port,
                        connections.entrySet().stream()
                                .map(connection -> hocon(connection.getKey(), connection.getValue()))
                                .collect(Collectors.joining("\n")));
    }

    private static String hocon(String id, Map<String, String> keys) {
        return "  connections." + id + " {\n"
                + keys.entrySet().stream()
                        .map(entry -> "    " + entry.getKey() + " = " + entry.getValue() + "\n")
                        .collect(Collectors.joining())
                + "  }";
    }

    static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
