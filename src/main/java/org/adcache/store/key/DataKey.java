package org.adcache.store.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;

/**
 * Data key of one connection in one epoch, derived from its secret in {@code keys/} and the administrator's key-file,
 * if configured. Its {@link #check()} may be published: it shows later whether the secrets are still the same. Its
 * {@link #imageShare()} is the connection's contribution to the keys of index images; {@link #mac} shows that a text was
 * written by somebody who has the key.
 */
public final class DataKey {
    public static final int BYTES = 32;

    private final ConnectionId connection;
    private final Epoch epoch;
    private final byte[] bytes;
    private final byte[] imageShare;
    private final byte[] macKey;
    private final String check;
    private volatile boolean destroyed;

    DataKey(ConnectionId connection, Epoch epoch, byte[] secret, byte[] keyFile) {
        String context = "adcache/" + connection + "/" + epoch.number() + "/";
        this.connection = connection;
        this.epoch = epoch;
        this.bytes = Hkdf.derive(secret, keyFile, info(context + "records"));
        this.imageShare = Hkdf.derive(secret, keyFile, info(context + "image"));
        this.macKey = Hkdf.derive(secret, keyFile, info(context + "mac"));
        this.check = HexFormat.of().formatHex(Hkdf.derive(secret, keyFile, info(context + "check")));
    }

    private static byte[] info(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public ConnectionId connection() {
        return connection;
    }

    public Epoch epoch() {
        return epoch;
    }

    /** The key bytes; all zero once destroyed. */
    public byte[] bytes() {
        return bytes;
    }

    /** The contribution to image keys; all zero once destroyed. */
    public byte[] imageShare() {
        return imageShare;
    }

    public String check() {
        return check;
    }

    /** The message authentication code of a text in ASCII, in hexadecimal: HMAC with SHA-256. */
    public String mac(String text) {
        return HexFormat.of().formatHex(Hkdf.hmac(macKey, info(text)));
    }

    public boolean destroyed() {
        return destroyed;
    }

    void destroy() {
        destroyed = true;
        Arrays.fill(bytes, (byte) 0);
        Arrays.fill(imageShare, (byte) 0);
        Arrays.fill(macKey, (byte) 0);
    }
}
