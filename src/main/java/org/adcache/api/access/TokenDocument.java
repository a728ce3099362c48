package org.adcache.api.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.api.Document;

/**
 * Token.
 *
 * @param lastUsedAt absent if it was never used
 * @param token its secret; only in the answer that creates it
 */
public record TokenDocument(
        String id,
        Optional<String> name,
        List<String> scopes,
        Instant createdAt,
        Optional<Instant> expiresAt,
        Optional<Instant> lastUsedAt,
        Optional<String> token)
        implements Document {
    public TokenDocument {
        scopes = List.copyOf(scopes);
    }

    /** Omits the secret. */
    @Override
    public String toString() {
        return "token " + id;
    }
}
