package org.adcache.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;

/**
 * The key of one connection's records in one epoch, derived from its secret in {@code keys/} and, if there is one, the
 * administrator's key-file. Its {@link #check()} may be shown: it tells later whether the secrets are still the same.
 */
final class DataKey {
    private final ConnectionId connection;
    private final Epoch epoch;
    private final byte[] bytes;
    private final String check;
    private volatile boolean destroyed;

    DataKey(ConnectionId connection, Epoch epoch, byte[] secret, byte[] keyFile) {
        String context = "adcache/" + connection + "/" + epoch.number() + "/";
        this.connection = connection;
        this.epoch = epoch;
        this.bytes = Hkdf.derive(secret, keyFile, info(context + "records"));
        this.check = HexFormat.of().formatHex(Hkdf.derive(secret, keyFile, info(context + "check")));
    }

    private static byte[] info(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    ConnectionId connection() {
        return connection;
    }

    Epoch epoch() {
        return epoch;
    }

    /** The key itself; all zero once destroyed. */
    byte[] bytes() {
        return bytes;
    }

    String check() {
        return check;
    }

    boolean destroyed() {
        return destroyed;
    }

    void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
    }
}
