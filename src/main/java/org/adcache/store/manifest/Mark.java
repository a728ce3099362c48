package org.adcache.store.manifest;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.Generation;
import org.adcache.store.key.DataKey;

/**
 * Mark of a commit: what is needed to recognise its manifest and the one kept as its predecessor. It is a line of 512
 * bytes, filled with spaces:
 *
 * <pre>
 * adcache mark, 1: write 8 serial 17 generation 12 manifest 9f86… previous 60303… mac 1b4f…
 * </pre>
 *
 * @param write counts the writes of the file
 * @param serial of the manifest
 * @param manifest SHA-256 of its content; empty before the first commit
 * @param previous SHA-256 of the content of the previous manifest
 */
record Mark(long write, long serial, Generation generation, Optional<String> manifest, Optional<String> previous) {
    static final int BYTES = 512;

    private static final String NONE = "-";
    private static final Pattern FORM = Pattern.compile(
            "(?<text>adcache mark, 1: write (?<write>\\d{1,18})"
                    + " serial (?<serial>\\d{1,18}) generation (?<generation>\\d{1,18})"
                    + " manifest (?<manifest>-|[0-9a-f]{64}) previous (?<previous>-|[0-9a-f]{64})) mac (?<mac>[0-9a-f]{64}) *\n");

    /** Parses a mark; empty if it is damaged or was written with another key. */
    static Optional<Mark> parse(byte[] line, DataKey key) {
        Matcher form = FORM.matcher(new String(line, StandardCharsets.ISO_8859_1));
        if (line.length != BYTES
                || !form.matches()
                || !key.mac(form.group("text")).equals(form.group("mac"))) {
            return Optional.empty();
        }
        return Optional.of(new Mark(
                Long.parseLong(form.group("write")),
                Long.parseLong(form.group("serial")),
                new Generation(Long.parseLong(form.group("generation"))),
                sha256(form.group("manifest")),
                sha256(form.group("previous"))));
    }

    private static Optional<String> sha256(String text) {
        return text.equals(NONE) ? Optional.empty() : Optional.of(text);
    }

    byte[] line(DataKey key) {
        String text = "adcache mark, 1: write " + write + " serial " + serial + " generation " + generation.number()
                + " manifest " + manifest.orElse(NONE) + " previous " + previous.orElse(NONE);
        return "%-511s\n".formatted(text + " mac " + key.mac(text)).getBytes(StandardCharsets.US_ASCII);
    }

    Mark as(long number) {
        return new Mark(number, serial, generation, manifest, previous);
    }

    boolean names(ManifestFile file) {
        return manifest.filter(file.sha256()::equals).isPresent();
    }

    boolean namesAsPrevious(ManifestFile file) {
        return previous.filter(file.sha256()::equals).isPresent();
    }
}
