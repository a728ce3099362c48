package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Generation;
import org.adcache.store.image.ImageCipher;

/**
 * An index as it was written to disk, to begin with it instead of building one from every record. It is derived data:
 * when it can't be read, everything in it can be had from the records.
 */
public interface IndexImage {
    /** The generation that it is the index of. */
    Generation generation();

    /** When it was written, or a moment before at which its generation was the current one. */
    Instant writtenAt();

    /**
     * Reads it from its beginning. What came of it counts only when this returns: that the end is there is seen at the
     * end.
     *
     * @throws StoreException type {@code image-damaged} if it is damaged, cut short or holds more than was read; type
     *     {@code view-outdated} if it was replaced or its key destroyed; or whatever the reading throws
     */
    <T> T read(Reading<T> content) throws StoreException;

    /** Makes something of what {@link Writing} wrote. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ImageInput in) throws StoreException;
    }

    /** Writes what {@link Reading} reads. */
    @FunctionalInterface
    interface Writing {
        void to(ImageOutput out) throws StoreException;
    }

    /**
     * Has Java compile what reading an image needs, which is slow before: for another processor, while a service is
     * about to open a store. It takes some tenths of a second.
     */
    static void warmUp() {
        ImageCipher.warmUp();
    }
}
