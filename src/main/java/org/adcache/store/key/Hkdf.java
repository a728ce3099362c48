package org.adcache.store.key;

import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HKDF with SHA-256 (RFC 5869), for keys of 32 bytes, which is one block of output. */
public final class Hkdf {
    private static final String HMAC = "HmacSHA256";
    private static final int LENGTH = 32;

    private Hkdf() {}

    /**
     * Derives 32 bytes.
     *
     * @param salt may be empty
     * @param info what the key is for
     */
    public static byte[] derive(byte[] secret, byte[] salt, byte[] info) {
        byte[] pseudoRandomKey = hmac(salt.length == 0 ? new byte[LENGTH] : salt, secret);
        byte[] firstBlock = Arrays.copyOf(info, info.length + 1);
        firstBlock[info.length] = 1;
        byte[] key = hmac(pseudoRandomKey, firstBlock);
        Arrays.fill(pseudoRandomKey, (byte) 0);
        return key;
    }

    static byte[] hmac(byte[] key, byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + HMAC, e);
        }
    }
}
