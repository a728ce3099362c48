package org.adcache.api.access;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.api.Document;

/** Who may do what, tokens excepted: {@code GET /v1/access}. */
public record AccessDocument(
        List<RoleItem> roles, List<CertificateItem> certificates, List<SessionItem> sessions, SignOn singleSignOn)
        implements Document {
    public AccessDocument {
        roles = List.copyOf(roles);
        certificates = List.copyOf(certificates);
        sessions = List.copyOf(sessions);
    }

    /** Role of people. */
    public record RoleItem(String id, List<Member> members, List<String> scopes) {
        public RoleItem {
            members = List.copyOf(members);
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Member of a role.
     *
     * @param value as it is configured
     * @param account what it names; absent if it names nothing, or several objects
     * @param unknown true while a copy is missing that may have it
     */
    public record Member(String value, Optional<Named> account, Optional<Boolean> unknown) {}

    /** Account or group that a member names. */
    public record Named(
            @JsonProperty("objectGUID") String objectGuid,
            String type,
            Optional<String> cn,
            String distinguishedName) {}

    /** Machine that is known by its certificate. */
    public record CertificateItem(String id, String subject, List<String> scopes) {
        public CertificateItem {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * Session of a page.
     *
     * @param id its name here, by which it can be ended
     * @param kind {@code token}, {@code person}, or {@code local}
     * @param principal id of the token or name of the person
     * @param name of the token
     * @param from the address from which it was opened
     * @param expiresAt when it ends at the latest
     * @param roles absent, as the scopes are, while the cache can't tell
     * @param own true for that of the request
     */
    public record SessionItem(
            String id,
            String kind,
            String principal,
            Optional<String> name,
            Optional<String> from,
            Instant startedAt,
            Instant lastUse,
            Instant expiresAt,
            Optional<List<String>> roles,
            Optional<List<String>> scopes,
            Optional<Boolean> own) {}

    /**
     * Single sign-on.
     *
     * @param principals the services whose tickets are accepted, if it is configured
     */
    public record SignOn(boolean configured, Optional<List<String>> principals) {}
}
