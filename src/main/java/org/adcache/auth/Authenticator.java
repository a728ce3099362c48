package org.adcache.auth;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.auth.NotAdmittedException.Reason;
import org.adcache.auth.certificate.ClientCertificates;
import org.adcache.auth.session.Session;
import org.adcache.auth.session.SessionKey;
import org.adcache.auth.session.SessionOrigin;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.ProxiedPeople;
import org.adcache.tls.ClientAuthorities;

/**
 * Authentication and authorisation of requests: by token, session, the word of a trusted proxy or client certificate, in
 * this order, or, in the demo, by a loopback host name.
 */
public final class Authenticator {
    private static final String SCHEME = "bearer ";

    private final Optional<Tokens> tokens;
    private final Optional<LocalToken> local;
    private final Sessions sessions;
    private final ClientCertificates certificates;
    private final Optional<ProxiedPeople> people;

    private Authenticator(
            Optional<Tokens> tokens,
            Optional<LocalToken> local,
            Sessions sessions,
            ClientCertificates certificates,
            Optional<ProxiedPeople> people) {
        this.people = people;
        this.tokens = tokens;
        this.local = local;
        this.sessions = sessions;
        this.certificates = certificates;
    }

    /**
     * Requires a credential.
     *
     * @param local token of the local administrators, which is accepted even if the file with the others is damaged
     * @param people whom trusted proxies sign in
     */
    public static Authenticator of(
            Tokens tokens,
            Optional<LocalToken> local,
            Sessions sessions,
            ClientCertificates certificates,
            Optional<ProxiedPeople> people) {
        return new Authenticator(Optional.of(tokens), local, sessions, certificates, people);
    }

    /** Requires no credential. The server then listens on loopback only and checks the requested host name. */
    public static Authenticator loopbackOnly(Sessions sessions) {
        return new Authenticator(
                Optional.empty(),
                Optional.empty(),
                sessions,
                new ClientCertificates(Clock.systemUTC()),
                Optional.empty());
    }

    /** Whether no credential is required. */
    public boolean isLoopbackOnly() {
        return tokens.isEmpty();
    }

    /** Why all tokens are rejected, if the file can't be read. */
    public Optional<Problem> damage() {
        return tokens.flatMap(Tokens::damage);
    }

    /**
     * Cache of the last credentials, for a sequence of requests with mostly the same ones, as on a connection: they are
     * hashed and verified once.
     */
    public static final class CachedCredential {
        private String authorization = "";
        private Optional<Tokens.TokenHash> hash = Optional.empty();
        private String cookie = "";
        private Optional<SessionKey> key = Optional.empty();

        private Optional<Tokens.TokenHash> hashOf(String presented) {
            if (!presented.equals(authorization)) {
                hash = hash(presented);
                authorization = presented;
            }
            return hash;
        }

        private Optional<SessionKey> keyIn(String cookies) {
            if (!cookies.equals(cookie)) {
                key = SessionKey.in(cookies);
                cookie = cookies;
            }
            return key;
        }
    }

    /**
     * Authenticates a request without cached credentials.
     *
     * @param change whether the request is one that may change something, and not only asks
     * @throws NotAdmittedException if the credential is missing, wrong, expired or of another scope
     */
    public Principal admit(Credentials credentials, RequiredScope required, boolean change) {
        return admit(credentials, new CachedCredential(), required, change);
    }

    /**
     * Authenticates a request to a route that changes nothing.
     *
     * @param before the same caller's last credential; for one thread at a time
     * @throws NotAdmittedException if the credential is missing, wrong, expired or of another scope
     */
    public Principal admit(Credentials credentials, CachedCredential before, RequiredScope required) {
        return admit(credentials, before, required, false);
    }

    private Principal admit(Credentials credentials, CachedCredential before, RequiredScope required, boolean change) {
        if (tokens.isEmpty() || required == RequiredScope.OPEN) {
            return Principal.LOCAL;
        }
        Principal caller = caller(credentials, before, required, change);
        if (!required.allows(caller.scopes())) {
            throw new NotAdmittedException(Reason.SCOPE_MISSING, required);
        }
        return caller;
    }

    private Principal caller(Credentials credentials, CachedCredential before, RequiredScope required, boolean change) {
        boolean byProxy = credentials.proxyUser().isPresent() && people.isPresent();
        if (credentials.authorization().isPresent() && !(byProxy && isOfProxy(credentials))) {
            return before.hashOf(credentials.authorization().get())
                    .flatMap(this::find)
                    .orElseThrow(() -> new NotAdmittedException(Reason.UNKNOWN_CREDENTIAL, required));
        }
        Optional<SessionKey> key = credentials.cookie().flatMap(before::keyIn);
        Optional<Sessions.InUse> session = key.flatMap(credentials.background() ? sessions::find : sessions::use);
        if (session.isPresent()) {
            requireOwnPage(session.get().session(), credentials.page(), required, change);
            return session.get().principal();
        }
        if (byProxy) {
            requireOwnPage(credentials.page(), required, change);
            return people.orElseThrow().find(credentials.proxyUser().orElseThrow());
        }
        if (!credentials.clientCertificates().isEmpty()) {
            return certificates
                    .clientOf(credentials.clientCertificates())
                    .orElseThrow(() -> new NotAdmittedException(Reason.CERTIFICATE_REFUSED, required));
        }
        throw new NotAdmittedException(key.isPresent() ? Reason.SESSION_ENDED : Reason.NO_CREDENTIAL, required);
    }

    /** Whether the header Authorization is that by which the proxy has signed the user in, and not a token. */
    private static boolean isOfProxy(Credentials credentials) {
        return credentials.authorization().flatMap(Authenticator::secret).isEmpty();
    }

    /** Browsers attach the cookie of a session to whatever a page makes them send. */
    private static void requireOwnPage(Session session, PageOrigin page, RequiredScope required, boolean change) {
        requireOwnPage(page, required, change);
        if (change && !session.isCsrfToken(page.csrfToken())) {
            throw new NotAdmittedException(Reason.CSRF_TOKEN_MISSING, required);
        }
    }

    private static void requireOwnPage(PageOrigin page, RequiredScope required, boolean change) {
        if (page.isForeign() || (change && !page.isOwn())) {
            throw new NotAdmittedException(Reason.FOREIGN_PAGE, required);
        }
    }

    private Optional<Principal> find(Tokens.TokenHash secret) {
        Optional<Principal> known = tokens.flatMap(all -> all.find(secret));
        return known.isPresent() ? known : local.flatMap(token -> token.find(secret));
    }

    /**
     * The session of the cookie, which that does not use, also if the caller is authenticated in another way; empty if
     * it has none or the session has ended.
     */
    public Optional<Session> session(Credentials credentials) {
        return credentials
                .cookie()
                .flatMap(SessionKey::in)
                .flatMap(sessions::find)
                .map(Sessions.InUse::session);
    }

    /**
     * Changes what the listener presents and trusts.
     *
     * @param own the certificate that it presents
     * @param authorities CAs of client certificates
     */
    public void useTls(X509Certificate own, Optional<ClientAuthorities> authorities) {
        certificates.trust(authorities);
        local.ifPresent(token -> token.presents(own));
    }

    /** Ends a session. */
    public void end(Session session) {
        sessions.end(session);
    }

    /**
     * Opens a session for the holder of a token; it ends with the token.
     *
     * @throws NotAdmittedException if the request has no token, or one that isn't valid
     */
    public Sessions.Opened openSession(Credentials credentials) {
        if (tokens.isEmpty()) {
            return sessions.open(
                    Principal.LOCAL, () -> Optional.of(Principal.LOCAL), Optional.empty(), credentials.remoteAddress());
        }
        if (credentials.authorization().isEmpty()) {
            throw new NotAdmittedException(Reason.NO_CREDENTIAL, RequiredScope.ANY);
        }
        Tokens.TokenHash secret = hash(credentials.authorization().get())
                .orElseThrow(() -> new NotAdmittedException(Reason.UNKNOWN_CREDENTIAL, RequiredScope.ANY));
        Principal caller =
                find(secret).orElseThrow(() -> new NotAdmittedException(Reason.UNKNOWN_CREDENTIAL, RequiredScope.ANY));
        Optional<Instant> until = tokens.flatMap(all -> all.expiry(secret));
        return sessions.open(caller, () -> find(secret), until, credentials.remoteAddress());
    }

    /** Opens a session for a person of the directory. */
    public Sessions.Opened openSession(Principal person, SessionOrigin origin, Optional<InetAddress> from) {
        return sessions.open(person, origin, Optional.empty(), from);
    }

    /** The sessions that are open. */
    public List<Sessions.Open> sessions() {
        return sessions.list();
    }

    /** Ends the session with this id in lists; false if there is none. */
    public boolean end(String session) {
        return sessions.end(session);
    }

    private static Optional<Tokens.TokenHash> hash(String authorization) {
        return secret(authorization).flatMap(Tokens.TokenHash::of);
    }

    private static Optional<String> secret(String authorization) {
        return authorization.length() > SCHEME.length()
                        && authorization
                                .substring(0, SCHEME.length())
                                .toLowerCase(Locale.ROOT)
                                .equals(SCHEME)
                ? Optional.of(authorization.substring(SCHEME.length()).strip())
                : Optional.empty();
    }
}
