package org.adcache.http.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.adcache.auth.PageOrigin;
import org.adcache.http.proxy.TrustedProxies;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class ConnectionCredentialsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ConnectionCredentials credentials = new ConnectionCredentials(
            new ByteArrayEndPoint() {
                @Override
                public SocketAddress getRemoteSocketAddress() {
                    return new InetSocketAddress(LOOPBACK, 5000);
                }
            },
            TrustedProxies.NONE);

    private static Credentials expected(Optional<String> authorization, Optional<String> cookie) {
        return new Credentials(authorization, cookie, List.of(), Optional.of(LOOPBACK), PageOrigin.NONE);
    }

    @Test
    void areTheSameValueAsLongAsRequestsBringTheSame() {
        Credentials first = credentials.of("Bearer x", null, null);
        assertThat(first).isEqualTo(expected(Optional.of("Bearer x"), Optional.empty()));
        assertThat(credentials.of(new String("Bearer x"), null, null)).isSameAs(first);
    }

    @Test
    void areThoseOfTheRequestAndNotOfTheOneBefore() {
        assertThat(credentials.of("Bearer x", null, null))
                .isEqualTo(expected(Optional.of("Bearer x"), Optional.empty()));
        assertThat(credentials.of("Bearer y", null, null))
                .isEqualTo(expected(Optional.of("Bearer y"), Optional.empty()));
        assertThat(credentials.of("Bearer y", "a=1", null))
                .isEqualTo(expected(Optional.of("Bearer y"), Optional.of("a=1")));
        assertThat(credentials.of(null, "a=1", null)).isEqualTo(expected(Optional.empty(), Optional.of("a=1")));
        assertThat(credentials.of(null, "a=2", null)).isEqualTo(expected(Optional.empty(), Optional.of("a=2")));
        assertThat(credentials.of(null, null, null)).isEqualTo(expected(Optional.empty(), Optional.empty()));
    }
}
