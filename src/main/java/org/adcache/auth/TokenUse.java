package org.adcache.auth;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.adcache.account.ProblemException;
import org.adcache.store.file.DurableFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Times at which tokens were last accepted, in seconds, in {@code tokens-used.json}: {@code {"lastUsedAt":
 * {"3f9c02d1": "2026-11-21T10:00:00Z"}}}. Apart from {@code tokens.json}, so that writing a time can't bring back a
 * token that was revoked meanwhile.
 */
public final class TokenUse {
    private static final Logger log = LoggerFactory.getLogger(TokenUse.class);
    private static final JsonMapper JSON = JsonMapper.shared();

    private final Path file;
    private final Map<String, Use> uses = new ConcurrentHashMap<>();
    private Map<String, Instant> written;

    /** Last use of one token. */
    static final class Use {
        private final AtomicLong second;

        private Use(long second) {
            this.second = new AtomicLong(second);
        }

        /** Notes a use; for every request, so it writes once a second at most. */
        void note(Instant now) {
            if (second.getPlain() < now.getEpochSecond()) {
                second.setOpaque(now.getEpochSecond());
            }
        }
    }

    public TokenUse(Path dataFolder) {
        file = file(dataFolder);
        written = read(dataFolder);
        written.forEach((id, at) -> uses.put(id, new Use(at.getEpochSecond())));
    }

    private static Path file(Path dataFolder) {
        return dataFolder.resolve("tokens-used.json");
    }

    Use of(String id) {
        return uses.computeIfAbsent(id, unused -> new Use(0));
    }

    /** Writes the times of these tokens, if any has changed, and forgets those of others. */
    synchronized void write(Set<String> existing) {
        uses.keySet().retainAll(existing);
        Map<String, Instant> now = new TreeMap<>();
        uses.forEach((id, use) -> {
            if (use.second.getPlain() > 0) {
                now.put(id, Instant.ofEpochSecond(use.second.getPlain()));
            }
        });
        if (now.equals(written)) {
            return;
        }
        ObjectNode content = JSON.createObjectNode();
        ObjectNode times = content.putObject("lastUsedAt");
        now.forEach((id, at) -> times.put(id, at.toString()));
        try {
            DurableFile.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(content));
            written = now;
        } catch (ProblemException e) {
            log.debug("the last uses of tokens aren't noted: {}", e.problem());
        }
    }

    /** The times that a data folder notes, by the ids of the tokens; none if they can't be read: they decide nothing. */
    public static Map<String, Instant> read(Path dataFolder) {
        Map<String, Instant> times = new HashMap<>();
        try {
            Optional<byte[]> content = DurableFile.read(file(dataFolder));
            if (content.isPresent()) {
                for (Map.Entry<String, JsonNode> entry :
                        JSON.readTree(content.get()).path("lastUsedAt").properties()) {
                    times.put(entry.getKey(), Instant.parse(entry.getValue().asString("")));
                }
            }
        } catch (ProblemException | JacksonException | DateTimeException e) {
            log.debug("{} can't be read", file(dataFolder), e);
        }
        return times;
    }
}
