package org.adcache.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.encoding.Sha256;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * API tokens: {@code adc_} and 32 random bytes in Base64url each. On requests, a running service checks at most four
 * times a second whether another process changed the file. While the file can't be read, no token is accepted.
 */
public final class Tokens {
    private static final Logger log = LoggerFactory.getLogger(Tokens.class);
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final String PREFIX = "adc_";
    private static final int SECRET_BYTES = 32;
    private static final int ID_BYTES = 4;

    private final Storage storage;
    private final Clock clock;
    private final SecureRandom random;
    private final Optional<TokenUse> use;
    private final TokenFile file = new TokenFile();
    private final ReentrantLock looking = new ReentrantLock();
    private volatile @Nullable Known known;

    public Tokens(Storage storage, Clock clock, SecureRandom random) {
        this(storage, clock, random, Optional.empty());
    }

    /** With notes of when each token was last used. */
    public Tokens(Storage storage, Clock clock, SecureRandom random, Optional<TokenUse> use) {
        this.storage = storage;
        this.clock = clock;
        this.random = random;
        this.use = use;
    }

    /** Storage of the tokens. */
    public interface Storage {
        /**
         * The whole file; empty if there is none.
         *
         * @throws ProblemException if it can't be read
         */
        Optional<byte[]> read() throws ProblemException;

        /**
         * Replaces the file atomically.
         *
         * @throws ProblemException if it can't be written
         */
        void write(byte[] content) throws ProblemException;

        /**
         * Change indicator of the file, for instance its inode, size and date; cheap.
         *
         * @throws ProblemException if it can't be determined
         */
        Object stamp() throws ProblemException;
    }

    /** New token with its secret, which is shown once and stored nowhere. */
    public record Created(ApiToken token, String secret) {
        @Override
        public String toString() {
            return "token " + token.id();
        }
    }

    /** Content of the file when it was last read; {@code stamp} is empty if that failed. */
    private record Known(
            Optional<Object> stamp, Map<TokenHash, Known.Token> tokens, Optional<Problem> damage, Instant lookedAt) {
        private record Token(ApiToken token, Principal caller, Optional<TokenUse.Use> use) {}

        Known lookedAt(Instant at) {
            return new Known(stamp, tokens, damage, at);
        }
    }

    /** SHA-256 of a secret. */
    static final class TokenHash {
        private final byte[] sha256;

        private TokenHash(byte[] sha256) {
            this.sha256 = sha256;
        }

        private static TokenHash of(TokenFile.Entry entry) {
            return new TokenHash(HexFormat.of().parseHex(entry.sha256()));
        }

        /** Empty if the text can't be a token. */
        static Optional<TokenHash> of(String secret) {
            return secret.startsWith(PREFIX)
                    ? Optional.of(new TokenHash(Sha256.digest(secret.getBytes(StandardCharsets.UTF_8))))
                    : Optional.empty();
        }

        /** Compares in constant time. */
        @Override
        public boolean equals(Object other) {
            return other instanceof TokenHash hash && MessageDigest.isEqual(sha256, hash.sha256);
        }

        @Override
        public int hashCode() {
            return (sha256[0] & 0xFF) << 24 | (sha256[1] & 0xFF) << 16 | (sha256[2] & 0xFF) << 8 | (sha256[3] & 0xFF);
        }
    }

    /**
     * Creates a token.
     *
     * @throws ProblemException if the file can't be read or written; a damaged one is never replaced
     */
    public Created create(Set<Scope> scopes, Optional<String> name, Optional<Instant> expiresAt)
            throws ProblemException {
        String secret = newSecret(random);
        Instant now = clock.instant();
        ApiToken token =
                new ApiToken(HexFormat.of().formatHex(randomBytes(random, ID_BYTES)), name, scopes, now, expiresAt);
        List<TokenFile.Entry> entries = new ArrayList<>(entries());
        if (name.isPresent()) {
            entries.removeIf(
                    entry -> entry.token().name().equals(name) && entry.token().expiredAt(now));
            requireUnused(name.get(), entries);
        }
        entries.add(new TokenFile.Entry(token, Sha256.hex(secret.getBytes(StandardCharsets.UTF_8))));
        storage.write(file.format(entries));
        return new Created(token, secret);
    }

    static String newSecret(SecureRandom random) {
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(random, SECRET_BYTES));
    }

    /** Checks that a name leads to one token: to revoke one is to revoke no other. */
    private static void requireUnused(String name, List<TokenFile.Entry> entries) throws ProblemException {
        for (TokenFile.Entry entry : entries) {
            if (entry.token().isCalled(name)) {
                throw new ProblemException(new Problem(
                        ProblemType.TOKEN_NAME_TAKEN,
                        "There is a token with the name or id \"" + name + "\" already, created at "
                                + entry.token().createdAt().truncatedTo(ChronoUnit.SECONDS) + ".",
                        "Choose another name, for instance \"" + name + "-2\", or revoke that token first."));
            }
        }
    }

    /**
     * All tokens, expired ones too, oldest first.
     *
     * @throws ProblemException if the file can't be read
     */
    public List<ApiToken> list() throws ProblemException {
        return entries().stream().map(TokenFile.Entry::token).toList();
    }

    /**
     * Removes the tokens that have this id or name; none if the list is empty. Several may have one name if an earlier
     * version created them.
     *
     * @throws ProblemException if the file can't be read or written
     */
    public List<ApiToken> revoke(String idOrName) throws ProblemException {
        List<TokenFile.Entry> left = new ArrayList<>(entries());
        List<ApiToken> revoked = left.stream()
                .map(TokenFile.Entry::token)
                .filter(token -> token.isCalled(idOrName))
                .toList();
        if (!revoked.isEmpty()) {
            left.removeIf(entry -> entry.token().isCalled(idOrName));
            storage.write(file.format(left));
        }
        return revoked;
    }

    /** The holder of the token whose secret has this hash, unless it has expired. */
    Optional<Principal> find(TokenHash secret) {
        Instant now = clock.instant();
        Known.Token known = look(now).tokens().get(secret);
        if (known == null || known.token().expiredAt(now)) {
            return Optional.empty();
        }
        known.use().ifPresent(use -> use.note(now));
        return Optional.of(known.caller());
    }

    /** When the token whose secret has this hash expires, if it does. */
    Optional<Instant> expiry(TokenHash secret) {
        return Optional.ofNullable(look(clock.instant()).tokens().get(secret))
                .flatMap(known -> known.token().expiresAt());
    }

    /** Why all tokens are rejected, if the file can't be read. */
    Optional<Problem> damage() {
        return look(clock.instant()).damage();
    }

    private Known look(Instant now) {
        Known last = known;
        if (last != null && isRecent(last, now)) {
            return last;
        }
        if (last != null && !looking.tryLock()) {
            return last;
        }
        if (last == null) {
            looking.lock();
        }
        try {
            Known fresh = refreshed(known, now);
            known = fresh;
            return fresh;
        } finally {
            looking.unlock();
        }
    }

    private static boolean isRecent(Known last, Instant now) {
        long age = now.toEpochMilli() - last.lookedAt().toEpochMilli();
        return age >= 0 && age < LOOK_EVERY.toMillis();
    }

    private Known refreshed(@Nullable Known last, Instant now) {
        Known fresh;
        try {
            // The stamp is read before the content, so that a change in between is noticed at the next check.
            Object stamp = storage.stamp();
            if (last != null && last.stamp().filter(stamp::equals).isPresent()) {
                return last.lookedAt(now);
            }
            fresh = new Known(Optional.of(stamp), byHash(entries()), Optional.empty(), now);
        } catch (ProblemException e) {
            fresh = new Known(Optional.empty(), Map.of(), Optional.of(e.problem()), now);
        }
        report(last == null ? Optional.empty() : last.damage(), fresh.damage());
        return fresh;
    }

    private Map<TokenHash, Known.Token> byHash(List<TokenFile.Entry> entries) {
        Map<TokenHash, Known.Token> tokens = new HashMap<>();
        for (TokenFile.Entry entry : entries) {
            ApiToken token = entry.token();
            tokens.put(
                    TokenHash.of(entry),
                    new Known.Token(token, Principal.of(token), use.map(all -> all.of(token.id()))));
        }
        return tokens;
    }

    /** Writes when the tokens were last used. */
    public void writeUse() {
        Known last = known;
        if (use.isPresent() && last != null && last.damage().isEmpty()) {
            use.get()
                    .write(last.tokens().values().stream()
                            .map(known -> known.token().id())
                            .collect(Collectors.toSet()));
        }
    }

    private static void report(Optional<Problem> before, Optional<Problem> after) {
        if (after.isPresent() && !Objects.equals(before, after)) {
            log.error("nobody can sign in: {}", after.get());
        } else if (after.isEmpty() && before.isPresent()) {
            log.info("tokens are readable again");
        }
    }

    private List<TokenFile.Entry> entries() throws ProblemException {
        Optional<byte[]> content = storage.read();
        if (content.isEmpty()) {
            return List.of();
        }
        try {
            return file.parse(content.get());
        } catch (IllegalArgumentException e) {
            throw new ProblemException(
                    new Problem(
                            ProblemType.TOKENS_DAMAGED,
                            "The file with the API tokens, tokens.json in the data folder, is damaged.",
                            "Restore it from a backup, or remove it and create new tokens."),
                    e);
        }
    }

    private static byte[] randomBytes(SecureRandom random, int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
