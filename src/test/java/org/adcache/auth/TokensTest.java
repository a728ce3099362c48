package org.adcache.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.testing.MemoryTokenStorage;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private final TestClock clock = new TestClock();
    private final MemoryTokenStorage storage = new MemoryTokenStorage();
    private final Tokens tokens = new Tokens(storage, clock, new SecureRandom());

    @Test
    void keepsHashesOnly() throws Exception {
        Tokens.Created created = tokens.create(
                Set.of(Scope.SUGGEST, Scope.LOOKUP),
                Optional.of("gateway ü"),
                Optional.of(clock.instant().plusSeconds(60)));
        assertThat(created.secret()).matches("adc_[A-Za-z0-9_-]{43}");
        assertThat(created.toString()).doesNotContain(created.secret());
        String file = new String(storage.read().orElseThrow(), StandardCharsets.UTF_8);
        assertThat(file).doesNotContain(created.secret(), created.secret().substring(4));
        assertThat(tokens.list()).containsExactly(created.token()).first().satisfies(token -> {
            assertThat(token.name()).contains("gateway ü");
            assertThat(token.scopes()).isEqualTo(Set.of(Scope.LOOKUP, Scope.SUGGEST));
            assertThat(token.createdAt()).isEqualTo(clock.instant());
            assertThat(token.expiresAt()).contains(clock.instant().plusSeconds(60));
        });
        assertThat(find(created.secret())).contains(Principal.of(created.token()));
    }

    @Test
    void revokesById() throws Exception {
        Tokens.Created first = tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        Tokens.Created second = tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        assertThat(tokens.revoke("nonsense")).isEmpty();
        assertThat(tokens.revoke(first.token().id())).containsExactly(first.token());
        assertThat(tokens.list()).containsExactly(second.token());
        assertThat(find(first.secret())).isEmpty();
        assertThat(find(second.secret())).isPresent();
    }

    @Test
    void findsNothingByWhatIsNoSecret() throws Exception {
        Tokens.Created created = tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        for (String text :
                List.of("", "adc_", created.secret() + "x", created.secret().substring(4), "\0", "adc_\ud800")) {
            assertThat(find(text)).isEmpty();
        }
    }

    @Test
    void looksAtTheFileOnlyNowAndThen() throws Exception {
        Tokens.Created created = tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        find(created.secret());
        int reads = storage.reads();
        for (int i = 0; i < 100; i++) {
            find(created.secret());
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(storage.reads()).isEqualTo(reads);
    }

    @Test
    void noticesAChangeAlsoWhenTheClockGoesBack() throws Exception {
        Tokens.Created created = tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty());
        assertThat(find(created.secret())).isPresent();
        new Tokens(storage, clock, new SecureRandom()).revoke(created.token().id());
        clock.advance(Duration.ofHours(-1));
        assertThat(find(created.secret())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "[]",
                "{\"tokens\":{}}",
                "{\"tokens\":[{}]}",
                "{\"tokens\":[3]}",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":[\"admin\"],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":null}]}",
                "{\"tokens\":[{\"id\":null,\"scopes\":[\"admin\"],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"name\":null,\"scopes\":[\"admin\"],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":[null],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":\"admin\",\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
                "{\"tokens\":[null]}",
                "null",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":[],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":\"00\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":[\"root\"],\"createdAt\":\"2026-11-21T10:00:00Z\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}",
                "{\"tokens\":[{\"id\":\"a\",\"scopes\":[\"admin\"],\"createdAt\":\"yesterday\",\"sha256\":"
                        + "\"0000000000000000000000000000000000000000000000000000000000000000\"}]}"
            })
    void letsNobodyInByADamagedFileAndNeverReplacesIt(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        storage.write(bytes);
        assertThat(find("adc_whoever")).isEmpty();
        assertThat(tokens.damage()).map(Problem::type).contains(ProblemType.TOKENS_DAMAGED);
        assertThatThrownBy(() -> tokens.create(Set.of(Scope.ADMIN), Optional.empty(), Optional.empty()))
                .isInstanceOf(ProblemException.class);
        assertThatThrownBy(tokens::list).isInstanceOf(ProblemException.class);
        assertThatThrownBy(() -> tokens.revoke("a")).isInstanceOf(ProblemException.class);
        assertThat(storage.stored()).hasValue(bytes);
    }

    @Test
    void noFlippedBitChangesAToken() throws Exception {
        ApiToken token = tokens.create(Set.of(Scope.LOOKUP), Optional.of("gateway"), Optional.empty())
                .token();
        byte[] whole = storage.read().orElseThrow();
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            storage.write(flipped);
            try {
                assertThat(new Tokens(storage, clock, new SecureRandom()).list())
                        .as("bit %d", bit)
                        .containsExactly(token);
            } catch (ProblemException e) {
                assertThat(e.problem().type()).isEqualTo(ProblemType.TOKENS_DAMAGED);
            }
        }
    }

    @Test
    void aFileOfThePreviousVersionGetsItsChecksumWithTheNextWrite() throws Exception {
        Tokens.Created created = tokens.create(Set.of(Scope.LOOKUP), Optional.empty(), Optional.empty());
        String file = new String(storage.read().orElseThrow(), StandardCharsets.UTF_8);
        storage.write(file.replaceFirst("\"sha256\" *: *\"[0-9a-f]{64}\",", "").getBytes(StandardCharsets.UTF_8));
        Tokens later = new Tokens(storage, clock, new SecureRandom());
        assertThat(later.list()).containsExactly(created.token());
        later.revoke(created.token().id());
        assertThat(new String(storage.read().orElseThrow(), StandardCharsets.UTF_8))
                .contains("sha256");
    }

    private Optional<Principal> find(String secret) {
        return Tokens.TokenHash.of(secret).flatMap(tokens::find);
    }
}
