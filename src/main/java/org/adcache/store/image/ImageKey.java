package org.adcache.store.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.store.StoreException;
import org.adcache.store.file.StoreProblems;
import org.adcache.store.key.DataKey;
import org.adcache.store.key.Hkdf;

/** Key of one index image, derived from a share of each connection's secret; lost with the first of them. */
public final class ImageKey {
    private final List<DataKey> sources;
    private final byte[] bytes;
    private final byte[] check;

    private ImageKey(List<DataKey> sources, ImageHeader header) {
        byte[] shares = shares(sources);
        this.sources = List.copyOf(sources);
        this.bytes = Hkdf.derive(shares, header.salt(), info("adcache/image/content/", header));
        this.check = Hkdf.derive(shares, header.salt(), info("adcache/image/check/", header));
        Arrays.fill(shares, (byte) 0);
    }

    /**
     * Derives the key of an image with this header; empty if a data key that it needs is unknown or of another epoch.
     */
    public static Optional<ImageKey> of(ImageHeader header, Map<ConnectionId, DataKey> known) {
        List<DataKey> sources = new ArrayList<>();
        for (ConnectionId connection : header.connections()) {
            DataKey source = known.get(connection);
            if (source == null || !source.epoch().equals(header.epoch())) {
                return Optional.empty();
            }
            sources.add(source);
        }
        return Optional.of(new ImageKey(sources, header));
    }

    private static byte[] shares(List<DataKey> sources) {
        byte[] shares = new byte[DataKey.BYTES * sources.size()];
        for (int i = 0; i < sources.size(); i++) {
            System.arraycopy(sources.get(i).imageShare(), 0, shares, DataKey.BYTES * i, DataKey.BYTES);
        }
        return shares;
    }

    private static byte[] info(String use, ImageHeader header) {
        ByteArrayOutputStream info = new ByteArrayOutputStream();
        info.writeBytes(use.getBytes(StandardCharsets.US_ASCII));
        info.writeBytes(header.bytes());
        return info.toByteArray();
    }

    /** The check value, which follows the header in the file. */
    byte[] check() {
        return check;
    }

    boolean fits(byte[] otherCheck) {
        return MessageDigest.isEqual(check, otherCheck);
    }

    ImageCipher sealing() throws StoreException {
        requireKept();
        return ImageCipher.sealing(bytes);
    }

    ImageCipher opening() throws StoreException {
        requireKept();
        return ImageCipher.opening(bytes);
    }

    /**
     * Checks that no connection's secret is destroyed.
     *
     * @throws StoreException type {@code view-outdated} if one is
     */
    void requireKept() throws StoreException {
        for (DataKey source : sources) {
            if (source.destroyed()) {
                throw StoreProblems.imageOutdated();
            }
        }
    }
}
