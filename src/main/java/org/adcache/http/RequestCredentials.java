package org.adcache.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.adcache.auth.PageOrigin;
import org.adcache.http.proxy.Forwarded;
import org.adcache.http.proxy.TrustedProxies;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Extraction of credentials from a request and its connection. */
public final class RequestCredentials {
    /** Header of the requests that a page sends by itself, such as those of a timer. */
    public static final String BACKGROUND = "X-Background";

    private static final String CSRF_TOKEN = "X-CSRF-Token";

    private RequestCredentials() {}

    /** The credentials of a request served by Javalin. */
    public static Credentials of(Context context) {
        return of(ServletContextRequest.getServletContextRequest(context.req()));
    }

    /** The address that a request served by Javalin came from; empty if its connection is closed already. */
    public static Optional<InetAddress> addressOf(Context context) {
        return of(context).remoteAddress();
    }

    public static Credentials of(Request request) {
        HttpFields headers = request.getHeaders();
        // HTTP/2 may split the cookies: RFC 9113, section 8.2.3.
        List<String> cookies = headers.getValuesList(HttpHeader.COOKIE);
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        Forwarded forwarded = forwarded(request, remoteAddress(endPoint));
        return new Credentials(
                Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)),
                cookies.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", cookies)),
                certificates(endPoint),
                forwarded.client(),
                page(request),
                forwarded.user(),
                headers.contains(BACKGROUND));
    }

    private static Forwarded forwarded(Request request, Optional<InetAddress> peer) {
        TrustedProxies proxies =
                TrustedProxies.of(request.getConnectionMetaData().getConnector());
        return peer.filter(proxies::include)
                .map(proxy -> proxies.read(proxy, request.getHeaders()))
                .orElseGet(() -> new Forwarded(peer, Optional.empty()));
    }

    /**
     * The credentials of a request that no page of another site has sent, as far as it tells.
     *
     * @param client the address where it came from
     */
    public static Credentials of(
            EndPoint endPoint, Optional<String> authorization, Optional<String> cookie, Optional<InetAddress> client) {
        return new Credentials(authorization, cookie, certificates(endPoint), client, PageOrigin.NONE);
    }

    private static PageOrigin page(Request request) {
        HttpFields headers = request.getHeaders();
        Optional<String> host = Optional.ofNullable(headers.get(HttpHeader.HOST));
        return new PageOrigin(
                Optional.ofNullable(headers.get(HttpHeader.ORIGIN)),
                host.isPresent()
                        ? host
                        : Optional.ofNullable(request.getHttpURI().getAuthority()),
                Optional.ofNullable(headers.get(CSRF_TOKEN)));
    }

    /** Jetty's endpoint computes them once, after the handshake. */
    private static List<X509Certificate> certificates(EndPoint endPoint) {
        EndPoint.@Nullable SslSessionData tls = endPoint.getSslSessionData();
        X509Certificate @Nullable [] chain = tls == null ? null : tls.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    /** The address of the other end of a connection; empty if it is closed already. */
    public static Optional<InetAddress> remoteAddress(EndPoint endPoint) {
        return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }
}
