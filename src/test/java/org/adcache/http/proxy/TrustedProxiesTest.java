package org.adcache.http.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrustedProxiesTest {
    private static final TrustedProxies PROXIES = new TrustedProxies(
            Stream.of("10.0.0.5", "10.1.0.0/16", "2001:db8:1::/48")
                    .map(text -> Network.parse(text).orElseThrow())
                    .toList(),
            Optional.empty());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    192.0.2.1       | 198.51.100.7                                 | 192.0.2.1
                    10.0.0.5        |                                              | 10.0.0.5
                    10.0.0.5        | 198.51.100.7                                 | 198.51.100.7
                    10.0.0.5        | 1.1.1.1, 198.51.100.7                        | 198.51.100.7
                    10.0.0.5        | 1.1.1.1 , 198.51.100.7,10.1.2.3 ,10.1.255.255| 198.51.100.7
                    10.0.0.5        | forged, 198.51.100.7                         | 198.51.100.7
                    10.0.0.5        | 198.51.100.7, unknown                        | 10.0.0.5
                    10.0.0.5        | 198.51.100.7, unknown, 10.1.0.1              | 10.0.0.5
                    10.0.0.5        | 198.51.100.7,                                | 10.0.0.5
                    10.0.0.5        | ''                                           | 10.0.0.5
                    10.0.0.5        | 10.1.0.7, 10.1.0.8                           | 10.1.0.7
                    10.0.0.5        | 198.51.100.7:4711                            | 198.51.100.7
                    10.0.0.5        | [2001:db8:2::7]:4711                         | 2001:db8:2::7
                    10.0.0.5        | 2001:db8:2::7                                | 2001:db8:2::7
                    10.0.0.5        | 198.51.100                                   | 10.0.0.5
                    10.0.0.5        | 198.51.100.256                               | 10.0.0.5
                    10.0.0.5        | localhost                                    | 10.0.0.5
                    10.0.0.5        | [::1                                         | 10.0.0.5
                    2001:db8:1::9   | 198.51.100.7, 2001:db8:1:ffff::1             | 198.51.100.7
                    2001:db8:2::9   | 198.51.100.7                                 | 2001:db8:2::9
                    """)
    void theClientIsTheLastAddressThatIsNoProxy(String peer, String header, String client) throws Exception {
        List<String> values = header == null ? List.of() : List.of(header);
        assertThat(PROXIES.client(InetAddress.getByName(peer), values)).isEqualTo(InetAddress.getByName(client));
    }

    @Test
    void severalHeadersAreOneList() throws Exception {
        InetAddress peer = InetAddress.getByName("10.0.0.5");
        assertThat(PROXIES.client(peer, List.of("1.1.1.1, 198.51.100.7", "10.1.0.1", "10.1.0.2")))
                .isEqualTo(InetAddress.getByName("198.51.100.7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0", "10.0.0.5/33", "10.0.0.5/16", "proxy.example", "10.0.0.5 ", "::/129", "1:2", "/8"})
    void whatIsNoNetworkIsNone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    /** Compares the text of the bits. */
    @Test
    void aNetworkHasTheAddressesOfItsPrefix() throws Exception {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            byte[] one = new byte[random.nextBoolean() ? 4 : 16];
            random.nextBytes(one);
            byte[] other = one.clone();
            int changed = random.nextInt(8 * one.length);
            other[changed / 8] ^= (byte) (0x80 >> changed % 8);
            int bits = random.nextInt(8 * one.length + 1);
            Network network = new Network(InetAddress.getByAddress(one), bits);
            assertThat(network.contains(InetAddress.getByAddress(other)))
                    .as("seed %s", seed)
                    .isEqualTo(text(one).substring(0, bits).equals(text(other).substring(0, bits)));
        }
    }

    private static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        for (byte each : bytes) {
            text.append(Integer.toBinaryString(0x100 | (each & 0xFF)).substring(1));
        }
        return text.toString();
    }
}
