package org.adcache.http.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Connector;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose headers are believed.
 *
 * @param networks their addresses
 * @param userHeader the header in which they name the user whom they signed in, as {@code name@realm}
 */
public record TrustedProxies(List<Network> networks, Optional<String> userHeader) {
    private static final Pattern USER = Pattern.compile("[^\\p{Cntrl}\\s]{1,256}@[^\\p{Cntrl}\\s@]{1,256}");

    public static final TrustedProxies NONE = new TrustedProxies(List.of(), Optional.empty());

    public TrustedProxies {
        networks = List.copyOf(networks);
        if (networks.isEmpty() && userHeader.isPresent()) {
            throw new IllegalArgumentException("a user header needs trusted proxies");
        }
    }

    /** The proxies of the server that a connector belongs to. */
    public static TrustedProxies of(Connector connector) {
        @Nullable TrustedProxies proxies = connector.getBean(TrustedProxies.class);
        return proxies == null ? NONE : proxies;
    }

    /**
     * Reads the headers of a request of a trusted proxy.
     *
     * @throws HttpProblem if it names several users, or one that is none
     */
    public Forwarded read(InetAddress proxy, HttpFields headers) {
        List<String> users = userHeader
                .map(name -> headers.getFields(name).stream()
                        .map(HttpField::getValue)
                        .map(value -> value == null ? "" : value.strip())
                        .toList())
                .orElse(List.of());
        if (users.size() > 1) {
            throw HttpProblem.badRequest("The header of http.proxy-user-header is given twice.");
        }
        Optional<String> user = users.stream().filter(name -> !name.isEmpty()).findFirst();
        if (user.isPresent() && !USER.matcher(user.get()).matches()) {
            throw HttpProblem.badRequest("The header of http.proxy-user-header names no user as name@REALM.");
        }
        List<String> path = headers.getFields(HttpHeader.X_FORWARDED_FOR).stream()
                .map(HttpField::getValue)
                .map(value -> value == null ? "" : value)
                .toList();
        return new Forwarded(Optional.of(client(proxy, path)), user);
    }

    /** Whether an address is that of a proxy. */
    public boolean include(InetAddress address) {
        for (Network network : networks) {
            if (network.contains(address)) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns the address of the client: the last one that a proxy saw and that is none of a proxy. If a proxy names
     * what is no address, nothing before it can be believed, and the address is the proxy's own.
     *
     * @param peer the other end of the connection
     * @param forwardedFor the values of X-Forwarded-For, in order
     */
    public InetAddress client(InetAddress peer, List<String> forwardedFor) {
        if (!include(peer)) {
            return peer;
        }
        InetAddress first = peer;
        for (int i = forwardedFor.size() - 1; i >= 0; i--) {
            String value = forwardedFor.get(i);
            int end = value.length();
            while (end >= 0) {
                int comma = value.lastIndexOf(',', end - 1);
                Optional<InetAddress> seen =
                        address(value.substring(comma + 1, end).strip());
                if (seen.isEmpty()) {
                    return peer;
                }
                if (!include(seen.get())) {
                    return seen.get();
                }
                first = seen.get();
                end = comma;
            }
        }
        return first;
    }

    /** Parses an address, perhaps in brackets, perhaps with a port. */
    private static Optional<InetAddress> address(String text) {
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            return end > 0 && (end == text.length() - 1 || text.charAt(end + 1) == ':')
                    ? Network.address(text.substring(1, end))
                    : Optional.empty();
        }
        int colon = text.indexOf(':');
        boolean port = colon > 0 && colon == text.lastIndexOf(':');
        return Network.address(port ? text.substring(0, colon) : text);
    }
}
