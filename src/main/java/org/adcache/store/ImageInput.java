package org.adcache.store;

import java.util.List;

/**
 * Reader of the values that {@link ImageOutput} wrote, in the same order. Each method throws a {@link StoreException}
 * of type {@code image-damaged} if its value is missing; a length that exceeds the rest of the file is never trusted.
 * Not thread-safe.
 */
public interface ImageInput {
    long number() throws StoreException;

    int[] ints() throws StoreException;

    long[] longs() throws StoreException;

    byte[] bytes() throws StoreException;

    String text() throws StoreException;

    List<String> texts() throws StoreException;
}
