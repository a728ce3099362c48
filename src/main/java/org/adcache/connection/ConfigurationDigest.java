package org.adcache.connection;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.encoding.Sha256;

/**
 * Digest of what decides how a connection reads its domain and what: its settings, its CA file and its keytab. Another
 * digest at a start means that the copy may not be what this configuration would read.
 */
final class ConfigurationDigest {
    /** So little of the keytab's digest that nobody can try passwords with it. */
    private static final int DIGITS_OF_A_SECRET = 4;

    private ConfigurationDigest() {}

    static String of(DirectoryConfig config) {
        List<String> parts = List.of(
                config.domain(),
                config.realm(),
                config.servers().toString(),
                config.kdcs().toString(),
                config.principal().toString(),
                config.searchBase().toString(),
                config.emailAttributes().toString(),
                String.valueOf(config.contacts()),
                String.valueOf(config.groups()),
                config.extraAttributes().toString(),
                config.tls().mode().name(),
                String.valueOf(config.tls().channelBinding()),
                config.feed().name(),
                entries(config.limits().sizes()),
                config.tls().trust().map(ConfigurationDigest::content).orElse(""),
                secret(config.keytab()).orElse(""));
        return Sha256.hex(String.join("\n", parts).getBytes(StandardCharsets.UTF_8));
    }

    /** The bounds of entries, but for that of a message, which depends on the heap: the launcher chooses it by the data. */
    private static String entries(EntryLimits.Sizes sizes) {
        return List.of(
                        sizes.dnDepth(),
                        sizes.dnLength(),
                        sizes.values(),
                        sizes.valueLength(),
                        sizes.length(),
                        sizes.wordsLength(),
                        sizes.members())
                .toString();
    }

    private static Optional<String> secret(Path file) {
        return Optional.of(content(file))
                .filter(digest -> !digest.isEmpty())
                .map(digest -> digest.substring(0, DIGITS_OF_A_SECRET));
    }

    /** The digest of a file; empty text if it can't be read, which the cycle reports. */
    private static String content(Path file) {
        try {
            return Sha256.hex(file);
        } catch (IOException e) {
            return "";
        }
    }
}
