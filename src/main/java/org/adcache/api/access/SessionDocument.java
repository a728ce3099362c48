package org.adcache.api.access;

import java.time.Instant;
import java.util.List;
import org.adcache.api.Document;

/**
 * Session that was opened: {@code POST /v1/session}.
 *
 * @param principal id of the token or name of the person
 * @param expiresAt when it ends at the latest
 * @param csrf what a change in this session needs in its header X-CSRF-Token
 */
public record SessionDocument(String principal, List<String> scopes, Instant expiresAt, String csrf)
        implements Document {
    public SessionDocument {
        scopes = List.copyOf(scopes);
    }

    /** Omits the CSRF token. */
    @Override
    public String toString() {
        return "session of " + principal;
    }
}
