package org.adcache.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Files of a managed connection; each but the settings may not exist.
 *
 * @param trust PEM file of the CAs that were uploaded
 */
public record ManagedFiles(Path settings, Path keytab, Path trust) {
    /** The CAs that were uploaded; empty if none were. */
    public Optional<Path> uploadedTrust() {
        return Files.exists(trust) ? Optional.of(trust) : Optional.empty();
    }

    /** The same files, with the keytab elsewhere. */
    public ManagedFiles withKeytab(Path other) {
        return new ManagedFiles(settings, other, trust);
    }

    /** The same files, with the CAs elsewhere. */
    public ManagedFiles withTrust(Path other) {
        return new ManagedFiles(settings, keytab, other);
    }
}
