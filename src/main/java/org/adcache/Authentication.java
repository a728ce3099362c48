package org.adcache;

import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.adcache.auth.Authenticator;
import org.adcache.auth.Callers;
import org.adcache.auth.LocalToken;
import org.adcache.auth.TokenStorage;
import org.adcache.auth.TokenUse;
import org.adcache.auth.Tokens;

/** Authentication of callers, with the files that it keeps while the service runs: the local token, and when tokens were used. */
final class Authentication implements AutoCloseable {
    private static final Duration NOTED_EVERY = Duration.ofMinutes(1);

    private final Authenticator authenticator;
    private final Optional<Tokens> tokens;
    private final Optional<LocalToken> local;
    private final Optional<Future<?>> notes;

    private Authentication(
            Authenticator authenticator,
            Optional<Tokens> tokens,
            Optional<LocalToken> local,
            Optional<Future<?>> notes) {
        this.authenticator = authenticator;
        this.tokens = tokens;
        this.local = local;
        this.notes = notes;
    }

    static Authentication open(Callers callers, Path folder, ScheduledExecutorService timer, Clock clock) {
        if (callers == Callers.ON_THIS_MACHINE) {
            return new Authentication(
                    Authenticator.loopbackOnly(), Optional.empty(), Optional.empty(), Optional.empty());
        }
        SecureRandom random = new SecureRandom();
        Tokens tokens = new Tokens(new TokenStorage(folder), clock, random, Optional.of(new TokenUse(folder)));
        Optional<LocalToken> local = LocalToken.create(folder, clock.instant(), random);
        Future<?> notes = timer.scheduleWithFixedDelay(
                tokens::writeUse, NOTED_EVERY.toMillis(), NOTED_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return new Authentication(
                Authenticator.withTokens(tokens, local), Optional.of(tokens), local, Optional.of(notes));
    }

    Authenticator authenticator() {
        return authenticator;
    }

    /** Tells the command line on this machine where the service listens. */
    void listensAt(URI url) {
        local.ifPresent(token -> token.listensAt(url));
    }

    @Override
    public void close() {
        notes.ifPresent(task -> task.cancel(false));
        tokens.ifPresent(Tokens::writeUse);
        local.ifPresent(LocalToken::close);
    }
}
