package org.adcache.http.ui;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A file of the pages: its octets, also compressed, and their digest. */
final class PageFile {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "ts", "text/plain; charset=utf-8",
            "svg", "image/svg+xml",
            "yaml", "application/yaml");
    private static final int DIGEST_BYTES = 12;

    private final String type;
    private final byte[] octets;
    private final byte[] compressed;
    private final String etag;

    private PageFile(String type, byte[] octets) {
        this.type = type;
        this.octets = octets;
        this.compressed = compress(octets);
        this.etag = '"' + digest(octets) + '"';
    }

    /**
     * A file with these octets.
     *
     * @param name its ending decides the type; empty if no page has files of this kind
     */
    static Optional<PageFile> of(String name, byte[] octets) {
        return Optional.ofNullable(TYPES.get(name.substring(name.lastIndexOf('.') + 1)))
                .map(type -> new PageFile(type, octets));
    }

    String type() {
        return type;
    }

    byte[] octets() {
        return octets;
    }

    byte[] compressed() {
        return compressed;
    }

    /** Changes with the octets (RFC 9110 section 8.8.3). */
    String etag() {
        return etag;
    }

    private static byte[] compress(byte[] octets) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(octets);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String digest(byte[] octets) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(octets);
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return new String(octets, StandardCharsets.UTF_8);
    }
}
