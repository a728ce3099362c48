package org.adcache.store.key;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.adcache.encoding.Sha256;

/**
 * Format of a key file, 64 bytes:
 *
 * <pre>
 *  0   "adcache key, 1\r\n"
 *  16  the secret
 *  48  the first 16 bytes of the SHA-256 of what precedes
 * </pre>
 *
 * The previous version wrote the 32 bytes of the secret alone, and they are still read. A file overwritten by an order
 * keeps its length and is filled with a line of 32 bytes that names the order, so a marker with a single other bit is
 * no order.
 */
final class KeyFile {
    static final int SECRET = 32;
    static final int BYTES = 64;

    private static final byte[] HEAD = "adcache key, 1\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int CHECK = 16;
    private static final byte[] DISABLED = line("adcache: key disabled, by order");
    private static final byte[] REMOVED = line("adcache: key removed, by order");

    private KeyFile() {}

    private static byte[] line(String text) {
        return "%-31s\n".formatted(text).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] write(byte[] secret) {
        byte[] content = Arrays.copyOf(HEAD, BYTES);
        System.arraycopy(secret, 0, content, HEAD.length, SECRET);
        System.arraycopy(check(content), 0, content, BYTES - CHECK, CHECK);
        return content;
    }

    /** The secret; empty unless the state is present. */
    static Optional<byte[]> secret(byte[] content) {
        if (state(content) != KeyState.PRESENT) {
            return Optional.empty();
        }
        int from = content.length == SECRET ? 0 : HEAD.length;
        return Optional.of(Arrays.copyOfRange(content, from, from + SECRET));
    }

    static KeyState state(byte[] content) {
        if (content.length >= SECRET) {
            for (KeyState order : new KeyState[] {KeyState.DISABLED, KeyState.REMOVED}) {
                if (Arrays.equals(content, marker(order, content.length))) {
                    return order;
                }
            }
        }
        return isWhole(content) || isOfPreviousVersion(content) ? KeyState.PRESENT : KeyState.DAMAGED;
    }

    private static boolean isWhole(byte[] content) {
        return content.length == BYTES
                && startsWithHead(content)
                && Arrays.equals(check(content), Arrays.copyOfRange(content, BYTES - CHECK, BYTES));
    }

    private static boolean isOfPreviousVersion(byte[] content) {
        return content.length == SECRET && !startsWithHead(content) && !isOfOneByte(content);
    }

    private static boolean startsWithHead(byte[] content) {
        return Arrays.equals(HEAD, Arrays.copyOf(content, HEAD.length));
    }

    /** Whether all bytes are the same, as on a page that was never written or is erased. */
    private static boolean isOfOneByte(byte[] content) {
        byte[] filled = new byte[content.length];
        Arrays.fill(filled, content[0]);
        return Arrays.equals(content, filled);
    }

    private static byte[] check(byte[] content) {
        return Arrays.copyOf(Sha256.digest(Arrays.copyOf(content, BYTES - CHECK)), CHECK);
    }

    /** The content that replaces a file of this size in place; a file shorter than a secret grows to that length. */
    static byte[] marker(KeyState order, long size) {
        byte[] line = order == KeyState.DISABLED ? DISABLED : REMOVED;
        byte[] content = new byte[Math.toIntExact(Math.max(size, SECRET))];
        for (int i = 0; i < content.length; i++) {
            content[i] = line[i % line.length];
        }
        return content;
    }
}
