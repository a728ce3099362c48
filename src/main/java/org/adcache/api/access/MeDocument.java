package org.adcache.api.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.api.AccountDocument;
import org.adcache.api.Document;

/**
 * The caller: {@code GET /v1/me}.
 *
 * @param kind {@code token}, {@code certificate}, {@code session} or {@code local}
 * @param id of the token or of the client in the configuration, or the name of the person
 * @param name of the token
 * @param account of a person
 * @param groups of a person, nested and primary ones too
 * @param expiresAt when the session ends at the latest
 * @param proxied true if a trusted proxy has signed the person in, so that there is no session; else absent
 * @param csrf what a change in this session needs in its header X-CSRF-Token
 */
public record MeDocument(
        String kind,
        String id,
        Optional<String> name,
        Optional<AccountDocument> account,
        Optional<List<Group>> groups,
        List<String> roles,
        List<String> scopes,
        Optional<Boolean> proxied,
        Optional<Instant> expiresAt,
        Optional<String> csrf,
        long generation,
        Optional<Instant> asOf,
        boolean stale,
        long epoch)
        implements Document {
    public MeDocument {
        roles = List.copyOf(roles);
        scopes = List.copyOf(scopes);
    }

    /** Group of a person. */
    public record Group(@JsonProperty("objectGUID") String objectGuid, Optional<String> cn, String distinguishedName) {}

    /** Omits the CSRF token. */
    @Override
    public String toString() {
        return kind + " " + id;
    }
}
