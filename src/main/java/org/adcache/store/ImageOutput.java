package org.adcache.store;

import java.util.List;

/** Takes the values of an index image, which {@link ImageInput} gives back in the same order. For one thread. */
public interface ImageOutput {
    void number(long value) throws StoreException;

    /** Those from one index to before another, and how many they are. */
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

    /** Any text, one with half a surrogate pair included. */
    void text(String text) throws StoreException;

    default void texts(List<String> texts) throws StoreException {
        number(texts.size());
        for (String text : texts) {
            text(text);
        }
    }
}
