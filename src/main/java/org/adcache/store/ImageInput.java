package org.adcache.store;

import java.util.List;

/**
 * Gives back what {@link ImageOutput} took, in the same order. Each throws a {@link StoreException} of type
 * {@code image-damaged} if it isn't there; no length is believed that goes beyond the file. For one thread.
 */
public interface ImageInput {
    long number() throws StoreException;

    int[] ints() throws StoreException;

    long[] longs() throws StoreException;

    byte[] bytes() throws StoreException;

    String text() throws StoreException;

    List<String> texts() throws StoreException;
}
