package org.adcache.index.words;

import org.adcache.index.array.IntList;
import org.adcache.index.array.MultikeyQuicksort;
import org.adcache.index.array.RangeMinimumPostings;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.RecordText;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Sorted index of plain ASCII account names and addresses, or UPNs, in lower case; nearly all values are plain. An
 * entry is the ordinal and the number of the value in its record, where the text is read. The first eight bytes of
 * every sixteenth value are kept, so that most steps of a binary search need not decode a record.
 *
 * <pre>
 *   0 Anna (anna@x, ann@y), 1 Jo (account name jo)
 *
 *   ordinals  0 ann@y   0 anna@x   1 jo
 *   values    2         1          0        0 is the account name, 1 the first address
 * </pre>
 */
public final class ValueIndex {
    /** Addresses beyond these are indexed as tokens, like those that aren't ASCII. */
    static final int MAX_ADDRESSES = PackedRecord.UPN_VALUE - 1;

    private static final int STEP_BITS = 4;

    private final Records records;
    private final RangeMinimumPostings ordinals;
    private final byte[] values;
    private final long[] heads;

    private ValueIndex(Records records, RangeMinimumPostings ordinals, byte[] values, long[] heads) {
        this.records = records;
        this.ordinals = ordinals;
        this.values = values;
        this.heads = heads;
    }

    private void write(ImageOutput out) throws StoreException {
        ordinals.write(out);
        out.bytes(values);
        out.longs(heads);
    }

    private static ValueIndex read(ImageInput in, Records records) throws StoreException {
        return new ValueIndex(records, RangeMinimumPostings.read(in), in.bytes(), in.longs());
    }

    RangeMinimumPostings ordinals() {
        return ordinals;
    }

    /** The number of values below a key. */
    int rank(byte[] key) {
        return rank(key, false);
    }

    /** The number of values below a key or starting with it. */
    int rankBehind(byte[] prefix) {
        return rank(prefix, true);
    }

    private int rank(byte[] key, boolean behind) {
        long word = MultikeyQuicksort.word(key, 0, key.length);
        long mask = key.length >= Long.BYTES ? -1 : ~(-1L >>> (key.length * Byte.SIZE));
        int from = 0;
        int to = values.length;
        int low = 0;
        int high = heads.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            int difference = Long.compareUnsigned(heads[middle] & mask, word);
            if (difference == 0 && key.length > Long.BYTES) {
                difference = compare(middle << STEP_BITS, key);
            }
            if (difference < 0 || (difference == 0 && behind)) {
                low = middle + 1;
                from = (middle << STEP_BITS) + 1;
            } else {
                high = middle;
                to = middle << STEP_BITS;
            }
        }
        while (from < to) {
            int middle = (from + to) >>> 1;
            int difference = compare(middle, key);
            if (difference < 0 || (difference == 0 && behind)) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    private int compare(int place, byte[] key) {
        PackedRecord record = records.record(ordinals.get(place));
        record.toPlainValue(values[place] & 0xFF);
        return record.text().compare(key);
    }

    /** Whether the value at a place equals this one. */
    boolean isValue(int place, byte[] value) {
        PackedRecord record = records.record(ordinals.get(place));
        record.toPlainValue(values[place] & 0xFF);
        return record.text().length() == value.length && record.text().compare(value) == 0;
    }

    /**
     * Both indexes of a layer.
     *
     * @param names account names and addresses
     * @param upns UPNs other than the first address
     */
    public record Both(ValueIndex names, ValueIndex upns) {
        /**
         * Builds both indexes.
         *
         * @param inMemory the ordinals in the order of their records in memory, in which they are read
         */
        public static Both of(Records records, int[] inMemory) {
            return new Both(ofNames(records, inMemory), ofUpns(records, inMemory));
        }

        void write(ImageOutput out) throws StoreException {
            names.write(out);
            upns.write(out);
        }

        static Both read(ImageInput in, Records records) throws StoreException {
            return new Both(ValueIndex.read(in, records), ValueIndex.read(in, records));
        }
    }

    private static ValueIndex ofNames(Records records, int[] inMemory) {
        IntList ordinals = new IntList();
        IntList values = new IntList();
        for (int ordinal : inMemory) {
            PackedRecord record = records.record(ordinal);
            int count = Math.min(record.values(), MAX_ADDRESSES + 1);
            for (int value = PackedRecord.NAME_VALUE; value < count; value++) {
                if (record.toPlainValue(value)) {
                    ordinals.add(ordinal);
                    values.add(value);
                }
            }
        }
        return sorted(records, ordinals, values);
    }

    private static ValueIndex ofUpns(Records records, int[] inMemory) {
        IntList ordinals = new IntList();
        IntList values = new IntList();
        for (int ordinal : inMemory) {
            PackedRecord record = records.record(ordinal);
            if (record.hasUpnOfItsOwn() && record.toPlainValue(PackedRecord.UPN_VALUE)) {
                ordinals.add(ordinal);
                values.add(PackedRecord.UPN_VALUE);
            }
        }
        return sorted(records, ordinals, values);
    }

    private static ValueIndex sorted(Records records, IntList ordinals, IntList values) {
        int[] order = MultikeyQuicksort.order(ordinals.size(), new Texts(records, ordinals, values));
        int[] ordered = new int[order.length];
        byte[] orderedValues = new byte[order.length];
        long[] heads = new long[(order.length + (1 << STEP_BITS) - 1) >>> STEP_BITS];
        Texts texts = new Texts(records, ordinals, values);
        for (int place = 0; place < order.length; place++) {
            ordered[place] = ordinals.get(order[place]);
            orderedValues[place] = (byte) values.get(order[place]);
            if ((place & ((1 << STEP_BITS) - 1)) == 0) {
                heads[place >>> STEP_BITS] = texts.word(order[place], 0);
            }
        }
        return new ValueIndex(records, new RangeMinimumPostings(ordered), orderedValues, heads);
    }

    /** The values' texts, by the numbers being sorted. */
    private record Texts(Records records, IntList ordinals, IntList values) implements MultikeyQuicksort.Strings {
        private RecordText at(int number) {
            PackedRecord record = records.record(ordinals.get(number));
            record.toPlainValue(values.get(number));
            return record.text();
        }

        @Override
        public int length(int number) {
            return at(number).length();
        }

        @Override
        public long word(int number, int position) {
            return at(number).word(position);
        }
    }
}
