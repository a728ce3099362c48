package org.adcache.config.form;

import com.typesafe.config.ConfigValueType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.adcache.directory.ServerAddress;
import org.adcache.http.proxy.Network;

/** The forms of hosts, ports, domains and realms: a flat list. */
public final class NetworkForms {
    private static final String LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*\\.?");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,99}");
    private static final Set<String> TAKEN = Set.of(
            "authorization",
            "connection",
            "content-length",
            "content-type",
            "cookie",
            "host",
            "if-match",
            "origin",
            "transfer-encoding",
            "x-csrf-token",
            "x-forwarded-for");
    private static final Pattern IPV6 = Pattern.compile("\\[?[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*]?");

    private NetworkForms() {}

    /** A port to listen on; 0 is any free one. */
    public static final Form<Integer> LISTEN_PORT =
            new Form<>("a port such as 8636", ConfigValueType.NUMBER, (text, folder) -> port(text, 0));

    /** An address to listen on, without brackets. */
    public static final Form<String> LISTEN_HOST = Form.text("an address such as \"127.0.0.1\"", (text, folder) -> {
        if (IPV6.matcher(text).matches()) {
            return text.replace("[", "").replace("]", "");
        }
        if (text.contains("/") || text.contains(":")) {
            throw new BadValueException(
                    "\"" + text + "\" is more than a host",
                    "Write the name or address alone here, and the number under port");
        }
        return host(text);
    });

    public static final Form<String> DOMAIN =
            Form.text("the DNS name of the Active Directory domain such as \"corp.example.com\"", (text, folder) -> {
                String name = withoutDot(text.strip());
                if (IPV4.matcher(name).matches() || IPV6.matcher(name).matches()) {
                    throw new BadValueException(
                            "\"" + text + "\" is an IP address",
                            "Write the DNS name of the domain; addresses of servers can't be used with Kerberos");
                }
                if (!NAME.matcher(name).matches() || name.length() > 253) {
                    throw new BadValueException(
                            "\"" + text + "\" is not the DNS name of a domain",
                            "Write the domain alone, such as \"corp.example.com\"");
                }
                return name.toLowerCase(Locale.ROOT);
            });

    public static final Form<String> REALM =
            Form.text("the Kerberos realm such as \"CORP.EXAMPLE.COM\"", (text, folder) -> realm(text));

    public static final Form<String> PRINCIPAL =
            Form.text("the account of the keytab such as \"svc-adcache@CORP.EXAMPLE.COM\"", (text, folder) -> {
                String principal = text.strip();
                int at = principal.lastIndexOf('@');
                if (at == 0 || at == principal.length() - 1 || principal.isEmpty() || principal.contains("\\")) {
                    throw new BadValueException(
                            "\"" + text + "\" is not a Kerberos principal",
                            "Write it as \"adcache keytab FILE\" shows it, such as \"svc-adcache@CORP.EXAMPLE.COM\"");
                }
                if (at > 0) {
                    realm(principal.substring(at + 1));
                }
                return principal;
            });

    /** A domain controller; the default port is the mode's. */
    public static Form<ServerAddress> server(int defaultPort) {
        return Form.text("a domain controller such as \"dc1.corp.example.com\"", (text, folder) -> {
            if (text.contains("://")) {
                throw new BadValueException(
                        "\"" + text + "\" is a URL", "Write the host name alone; tls.mode says how it is reached");
            }
            String name = text.strip();
            int colon = name.indexOf(':');
            String host = colon < 0 ? name : name.substring(0, colon);
            if (IPV4.matcher(host).matches() || IPV6.matcher(name).matches()) {
                throw new BadValueException(
                        "\"" + text + "\" is an IP address",
                        "Write the domain controller's full DNS name: Kerberos and its certificate know it by that");
            }
            return new ServerAddress(host(host), colon < 0 ? defaultPort : port(name.substring(colon + 1), 1));
        });
    }

    /** A KDC, by name or address. */
    public static final Form<String> KDC = Form.text("a KDC such as \"dc1.corp.example.com\"", (text, folder) -> {
        String name = text.strip();
        if (IPV6.matcher(name).matches()) {
            throw new BadValueException("\"" + text + "\" is an IPv6 address", "Write the KDC's DNS name");
        }
        int colon = name.indexOf(':');
        host(colon < 0 ? name : name.substring(0, colon));
        if (colon >= 0) {
            port(name.substring(colon + 1), 1);
        }
        return name;
    });

    /** Addresses with a common prefix. */
    public static final Form<Network> NETWORK =
            Form.text("an address or network such as \"10.0.0.5\" or \"10.1.0.0/16\"", (text, folder) -> {
                Optional<Network> network = Network.parse(text.strip());
                if (network.isEmpty()) {
                    boolean prefix = text.indexOf('/') > 0
                            && Network.parse(
                                            text.substring(0, text.indexOf('/')).strip())
                                    .isPresent();
                    throw new BadValueException(
                            "\"" + text + "\" is no address or network",
                            prefix
                                    ? "Write a prefix that covers all bits that are set, such as 10.1.0.0/16"
                                    : "Write it in digits, such as 10.0.0.5 or 10.1.0.0/16; names are not looked up");
                }
                return network.get();
            });

    /** A header of the proxy's own, not one that clients send for another purpose. */
    public static final Form<String> USER_HEADER =
            Form.text("the name of a header such as \"X-Remote-User\"", (text, folder) -> {
                if (!HEADER.matcher(text).matches()) {
                    throw new BadValueException(
                            "\"" + text + "\" is not the name of a header",
                            "Write its name alone, such as X-Remote-User");
                }
                if (TAKEN.contains(text.toLowerCase(Locale.ROOT))) {
                    throw new BadValueException(
                            "\"" + text + "\" has another meaning", "Let the proxy use a header such as X-Remote-User");
                }
                return text;
            });

    /** Whether only programs on the same machine can reach this address. */
    public static boolean loopback(String host) {
        return host.equalsIgnoreCase("localhost")
                || host.equals("::1")
                || (IPV4.matcher(host).matches() && host.startsWith("127."));
    }

    private static String realm(String text) throws BadValueException {
        String realm = text.strip();
        String upper = realm.toUpperCase(Locale.ROOT);
        if (!NAME.matcher(realm).matches()) {
            throw new BadValueException("\"" + realm + "\" is not a Kerberos realm", "Write CORP.EXAMPLE.COM");
        }
        if (!realm.equals(upper)) {
            throw new BadValueException(
                    "the realm \"" + realm + "\" is not in upper case, and realms are case-sensitive",
                    "Write " + upper);
        }
        return realm;
    }

    private static String host(String text) throws BadValueException {
        String name = withoutDot(text);
        if (!NAME.matcher(name).matches()) {
            throw new BadValueException(
                    "\"" + text + "\" is not a host name", "Write a DNS name such as dc1.corp.example.com");
        }
        return name;
    }

    private static int port(String text, int lowest) throws BadValueException {
        try {
            int port = Integer.parseInt(text.strip());
            if (port >= lowest && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // Reported below, as a number out of range is.
        }
        throw new BadValueException("\"" + text + "\" is not a port", "Write a number from " + lowest + " to 65535");
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
