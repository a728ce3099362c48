package org.adcache.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.adcache.account.ProblemException;
import org.adcache.config.AdcacheConfig;
import org.adcache.http.ApiToken;
import org.adcache.http.AuditLog;
import org.adcache.http.Scope;
import org.adcache.http.Tokens;
import org.adcache.store.DataFolder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The data folder as the {@code token} commands use it, also while a service runs in it. */
final class TokenFolder {
    private final Path path;
    private final Clock clock = Clock.systemUTC();

    TokenFolder(AdcacheConfig config) {
        this(config.store().dataFolder());
    }

    TokenFolder(Path path) {
        this.path = path;
    }

    /**
     * Makes the folder, if the first token comes before the first start.
     *
     * @throws ProblemException if it can't be made
     */
    void create() throws ProblemException {
        if (!Files.exists(path)) {
            DataFolder.open(path).close();
        }
    }

    /** Something that replaces the tokens by others. */
    @FunctionalInterface
    interface Change<T> {
        T apply(Tokens tokens) throws ProblemException;
    }

    /**
     * Makes a change while no other command makes one.
     *
     * @throws ProblemException if the change throws it, or the folder can't be written to
     */
    <T> T change(Change<T> change) throws ProblemException {
        TokenLock turn = TokenLock.in(path);
        try {
            return change.apply(tokens());
        } finally {
            turn.close();
        }
    }

    Tokens tokens() {
        return new Tokens(new TokenStorage(path), clock, new SecureRandom());
    }

    AuditLog audit() {
        return new AuditLog(new AuditFile(path), clock);
    }

    static ObjectNode json(ApiToken token) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", token.id());
        token.name().ifPresent(name -> node.put("name", name));
        ArrayNode scopes = node.putArray("scopes");
        token.scopes().stream().sorted().map(Scope::label).forEach(scopes::add);
        node.put("createdAt", token.createdAt().toString());
        token.expiresAt().ifPresent(end -> node.put("expiresAt", end.toString()));
        return node;
    }
}
