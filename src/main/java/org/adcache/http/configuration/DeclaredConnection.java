package org.adcache.http.configuration;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.tls.ShownCertificate;

/**
 * A connection as it is declared.
 *
 * @param managed whether it was declared over HTTP
 * @param keys its keys as they are written, as a JSON object
 * @param keytab what is in its keytab, without the keys; empty if it has none that can be read
 * @param keytabProblem why its keytab can't be read
 * @param trust the CAs that it trusts; empty if those of this Java, or if they can't be read
 * @param trustProblem why its CAs can't be read
 */
public record DeclaredConnection(
        ConnectionId id,
        boolean managed,
        String keys,
        Optional<KeytabContent> keytab,
        Optional<Problem> keytabProblem,
        Optional<TrustContent> trust,
        Optional<Problem> trustProblem) {
    /**
     * Content of a keytab, without the keys.
     *
     * @param file where it is; empty if it was uploaded
     * @param uploadedAt when it was uploaded, or written
     */
    public record KeytabContent(
            Optional<Path> file,
            List<String> principals,
            List<Long> keyVersions,
            List<String> encryptionTypes,
            Instant uploadedAt) {}

    /**
     * The CAs of a connection.
     *
     * @param file where they are; empty if they were uploaded
     * @param uploadedAt when they were uploaded, or written
     */
    public record TrustContent(Optional<Path> file, List<ShownCertificate> certificates, Instant uploadedAt) {}
}
