package org.adcache.demo.schema;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of a simulated domain and of its forest.
 *
 * @param dnsName the domain, lower case: {@code demo.example}
 * @param serverName the host name of its only domain controller
 * @param forestName the first domain of the forest: the domain itself, or one that it lies below
 */
public record DomainNames(String dnsName, String serverName, String forestName) {
    public DomainNames {
        if (!dnsName.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("not the DNS name of a domain in lower case: " + dnsName);
        }
        if (!dnsName.equals(forestName) && !dnsName.endsWith("." + forestName)) {
            throw new IllegalArgumentException(dnsName + " does not lie below " + forestName);
        }
        if (serverName.isBlank()) {
            throw new IllegalArgumentException("serverName is empty");
        }
    }

    /** A domain that is its own forest. */
    public DomainNames(String dnsName, String serverName) {
        this(dnsName, serverName, dnsName);
    }

    public String realm() {
        return dnsName.toUpperCase(Locale.ROOT);
    }

    public String netbiosName() {
        return dnsName.substring(0, dnsName.indexOf('.')).toUpperCase(Locale.ROOT);
    }

    /** {@code DC=demo,DC=example} */
    public String baseName() {
        return baseName(dnsName);
    }

    /** The same of the first domain of the forest. */
    public String forestBaseName() {
        return baseName(forestName);
    }

    private static String baseName(String name) {
        return Stream.of(name.split("\\.", -1)).map(label -> "DC=" + label).collect(Collectors.joining(","));
    }

    public String configurationName() {
        return "CN=Configuration," + forestBaseName();
    }

    public String schemaName() {
        return "CN=Schema," + configurationName();
    }

    /** The server object in the configuration naming context. */
    public String serverObjectName() {
        return serverObjectName(1);
    }

    /** That of the controller with this number, from 1; they differ in nothing but their port. */
    public String serverObjectName(int number) {
        String name = serverName.toUpperCase(Locale.ROOT) + (number == 1 ? "" : Integer.toString(number));
        return "CN=" + name + ",CN=Servers,CN=Default-First-Site-Name,CN=Sites," + configurationName();
    }
}
