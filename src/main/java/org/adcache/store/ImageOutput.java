package org.adcache.store;

import java.util.List;

/** Writer of the values of an index image; {@link ImageInput} reads them in the same order. Not thread-safe. */
public interface ImageOutput {
    void number(long value) throws StoreException;

    /** Writes a range of an array, preceded by its length. */
    void ints(int[] values, int from, int to) throws StoreException;

    default void ints(int[] values) throws StoreException {
        ints(values, 0, values.length);
    }

    /** As {@link #ints(int[], int, int)}. */
    void longs(long[] values, int from, int to) throws StoreException;

    default void longs(long[] values) throws StoreException {
        longs(values, 0, values.length);
    }

    /** As {@link #ints(int[], int, int)}. */
    void bytes(byte[] values, int from, int to) throws StoreException;

    default void bytes(byte[] values) throws StoreException {
        bytes(values, 0, values.length);
    }

    /** Writes any text, including one with an unpaired surrogate. */
    void text(String text) throws StoreException;

    default void texts(List<String> texts) throws StoreException {
        number(texts.size());
        for (String text : texts) {
            text(text);
        }
    }
}
