package org.adcache.testing;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ProblemException;
import org.adcache.auth.AccessSettings;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Scope;
import org.adcache.auth.TokenAdministration;
import org.adcache.auth.TokenFolder;
import org.adcache.auth.Tokens;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.certificate.ClientCertificates;
import org.adcache.auth.session.SessionLimits;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.Roles;
import org.adcache.lookup.Availability;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.lookup.principal.PrincipalLookup;

/** Authentication of tests: with tokens only, or without any. */
public final class TestAuthentication {
    private TestAuthentication() {}

    public static Sessions sessions(Clock clock) {
        return new Sessions(SessionLimits.DEFAULTS, clock, new SecureRandom());
    }

    public static Authenticator withTokens(Tokens tokens, Clock clock) {
        return Authenticator.of(
                tokens, Optional.empty(), sessions(clock), new ClientCertificates(clock), Optional.empty());
    }

    public static Authenticator loopbackOnly() {
        return Authenticator.loopbackOnly(sessions(Clock.systemUTC()));
    }

    /** Tokens that nobody else changes. */
    public static TokenAdministration administration(Tokens tokens) {
        return new TokenAdministration() {
            @Override
            public <T> T change(TokenFolder.Change<T> change) throws ProblemException {
                return change.apply(tokens);
            }

            @Override
            public Map<String, Instant> lastUsed() {
                return Map.of();
            }
        };
    }

    /** No roles and no machines. */
    public static AccessSettings noAccess() {
        return access(List.of());
    }

    /** Roles of a cache that is switched off, and some machines. */
    public static AccessSettings access(List<CertificateClient> clients) {
        PrincipalLookup nobody = new PrincipalLookup(() -> new PrincipalLookup.Served(
                new Availability(
                        new Freshness(Generation.NONE, Optional.empty(), true, new Epoch(1)),
                        Set.of(),
                        Optional.of(UnknownReason.INTEGRATION_DISABLED),
                        Instant.MIN,
                        Instant.MAX),
                Optional.empty()));
        Role role = new Role(
                "admins", List.of(AccountReference.parse("CORP\\admins").orElseThrow()), Set.of(Scope.ADMIN));
        Roles roles = new Roles(nobody, List.of(role), Clock.systemUTC());
        return new AccessSettings() {
            @Override
            public Roles roles() {
                return roles;
            }

            @Override
            public List<CertificateClient> certificates() {
                return clients;
            }
        };
    }

    /** None, and no change is expected. */
    public static TokenAdministration noTokens() {
        return administration(new Tokens(new MemoryTokenStorage(), Clock.systemUTC(), new SecureRandom()));
    }
}
