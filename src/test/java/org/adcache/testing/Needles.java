package org.adcache.testing;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Multi-pattern search for byte strings in memory, ASCII letters in any case. A hash table finds a needle by eight of
 * its bytes, those that the fewest others share; the rest is compared on a hit. A Bloom filter rules out most places.
 *
 * <pre>
 * memory   … 00 17 61 6e 6e 61 40 63 6f 72 70 …
 * table             "anna@cor" → anna@corp.example.test
 * </pre>
 */
public final class Needles {
    private static final int WINDOW = Long.BYTES;
    private static final int OVERLAP = 1024;
    private static final int BLOOM_BITS_PER_NEEDLE = 16;
    private static final long FACTOR = 0x9E37_79B9_7F4A_7C15L;
    private static final byte[] LOWER = lower();

    private final BitSet ignored = new BitSet();
    private final List<byte[]> needles = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private long[] windows = new long[1 << 16];
    private int[] places = new int[1 << 16];
    private int[] next = new int[1 << 16];
    private int[] heads = table(1 << 17);

    private static byte[] lower() {
        byte[] lower = new byte[256];
        for (int i = 0; i < lower.length; i++) {
            lower[i] = (byte) (i >= 'A' && i <= 'Z' ? i + 32 : i);
        }
        return lower;
    }

    private static int[] table(int size) {
        int[] table = new int[size];
        Arrays.fill(table, -1);
        return table;
    }

    /** What was found: how many needles, and where some of them are. */
    public record Found(int needles, Map<String, String> examples) {}

    /** Adds a text in UTF-8, Latin-1 and both orders of UTF-16, unless it is shorter than 8 bytes. */
    public void addText(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length < WINDOW) {
            return;
        }
        List<Charset> charsets =
                new ArrayList<>(List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE));
        if (text.chars().anyMatch(c -> c >= 0x80) && text.chars().allMatch(c -> c < 0x100)) {
            charsets.add(StandardCharsets.ISO_8859_1);
        }
        charsets.forEach(charset -> addBytes(text.getBytes(charset), text));
    }

    /** Adds bytes, unless they are fewer than 8 or were added before. */
    public void addBytes(byte[] value, String name) {
        if (value.length < WINDOW) {
            return;
        }
        byte[] needle = new byte[value.length];
        for (int i = 0; i < value.length; i++) {
            needle[i] = LOWER[value[i] & 0xFF];
        }
        int place = rarestWindow(needle);
        long window = window(needle, place);
        for (int other = heads[bucket(window)]; other >= 0; other = next[other]) {
            if (Arrays.equals(needles.get(other), needle)) {
                return;
            }
        }
        insert(needle, name, place, window);
    }

    public int size() {
        return needles.size();
    }

    private int rarestWindow(byte[] needle) {
        int last = needle.length - WINDOW;
        int best = 0;
        int fewest = Integer.MAX_VALUE;
        for (int place = 0; place <= last && fewest > 0; place++) {
            int others = 0;
            for (int other = heads[bucket(window(needle, place))]; other >= 0 && others < fewest; other = next[other]) {
                others++;
            }
            if (others < fewest) {
                fewest = others;
                best = place;
            }
        }
        return best;
    }

    private void insert(byte[] needle, String name, int place, long window) {
        int number = needles.size();
        if (number == windows.length) {
            grow();
        }
        needles.add(needle);
        names.add(name);
        windows[number] = window;
        places[number] = place;
        link(number);
    }

    private void link(int number) {
        int bucket = bucket(windows[number]);
        next[number] = heads[bucket];
        heads[bucket] = number;
    }

    private void grow() {
        int size = 2 * windows.length;
        windows = Arrays.copyOf(windows, size);
        places = Arrays.copyOf(places, size);
        next = Arrays.copyOf(next, size);
        heads = table(2 * size);
        for (int number = 0; number < needles.size(); number++) {
            link(number);
        }
    }

    private int bucket(long window) {
        return (int) ((window * FACTOR) >>> (64 - Integer.numberOfTrailingZeros(heads.length)));
    }

    private static long window(byte[] bytes, int from) {
        long window = 0;
        for (int i = from; i < from + WINDOW; i++) {
            window = (window << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        return window;
    }

    private long[] bloom(int bits) {
        long[] bloom = new long[1 << (bits - 6)];
        for (int number = 0; number < needles.size(); number++) {
            long hash = (windows[number] * FACTOR) >>> (64 - bits);
            bloom[(int) (hash >>> 6)] |= 1L << hash;
        }
        return bloom;
    }

    /** Ignores the needles that a search of the program's own files has found: they aren't only personal data. */
    public void ignore(Search program) {
        ignored.or(program.found);
    }

    public Search search() {
        return new Search();
    }

    /** Search of one haystack, which is passed in consecutive pieces. */
    public final class Search {
        private static final int EXAMPLES = 40;
        private static final int CONTEXT = 60;

        private final int bits = 64 - Long.numberOfLeadingZeros(((long) size() * BLOOM_BITS_PER_NEEDLE) | 64);
        private final long[] bloom = bloom(bits);
        private final BitSet found = new BitSet();
        private final Map<String, String> examples = new LinkedHashMap<>();
        private byte[] buffer = new byte[0];
        private int kept;

        /** Searches a piece that doesn't continue the one before. */
        public void restart() {
            kept = 0;
        }

        /**
         * Searches the next piece.
         *
         * @param where name of the place, for examples
         */
        public void next(byte[] piece, int length, String where) {
            if (buffer.length < OVERLAP + length) {
                buffer = Arrays.copyOf(buffer, OVERLAP + length);
            }
            for (int i = 0; i < length; i++) {
                buffer[kept + i] = LOWER[piece[i] & 0xFF];
            }
            search(kept + length, where);
            int end = kept + length;
            int keep = Math.min(end, OVERLAP);
            System.arraycopy(buffer, end - keep, buffer, 0, keep);
            kept = keep;
        }

        private void search(int end, String where) {
            long window = 0;
            int shift = 64 - bits;
            for (int i = 0; i < end; i++) {
                window = (window << Byte.SIZE) | (buffer[i] & 0xFF);
                long hash = (window * FACTOR) >>> shift;
                if ((bloom[(int) (hash >>> 6)] & (1L << hash)) != 0 && i >= WINDOW - 1) {
                    compare(window, i - WINDOW + 1, end, where);
                }
            }
        }

        private void compare(long window, int at, int end, String where) {
            for (int number = heads[bucket(window)]; number >= 0; number = next[number]) {
                if (windows[number] == window && !found.get(number) && !ignored.get(number)) {
                    byte[] needle = needles.get(number);
                    int from = at - places[number];
                    int to = from + needle.length;
                    if (from >= 0 && to <= end && Arrays.equals(needle, 0, needle.length, buffer, from, to)) {
                        found.set(number);
                        if (examples.size() < EXAMPLES) {
                            examples.put(names.get(number), where + ": " + around(from, to, end));
                        }
                    }
                }
            }
        }

        private String around(int from, int to, int end) {
            int start = Math.max(0, from - CONTEXT);
            int length = Math.min(end, to + CONTEXT) - start;
            return new String(buffer, start, length, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", ".");
        }

        public Found result() {
            return new Found(found.cardinality(), Map.copyOf(examples));
        }
    }
}
