package org.adcache.itest;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A configuration with the one connection {@code corp} to the test domain; each {@code with} is a copy that differs. */
record AdcacheConfig(Path dataDir, int port, Map<String, String> connection) {
    private static final int PORT = 8636;

    static final String CONNECTION = "corp";

    /** LDAPS with the good service account; controllers and KDCs are found through DNS. */
    static AdcacheConfig ldaps(SambaDomain domain, Path dataDir) {
        Map<String, String> connection = new LinkedHashMap<>();
        connection.put("domain", quoted(SambaDomain.DOMAIN));
        return new AdcacheConfig(dataDir, PORT, Map.copyOf(connection))
                .withKeytab(domain.keytab(ServiceAccounts.GOOD))
                .withTrust(domain.authority());
    }

    AdcacheConfig withDataDir(Path other) {
        return new AdcacheConfig(other, port, connection);
    }

    /** Another port inside the namespace, so that two services can run at once. */
    AdcacheConfig withPort(int other) {
        return new AdcacheConfig(dataDir, other, connection);
    }

    AdcacheConfig withKeytab(Path keytab) {
        return with("keytab", quoted(keytab.toString()));
    }

    AdcacheConfig withTrust(CertificateAuthority authority) {
        return with("tls.trust", quoted(authority.certificate().toString()));
    }

    AdcacheConfig withServer(String server) {
        return with("servers", "[" + quoted(server) + "]");
    }

    AdcacheConfig withKdc(String kdc) {
        return with("kdcs", "[" + quoted(kdc) + "]");
    }

    AdcacheConfig withStartTls() {
        return with("tls.mode", "starttls");
    }

    /** The same with one more key of the connection, given as HOCON. */
    AdcacheConfig with(String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(connection);
        more.put(key, value);
        return new AdcacheConfig(dataDir, port, Map.copyOf(more));
    }

    String hocon() {
        return """
                adcache {
                  data-dir = %s
                  http.port = %d
                  connections.%s {
                %s
                  }
                }
                """.formatted(
                        quoted(dataDir.toString()),
                        port,
                        CONNECTION,
                        connection.entrySet().stream()
                                .map(entry -> "    " + entry.getKey() + " = " + entry.getValue())
                                .collect(Collectors.joining("\n")));
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
