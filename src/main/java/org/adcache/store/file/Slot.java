package org.adcache.store.file;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.adcache.encoding.Sha256;

/**
 * Slot of a {@link TwoSlotFile}: one line of 4096 bytes, with a checksum over everything that follows the checksum, the
 * padding included.
 *
 * @param sequence rises with each write; its remainder is the slot's place in the file
 */
record Slot(long sequence, String content) {
    static final int BYTES = 4096;
    static final int COUNT = 2;

    private static final long HIGHEST_SEQUENCE = 1_000_000_000_000_000L;
    private static final String HEAD = "{\"sha256\": \"";
    private static final String SEQUENCE = "\", \"sequence\": \"";
    private static final String CONTENT = "\", \"content\": ";
    private static final String END = "}";
    private static final int DIGEST_END = HEAD.length() + 64;
    private static final int DIGITS = 16;
    private static final int DIGITS_START = DIGEST_END + SEQUENCE.length();
    private static final int CONTENT_START = DIGITS_START + DIGITS + CONTENT.length();

    /** The position of this slot in the file. */
    long position() {
        return sequence % COUNT * BYTES;
    }

    /**
     * The line.
     *
     * @throws IllegalArgumentException if the content is too long
     */
    byte[] bytes() {
        String text = SEQUENCE + ("%0" + DIGITS + "d").formatted(sequence) + CONTENT + content + END;
        byte[] rest = text.getBytes(StandardCharsets.UTF_8);
        if (DIGEST_END + rest.length >= BYTES) {
            throw new IllegalArgumentException("content of " + content.length() + " characters doesn't fit");
        }
        byte[] bytes = new byte[BYTES];
        Arrays.fill(bytes, (byte) ' ');
        bytes[BYTES - 1] = '\n';
        System.arraycopy(rest, 0, bytes, DIGEST_END, rest.length);
        byte[] head = (HEAD + digest(bytes)).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(head, 0, bytes, 0, head.length);
        return bytes;
    }

    /** Parses the slot at a place of the file; empty unless every byte is as it was written. */
    static Optional<Slot> parse(byte[] file, int place) {
        if (file.length < BYTES * (place + 1)) {
            return Optional.empty();
        }
        byte[] bytes = Arrays.copyOfRange(file, BYTES * place, BYTES * (place + 1));
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.startsWith(HEAD + digest(bytes) + SEQUENCE)) {
            return Optional.empty();
        }
        try {
            long sequence = Long.parseLong(text.substring(DIGITS_START, DIGITS_START + DIGITS));
            String content = text.substring(CONTENT_START).strip();
            return sequence % COUNT == place && sequence < HIGHEST_SEQUENCE
                    ? Optional.of(new Slot(sequence, content.substring(0, content.length() - END.length())))
                    : Optional.empty();
        } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
            return Optional.empty();
        }
    }

    private static String digest(byte[] bytes) {
        return Sha256.hex(Arrays.copyOfRange(bytes, DIGEST_END, BYTES));
    }
}
