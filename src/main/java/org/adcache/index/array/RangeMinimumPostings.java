package org.adcache.index.array;

import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Postings with range-minimum queries: a tree of minima over blocks of 64 finds the lowest posting of any range
 * without a scan.
 *
 * <pre>
 *   postings   7 12 40 │ 3 9 60 │ 8 11 12 │ 5        blocks of three, for the example
 *   minima     3; 3 5; 3 3 5 …; 7 3 8 5               of all; of halves; of blocks
 *
 *   lowest of places 1 to 8:  12 40 in the first, partial block, 3 in a whole one, 8 11 in the last, partial one
 * </pre>
 */
public final class RangeMinimumPostings {
    private static final int BLOCK_BITS = 6;
    private static final int BLOCK = 1 << BLOCK_BITS;

    private final int[] postings;
    private final int[] tree;
    private final int leaves;

    public RangeMinimumPostings(int[] postings) {
        this.postings = postings;
        int blocks = (postings.length + BLOCK - 1) >>> BLOCK_BITS;
        this.leaves = blocks;
        this.tree = new int[2 * blocks];
        for (int block = 0; block < blocks; block++) {
            int from = block << BLOCK_BITS;
            tree[leaves + block] = postings[lowest(from, Math.min(from + BLOCK, postings.length), from)];
        }
        for (int node = leaves - 1; node > 0; node--) {
            tree[node] = Math.min(tree[2 * node], tree[2 * node + 1]);
        }
    }

    public void write(ImageOutput out) throws StoreException {
        out.ints(postings);
    }

    public static RangeMinimumPostings read(ImageInput in) throws StoreException {
        return new RangeMinimumPostings(in.ints());
    }

    public int size() {
        return postings.length;
    }

    public int get(int place) {
        return postings[place];
    }

    /** Sets the bit of each posting in a range. */
    void setBits(int from, int to, long[] bits) {
        for (int place = from; place < to; place++) {
            OrdinalSet.setBit(bits, postings[place]);
        }
    }

    /** Returns the place of a lowest posting in a non-empty range. */
    public int lowest(int from, int to) {
        int firstWhole = (from + BLOCK - 1) >>> BLOCK_BITS;
        int endWhole = to >>> BLOCK_BITS;
        if (firstWhole >= endWhole) {
            return lowest(from, to, from);
        }
        int best = lowest(from, firstWhole << BLOCK_BITS, from);
        best = lowest(endWhole << BLOCK_BITS, to, best);
        int node = lowestNode(firstWhole, endWhole);
        if (tree[node] < postings[best]) {
            int block = blockOf(node);
            best = lowest(
                    block << BLOCK_BITS, Math.min((block + 1) << BLOCK_BITS, postings.length), block << BLOCK_BITS);
        }
        return best;
    }

    private int lowest(int from, int to, int known) {
        int best = known;
        for (int place = from; place < to; place++) {
            if (postings[place] < postings[best]) {
                best = place;
            }
        }
        return best;
    }

    private int lowestNode(int firstBlock, int endBlock) {
        int left = firstBlock + leaves;
        int right = endBlock + leaves;
        int best = left;
        while (left < right) {
            if ((left & 1) != 0) {
                best = tree[left] < tree[best] ? left : best;
                left++;
            }
            if ((right & 1) != 0) {
                right--;
                best = tree[right] < tree[best] ? right : best;
            }
            left >>>= 1;
            right >>>= 1;
        }
        return best;
    }

    private int blockOf(int above) {
        int node = above;
        while (node < leaves) {
            node *= 2;
            if (tree[node] != tree[node / 2]) {
                node++;
            }
        }
        return node - leaves;
    }
}
