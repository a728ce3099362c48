package org.adcache.store;

import java.time.Instant;
import org.adcache.account.Generation;
import org.adcache.store.image.ImageCipher;

/**
 * Serialized index on disk, loaded at the start instead of rebuilding the index from every record. It is derived data:
 * if it can't be read, its content can be recomputed from the records.
 */
public interface IndexImage {
    /** The generation that was indexed. */
    Generation generation();

    /** The time of writing, or an earlier time at which its generation was current. */
    Instant writtenAt();

    /**
     * Reads the image from the start. The result is valid only once this returns: truncation is detected at the end.
     *
     * @throws StoreException type {@code image-damaged} if it is damaged, truncated or holds more than was read; type
     *     {@code view-outdated} if it was replaced or its key destroyed; or what the {@code Reading} throws
     */
    <T> T read(Reading<T> content) throws StoreException;

    /** Deserializer of what {@link Writing} wrote. */
    @FunctionalInterface
    interface Reading<T> {
        T from(ImageInput in) throws StoreException;
    }

    /** Serializer of what {@link Reading} reads. */
    @FunctionalInterface
    interface Writing {
        void to(ImageOutput out) throws StoreException;
    }

    /**
     * Triggers the JIT compilation of the decryption that reading an image needs, which is slow in interpreted code.
     * Run it on another processor while the store is opened. It takes some tenths of a second.
     */
    static void warmUp() {
        ImageCipher.warmUp();
    }
}
