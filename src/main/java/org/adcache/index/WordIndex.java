package org.adcache.index;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.adcache.index.TokenInterner.Interned;

/**
 * Which accounts have words that begin with a text. Every distinct token is there once, behind a byte for its {@link
 * TokenKind}, in one sorted arena; its number is its rank. Postings lead from a token to the ordinals of its accounts,
 * ascending, which is the order of suggestions. Entries lead from an account to its tokens, so that whether an account
 * has a word with some prefix is a comparison of ints: is a token's number in the range of the prefix?
 *
 * <pre>
 *   0 John Smith    1 Jo Smithers    2 Smith (a group)
 *
 *   token  0         1          2            3           4
 *          3jo       3john      3smith       3smithers   …     3 is the kind NAME
 *   postings of      0: 1       1: 0         2: 0 2      3: 1
 *   entries of       0: 1nw 2w  1: 0nw 3w    2: 2nw            n, w: a name, a word begins
 *
 *   "smi" is the range of tokens 2 to 3, postings 0 2 1
 * </pre>
 */
public final class WordIndex {
    static final int NAME_BEGINS = 0x8000_0000;
    static final int WORD_BEGINS = 0x4000_0000;
    static final int TOKEN = 0x3FFF_FFFF;

    private final ByteArena arena;
    private final int[] places;
    private final int[] postingStarts;
    private final int[] postings;
    private final int[] entryStarts;
    private final int[] entries;

    private WordIndex(Interned tokens, int[] entryStarts, int[] entries) {
        this.arena = tokens.arena();
        this.places = tokens.places();
        this.postingStarts = postingStarts(places.length, entryStarts, entries);
        this.postings = postings(postingStarts, entryStarts, entries);
        this.entryStarts = entryStarts;
        this.entries = entries;
    }

    /** The tokens of a kind that begin with a text. */
    public Range prefix(TokenKind kind, String text) {
        byte[] prefix = key(kind, text);
        return new Range(first(prefix, 0), first(prefix, 1));
    }

    /** The token that equals a text, as a range of one or none. */
    public Range exact(TokenKind kind, String text) {
        byte[] key = key(kind, text);
        int first = first(key, 0);
        boolean there = first < places.length && arena.equals(places[first], key);
        return new Range(first, there ? first + 1 : first);
    }

    /** Where the postings of a token begin; those of a range end where the ones of its {@code to} begin. */
    public int postingsFrom(int token) {
        return postingStarts[token];
    }

    public int posting(int index) {
        return postings[index];
    }

    public int entriesFrom(int ordinal) {
        return entryStarts[ordinal];
    }

    public int entry(int index) {
        return entries[index];
    }

    public static int token(int entry) {
        return entry & TOKEN;
    }

    public static boolean beginsWord(int entry) {
        return (entry & WORD_BEGINS) != 0;
    }

    public static boolean beginsName(int entry) {
        return (entry & NAME_BEGINS) != 0;
    }

    /** The first token that compares with the prefix at least so. */
    private int first(byte[] prefix, int comparison) {
        int from = 0;
        int to = places.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (arena.comparePrefix(places[middle], prefix) < comparison) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private static byte[] key(TokenKind kind, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[utf8.length + 1];
        key[0] = kind.code();
        System.arraycopy(utf8, 0, key, 1, utf8.length);
        return key;
    }

    /** Tokens by number, {@code to} exclusive. */
    public record Range(int from, int to) {
        public boolean contains(int token) {
            return from <= token && token < to;
        }

        public boolean isEmpty() {
            return from >= to;
        }
    }

    /** The postings of token {@code i} stand from {@code starts[i]} to before {@code starts[i + 1]}. */
    private static int[] postingStarts(int tokens, int[] entryStarts, int[] entries) {
        int[] starts = new int[tokens + 1];
        int[] counted = new int[tokens];
        for (int ordinal = 0; ordinal + 1 < entryStarts.length; ordinal++) {
            for (int i = entryStarts[ordinal]; i < entryStarts[ordinal + 1]; i++) {
                int token = token(entries[i]);
                if (counted[token] != ordinal + 1) {
                    counted[token] = ordinal + 1;
                    starts[token + 1]++;
                }
            }
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        return starts;
    }

    private static int[] postings(int[] starts, int[] entryStarts, int[] entries) {
        int[] postings = new int[starts[starts.length - 1]];
        int[] next = starts.clone();
        for (int ordinal = 0; ordinal + 1 < entryStarts.length; ordinal++) {
            for (int i = entryStarts[ordinal]; i < entryStarts[ordinal + 1]; i++) {
                int token = token(entries[i]);
                if (next[token] == starts[token] || postings[next[token] - 1] != ordinal) {
                    postings[next[token]++] = ordinal;
                }
            }
        }
        return postings;
    }

    /** Takes the folded words of one account after the other. */
    static final class Builder {
        private final TokenInterner tokens = new TokenInterner();
        private final IntList starts = new IntList();
        private final IntList entries = new IntList();

        /** Adds the tokens in a record's words from this position on. */
        void add(byte[] words, int position) {
            starts.add(entries.size());
            WordReader reader = new WordReader(words, position);
            while (reader.hasNext()) {
                int head = reader.head();
                int token = tokens.idOf(reader.next((byte) (head & SearchWords.KIND)));
                entries.add(token
                        | ((head & SearchWords.WORD_BEGINS) != 0 ? WORD_BEGINS : 0)
                        | ((head & SearchWords.NAME_BEGINS) != 0 ? NAME_BEGINS : 0));
            }
        }

        /**
         * Sorts the tokens and makes the postings.
         *
         * @param order which account comes at each ordinal, by the order of adding
         */
        WordIndex build(int[] order) {
            starts.add(entries.size());
            Interned interned = tokens.sorted();
            int[] entryStarts = new int[order.length + 1];
            int[] ordered = new int[entries.size()];
            int at = 0;
            for (int ordinal = 0; ordinal < order.length; ordinal++) {
                entryStarts[ordinal] = at;
                for (int i = starts.get(order[ordinal]); i < starts.get(order[ordinal] + 1); i++) {
                    int entry = entries.get(i);
                    ordered[at++] = (entry & ~TOKEN) | interned.rankOf(token(entry));
                }
            }
            entryStarts[order.length] = at;
            return new WordIndex(interned, entryStarts, ordered);
        }
    }
}
