package org.adcache.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/** Extraction of credentials from a request and its connection. */
public final class RequestCredentials {
    private RequestCredentials() {}

    /** The credentials of a request served by Javalin. */
    public static Credentials of(Context context) {
        return of(ServletContextRequest.getServletContextRequest(context.req()));
    }

    public static Credentials of(Request request) {
        HttpFields headers = request.getHeaders();
        // HTTP/2 may split the cookies: RFC 9113, section 8.2.3.
        List<String> cookies = headers.getValuesList(HttpHeader.COOKIE);
        return of(
                request.getConnectionMetaData().getConnection().getEndPoint(),
                Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)),
                cookies.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", cookies)));
    }

    public static Credentials of(EndPoint endPoint, Optional<String> authorization, Optional<String> cookie) {
        return new Credentials(authorization, cookie, certificates(endPoint), remoteAddress(endPoint));
    }

    /** Jetty's endpoint computes them once, after the handshake. */
    private static List<X509Certificate> certificates(EndPoint endPoint) {
        EndPoint.@Nullable SslSessionData tls = endPoint.getSslSessionData();
        X509Certificate @Nullable [] chain = tls == null ? null : tls.peerCertificates();
        return chain == null ? List.of() : List.of(chain);
    }

    private static Optional<InetAddress> remoteAddress(EndPoint endPoint) {
        return endPoint.getRemoteSocketAddress() instanceof InetSocketAddress address
                ? Optional.ofNullable(address.getAddress())
                : Optional.empty();
    }
}
