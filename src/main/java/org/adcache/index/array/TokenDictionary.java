package org.adcache.index.array;

import java.util.Arrays;
import java.util.function.Consumer;
import org.adcache.encoding.Varint;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Front-coded dictionary of distinct tokens, sorted, where a token's number is its rank. Tokens are in blocks of 16:
 * the first of a block is whole, each other one is its difference from the token before.
 *
 * <pre>
 *   0 johan   1 john   2 johnson   3 jones
 *
 *   5 johan   3 1 n   4 3 son   2 3 nes       first: length, bytes; others: shared bytes, length of the rest, rest
 *   heads     "johan..." as a number, so that most steps of a search need no more
 * </pre>
 */
public final class TokenDictionary {
    private static final int BLOCK_BITS = 4;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final byte[] bytes;
    private final int[] blocks;
    private final long[] heads;
    private final int size;

    private TokenDictionary(byte[] bytes, int[] blocks, long[] heads, int size) {
        this.bytes = bytes;
        this.blocks = blocks;
        this.heads = heads;
        this.size = size;
    }

    public void write(ImageOutput out) throws StoreException {
        out.bytes(bytes);
        out.ints(blocks);
        out.longs(heads);
        out.number(size);
    }

    public static TokenDictionary read(ImageInput in) throws StoreException {
        return new TokenDictionary(in.bytes(), in.ints(), in.longs(), Math.toIntExact(in.number()));
    }

    public int size() {
        return size;
    }

    /** The number of tokens below a key, which need not be a token. */
    public int rank(byte[] key) {
        int block = blockBefore(key);
        if (block < 0) {
            return 0;
        }
        Cursor cursor = new Cursor(block);
        int rank = block << BLOCK_BITS;
        int end = Math.min(rank + BLOCK, size);
        while (rank < end) {
            cursor.next();
            if (cursor.compare(key) >= 0) {
                return rank;
            }
            rank++;
        }
        return rank;
    }

    /** The rank behind the last token that starts with a prefix. */
    public int rankBehind(byte[] prefix) {
        byte[] next = prefix.clone();
        // UTF-8 has no byte 255, which would overflow.
        next[next.length - 1]++;
        return rank(next);
    }

    /** Whether the token with this rank is the key. */
    public boolean has(int rank, byte[] key) {
        return rank < size && Arrays.equals(token(rank), key);
    }

    public byte[] token(int rank) {
        return at(rank).token();
    }

    /** The first byte of a token. */
    public byte kind(int rank) {
        return at(rank).token[0];
    }

    /** Whether a token contains a text, its first byte excepted. */
    public boolean contains(int rank, byte[] text) {
        return at(rank).contains(text);
    }

    private Cursor at(int rank) {
        Cursor cursor = new Cursor(rank >>> BLOCK_BITS);
        for (int i = 0; i <= (rank & (BLOCK - 1)); i++) {
            cursor.next();
        }
        return cursor;
    }

    /** Visits all tokens in order. */
    public void forEach(Consumer<Cursor> visitor) {
        if (size > 0) {
            Cursor cursor = new Cursor(0);
            for (int rank = 0; rank < size; rank++) {
                cursor.next();
                visitor.accept(cursor);
            }
        }
    }

    /** The last block whose first token is below a key; -1 if there is none. */
    private int blockBefore(byte[] key) {
        long word = MultikeyQuicksort.word(key, 0, key.length);
        int from = 0;
        int to = heads.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            int difference = Long.compareUnsigned(heads[middle], word);
            if (difference == 0) {
                Cursor cursor = new Cursor(middle);
                cursor.next();
                difference = cursor.compare(key);
            }
            if (difference < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from - 1;
    }

    /** Cursor over the tokens from the start of a block on. */
    public final class Cursor {
        private byte[] token = new byte[64];
        private int length;
        private int at;
        private int rank;

        Cursor(int block) {
            at = blocks[block];
            rank = block << BLOCK_BITS;
        }

        void next() {
            int common = (rank++ & (BLOCK - 1)) == 0 ? 0 : number();
            int rest = number();
            length = common + rest;
            if (length > token.length) {
                token = Arrays.copyOf(token, 2 * length);
            }
            System.arraycopy(bytes, at, token, common, rest);
            at += rest;
        }

        int compare(byte[] key) {
            return Arrays.compareUnsigned(token, 0, length, key, 0, key.length);
        }

        boolean contains(byte[] text) {
            for (int from = 1; from <= length - text.length; from++) {
                if (token[from] == text[0] && Arrays.equals(token, from, from + text.length, text, 0, text.length)) {
                    return true;
                }
            }
            return false;
        }

        byte[] token() {
            return Arrays.copyOf(token, length);
        }

        public byte kind() {
            return token[0];
        }

        /** Passes the text behind the kind byte to a receiver. */
        public void copyTo(TextReceiver receiver) {
            receiver.add(token, 1, length);
        }

        private int number() {
            int value = Varint.read(bytes, at);
            at = Varint.end(bytes, at);
            return value;
        }
    }

    /** Receiver of the text of a token, which has to copy what it keeps. */
    @FunctionalInterface
    public interface TextReceiver {
        void add(byte[] bytes, int from, int to);
    }

    /** Builder that accepts tokens in ascending order. */
    public static final class Builder {
        private final IntList blocks = new IntList();
        private final LongList heads = new LongList();
        private byte[] out = new byte[1024];
        private int at;
        private byte[] before = {};
        private int size;

        public void add(byte[] token) {
            int common = 0;
            if ((size++ & (BLOCK - 1)) == 0) {
                blocks.add(at);
                heads.add(MultikeyQuicksort.word(token, 0, token.length));
            } else {
                int mismatch = Arrays.mismatch(before, token);
                common = mismatch < 0 ? token.length : mismatch;
                number(common);
            }
            number(token.length - common);
            ensure(token.length - common);
            System.arraycopy(token, common, out, at, token.length - common);
            at += token.length - common;
            before = token;
        }

        private void number(int value) {
            ensure(Varint.MAX_BYTES);
            at = Varint.write(value, out, at);
        }

        private void ensure(int more) {
            if (at + more > out.length) {
                out = Arrays.copyOf(out, Math.max(Math.addExact(at, more), out.length + (out.length >> 1)));
            }
        }

        public TokenDictionary build() {
            return new TokenDictionary(Arrays.copyOf(out, at), blocks.toArray(), heads.toArray(), size);
        }
    }
}
