package org.adcache.demo.schema;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The names of the one simulated domain, which is also its forest.
 *
 * @param dnsName the domain, lower case: {@code demo.example}
 * @param serverName the host name of its only domain controller
 */
public record DomainNames(String dnsName, String serverName) {
    public DomainNames {
        if (!dnsName.matches("[a-z0-9-]+(\\.[a-z0-9-]+)+")) {
            throw new IllegalArgumentException("not the DNS name of a domain in lower case: " + dnsName);
        }
        if (serverName.isBlank()) {
            throw new IllegalArgumentException("serverName is empty");
        }
    }

    public String realm() {
        return dnsName.toUpperCase(Locale.ROOT);
    }

    public String netbiosName() {
        return dnsName.substring(0, dnsName.indexOf('.')).toUpperCase(Locale.ROOT);
    }

    /** {@code DC=demo,DC=example} */
    public String baseName() {
        return Stream.of(dnsName.split("\\.", -1)).map(label -> "DC=" + label).collect(Collectors.joining(","));
    }

    public String configurationName() {
        return "CN=Configuration," + baseName();
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
