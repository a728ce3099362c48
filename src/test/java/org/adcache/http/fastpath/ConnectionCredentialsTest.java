package org.adcache.http.fastpath;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import org.adcache.auth.Credentials;
import org.eclipse.jetty.io.ByteArrayEndPoint;
import org.junit.jupiter.api.Test;

class ConnectionCredentialsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final ConnectionCredentials credentials = new ConnectionCredentials(new ByteArrayEndPoint() {
        @Override
        public SocketAddress getRemoteSocketAddress() {
            return new InetSocketAddress(LOOPBACK, 5000);
        }
    });

    private static Credentials expected(Optional<String> authorization, Optional<String> cookie) {
        return new Credentials(authorization, cookie, List.of(), Optional.of(LOOPBACK));
    }

    @Test
    void areTheSameValueAsLongAsRequestsBringTheSame() {
        Credentials first = credentials.of("Bearer x", null);
        assertThat(first).isEqualTo(expected(Optional.of("Bearer x"), Optional.empty()));
        assertThat(credentials.of(new String("Bearer x"), null)).isSameAs(first);
    }

    @Test
    void areThoseOfTheRequestAndNotOfTheOneBefore() {
        assertThat(credentials.of("Bearer x", null)).isEqualTo(expected(Optional.of("Bearer x"), Optional.empty()));
        assertThat(credentials.of("Bearer y", null)).isEqualTo(expected(Optional.of("Bearer y"), Optional.empty()));
        assertThat(credentials.of("Bearer y", "a=1")).isEqualTo(expected(Optional.of("Bearer y"), Optional.of("a=1")));
        assertThat(credentials.of(null, "a=1")).isEqualTo(expected(Optional.empty(), Optional.of("a=1")));
        assertThat(credentials.of(null, "a=2")).isEqualTo(expected(Optional.empty(), Optional.of("a=2")));
        assertThat(credentials.of(null, null)).isEqualTo(expected(Optional.empty(), Optional.empty()));
    }
}
