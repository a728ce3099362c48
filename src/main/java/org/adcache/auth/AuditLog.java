package org.adcache.auth;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.adcache.account.ProblemException;
import org.adcache.api.AuditEntry;
import org.adcache.api.DocumentMapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Audit log of administrators' changes, one line of JSON each, without account data. A line that can't be written is
 * logged and neither undoes nor stops the change.
 *
 * <pre>{@code
 * {"at":"2026-11-21T10:00:00Z","actor":"3f9c02d1","name":"ops","action":"integration.disable","outcome":"ok"}
 * {"at":"2026-11-21T10:05:00Z","actor":"local","action":"token.revoke","target":"3f9c02d1","outcome":"ok"}
 * }</pre>
 */
public final class AuditLog {
    /** Outcome of what ends later, such as a sync: only the request is a fact yet, and the log has the end. */
    public static final String REQUESTED = "requested";

    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final Sink sink;
    private final Clock clock;
    private final DocumentMapper documents = new DocumentMapper();

    public AuditLog(Sink sink, Clock clock) {
        this.sink = sink;
        this.clock = clock;
    }

    /** Destination of the lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Appends a line, its line feed included, in one write.
         *
         * @throws ProblemException if it can't be written
         */
        void append(byte[] line) throws ProblemException;
    }

    /** Records a token created on this machine. */
    public void tokenCreated(ApiToken token) {
        record(Principal.LOCAL, "token.create", Optional.of(token.id()), "ok");
    }

    /** Records a token revoked on this machine. */
    public void tokenRevoked(ApiToken token) {
        record(Principal.LOCAL, "token.revoke", Optional.of(token.id()), "ok");
    }

    /**
     * Records a requested change.
     *
     * @param target the connection or token it concerns
     * @param outcome {@code ok}, {@link #REQUESTED} or the type of the problem
     */
    public void record(Principal caller, String action, Optional<String> target, String outcome) {
        byte[] line = documents.write(new AuditEntry(
                clock.instant(),
                caller.token().map(ApiToken::id).orElse("local"),
                caller.token().flatMap(ApiToken::name),
                action,
                target,
                outcome));
        try {
            sink.append((new String(line, StandardCharsets.UTF_8) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (ProblemException e) {
            log.error("{} is not in the audit log: {}", action, e.problem());
        }
    }
}
