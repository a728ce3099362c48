package org.adcache.store.image;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM cipher for the chunks of one index image, sealed or opened in order. The nonce is the chunk's number and
 * whether it is the last; a key is used for one image only, so no nonce is used twice.
 */
public final class ImageCipher {
    private static final int NONCE = 12;
    private static final byte LAST = 1;
    private static final int KEY = 32;
    /** Enough calls to trigger the JIT compiler. */
    private static final int WARM_UP_CHUNKS = 3000;

    private static final int WARM_UP_CHUNK = 256;

    private final int mode;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final byte[] nonce = new byte[NONCE];
    private long chunk;

    private ImageCipher(int mode, byte[] key) {
        this.mode = mode;
        this.key = new SecretKeySpec(key, "AES");
        try {
            this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES/GCM", e);
        }
    }

    static ImageCipher sealing(byte[] key) {
        return new ImageCipher(Cipher.ENCRYPT_MODE, key);
    }

    static ImageCipher opening(byte[] key) {
        return new ImageCipher(Cipher.DECRYPT_MODE, key);
    }

    /** Seals and opens dummy chunks until the JIT compiler has compiled both. */
    public static void warmUp() {
        byte[] key = new byte[KEY];
        ImageCipher sealing = sealing(key);
        ImageCipher opening = opening(key);
        byte[] plain = new byte[WARM_UP_CHUNK];
        byte[] sealed = new byte[plain.length + ImageFormat.TAG];
        try {
            for (int i = 0; i < WARM_UP_CHUNKS; i++) {
                sealing.next(plain, 0, plain.length, false, sealed, 0);
                opening.next(sealed, 0, sealed.length, false, plain, 0);
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("what was sealed opens", e);
        }
    }

    /**
     * Seals or opens the next chunk.
     *
     * @return number of bytes written to {@code out}
     * @throws GeneralSecurityException when opening, if it isn't that chunk as it was sealed
     */
    int next(byte[] in, int from, int length, boolean last, byte[] out, int to) throws GeneralSecurityException {
        ByteBuffer.wrap(nonce).putLong(chunk).put(last ? LAST : 0);
        cipher.init(mode, key, new GCMParameterSpec(8 * ImageFormat.TAG, nonce));
        chunk++;
        return cipher.doFinal(in, from, length, out, to);
    }
}
