package org.adcache;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adcache.account.ProblemException;
import org.adcache.auth.AccessSettings;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Callers;
import org.adcache.auth.LocalToken;
import org.adcache.auth.TokenAdministration;
import org.adcache.auth.TokenFolder;
import org.adcache.auth.TokenStorage;
import org.adcache.auth.TokenUse;
import org.adcache.auth.Tokens;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.auth.certificate.ClientCertificates;
import org.adcache.auth.session.Sessions;
import org.adcache.auth.sso.ProxiedPeople;
import org.adcache.auth.sso.Roles;
import org.adcache.auth.sso.SingleSignOn;
import org.adcache.http.HttpConfig;
import org.adcache.integration.WipeListener;
import org.adcache.integration.WipeReceipt;
import org.adcache.lookup.principal.PrincipalLookup;

/**
 * Authentication of callers, with the files that it keeps while the service runs: the local token, and when tokens were
 * used.
 */
final class Authentication implements TokenAdministration, AccessSettings, WipeListener, AutoCloseable {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Path folder;
    private final PrincipalLookup principals;
    private final Clock clock;
    private volatile Roles roles;
    private final Tokens tokens;
    private final Sessions sessions;
    private final ClientCertificates certificates;
    private final Optional<LocalToken> local;
    private final Optional<ProxiedPeople> people;
    private final Authenticator authenticator;
    private final Optional<SingleSignOn> signOn;
    private final Future<?> notes;

    private Authentication(
            HttpConfig config,
            Callers callers,
            Path folder,
            PrincipalLookup principals,
            ScheduledExecutorService timer,
            Clock clock) {
        SecureRandom random = new SecureRandom();
        this.folder = folder;
        tokens = new Tokens(new TokenStorage(folder), clock, random, Optional.of(new TokenUse(folder)));
        sessions = new Sessions(config.sessions(), clock, random);
        certificates = new ClientCertificates(clock);
        certificates.admit(config.clients());
        this.principals = principals;
        this.clock = clock;
        roles = new Roles(principals, config.roles(), clock);
        people = config.proxies().userHeader().map(header -> new ProxiedPeople(this::roles));
        if (callers == Callers.ON_THIS_MACHINE) {
            local = Optional.empty();
            authenticator = Authenticator.loopbackOnly(sessions);
        } else {
            local = LocalToken.create(folder, clock.instant(), random);
            authenticator = Authenticator.of(tokens, local, sessions, certificates, people);
        }
        signOn = callers == Callers.ON_THIS_MACHINE
                ? Optional.empty()
                : config.sso().map(sso -> new SingleSignOn(sso, roles, folder, clock));
        notes = timer.scheduleWithFixedDelay(
                tokens::writeUse, NOTED_EVERY.toMillis(), NOTED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    static Authentication open(
            HttpConfig config,
            Callers callers,
            Path folder,
            PrincipalLookup principals,
            ScheduledExecutorService timer,
            Clock clock) {
        return new Authentication(config, callers, folder, principals, timer, clock);
    }

    /** Single sign-on; empty where it is not configured, and in the demo, which knows its callers by their address. */
    Optional<SingleSignOn> signOn() {
        return signOn;
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** Changes the clients that are known by their certificates, the roles, and the limits of sessions. */
    void change(HttpConfig config) {
        certificates.admit(config.clients());
        sessions.limit(config.sessions());
        roles = new Roles(principals, config.roles(), clock);
        signOn.ifPresent(each -> each.grant(roles));
    }

    @Override
    public Roles roles() {
        return roles;
    }

    @Override
    public List<CertificateClient> certificates() {
        return certificates.clients();
    }

    /** Tells the command line on this machine where the service listens. */
    void listensAt(URI url) {
        local.ifPresent(token -> token.listensAt(url));
    }

    @Override
    public <T> T change(TokenFolder.Change<T> change) throws ProblemException {
        return TokenFolder.open(folder).change(change);
    }

    @Override
    public Map<String, Instant> lastUsed() {
        tokens.writeUse();
        return TokenUse.read(folder);
    }

    @Override
    public void wiping() {
        forgetPeople();
    }

    /** Ends those too that were opened by who was signing in meanwhile. */
    @Override
    public void wiped(WipeReceipt receipt) {
        forgetPeople();
    }

    private void forgetPeople() {
        sessions.endThoseOfPersons();
        people.ifPresent(ProxiedPeople::forget);
    }

    @Override
    public void receiptSent() {}

    @Override
    public void close() {
        notes.cancel(false);
        tokens.writeUse();
        local.ifPresent(LocalToken::close);
    }
}
