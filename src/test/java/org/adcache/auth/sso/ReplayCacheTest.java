package org.adcache.auth.sso;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.encoding.Sha256;
import org.adcache.testing.TestClock;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayCacheTest {
    private static final Duration WINDOW = Duration.ofMinutes(11);

    private final TestClock clock = new TestClock();

    @TempDir
    Path folder;

    @Test
    void acceptsEachAuthenticatorOnce() throws Exception {
        ReplayCache cache = open();
        cache.use(hash(1));
        cache.use(hash(2));

        assertRefused(() -> cache.use(hash(1)), ProblemType.SSO_REPLAY);
    }

    @Test
    void remembersThemWhenItIsOpenedAgain() throws Exception {
        for (int i = 0; i < 20; i++) {
            open().use(hash(i));
        }

        ReplayCache again = open();
        for (int i = 0; i < 20; i++) {
            int number = i;
            assertRefused(() -> again.use(hash(number)), ProblemType.SSO_REPLAY);
        }
        assertThatCode(() -> again.use(hash(20))).doesNotThrowAnyException();
    }

    @Test
    void writesHashesThatOnlyTheOwnerCanRead() throws Exception {
        open().use(hash(1));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(Files.size(file())).isEqualTo(44);
    }

    @Test
    void forgetsThemWhenTheyAreNotValidAnyMore() throws Exception {
        ReplayCache cache = open();
        cache.use(hash(1));

        clock.advance(Duration.ofMinutes(10));
        assertRefused(() -> cache.use(hash(1)), ProblemType.SSO_REPLAY);
        clock.advance(Duration.ofSeconds(61));
        assertThatCode(() -> cache.use(hash(1))).doesNotThrowAnyException();
    }

    @Test
    void doesNotGrow() throws Exception {
        ReplayCache cache = open();
        for (int i = 0; i < 3000; i++) {
            cache.use(hash(i));
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(Files.size(file())).isLessThan(1300 * 44);
    }

    @Test
    void acceptsNobodyAfterADamageUntilWhatWasAcceptedBeforeIsInvalid() throws Exception {
        open().use(hash(1));
        byte[] good = Files.readAllBytes(file());
        byte[] flipped = good.clone();
        flipped[20] ^= 1;
        for (byte[] damaged : new byte[][] {flipped, Arrays.copyOf(good, 43), new byte[0], {1, 2, 3}}) {
            Files.write(file(), damaged);
            ReplayCache cache = open();

            assertRefused(() -> cache.use(hash(2)), ProblemType.SSO_UNAVAILABLE);
            assertThat(cache.damage()).map(Problem::type).contains(ProblemType.SSO_UNAVAILABLE);
            clock.advance(WINDOW);
            cache.use(hash(2));
            assertThat(cache.damage()).isEqualTo(Optional.empty());
            assertRefused(() -> open().use(hash(2)), ProblemType.SSO_REPLAY);
            clock.advance(WINDOW.plusSeconds(1));
        }
    }

    @Test
    void acceptsNobodyWhoCanNotBeRecorded() throws Exception {
        ReplayCache cache = open();
        cache.use(hash(1));
        Files.delete(file());
        Files.createDirectory(file());
        Files.writeString(file().resolve("x"), "in the way");

        assertRefused(() -> cache.use(hash(2)), ProblemType.SSO_UNAVAILABLE);
        assertThat(cache.damage()).isPresent();
        Files.delete(file().resolve("x"));
        Files.delete(file());
        cache.use(hash(2));
        assertThat(cache.damage()).isEmpty();
        ReplayCache again = open();
        assertRefused(() -> again.use(hash(1)), ProblemType.SSO_REPLAY);
        assertRefused(() -> again.use(hash(2)), ProblemType.SSO_REPLAY);
    }

    @Test
    void replacesAFileThatSomebodyElseCutOrRemoved() throws Exception {
        ReplayCache cache = open();
        cache.use(hash(1));
        cache.use(hash(2));
        Files.write(file(), new byte[7]);

        cache.use(hash(3));

        ReplayCache again = open();
        for (int i = 1; i <= 3; i++) {
            int number = i;
            assertRefused(() -> again.use(hash(number)), ProblemType.SSO_REPLAY);
        }
    }

    @Test
    void refusesMoreThanItHolds() throws Exception {
        ReplayCache cache = ReplayCache.open(folder, clock, 2);
        cache.use(hash(1));
        cache.use(hash(2));

        assertRefused(() -> cache.use(hash(3)), ProblemType.SSO_UNAVAILABLE);
        assertRefused(() -> cache.use(hash(1)), ProblemType.SSO_REPLAY);
        clock.advance(WINDOW.plusSeconds(1));
        assertThatCode(() -> cache.use(hash(3))).doesNotThrowAnyException();
    }

    private ReplayCache open() {
        return ReplayCache.open(folder, clock);
    }

    private Path file() {
        return folder.resolve(ReplayCache.FILE);
    }

    private static String hash(int number) {
        return Sha256.hex(new byte[] {(byte) number, (byte) (number >> 8)});
    }

    private static void assertRefused(ThrowingCallable use, ProblemType type) {
        assertThatThrownBy(use)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        thrown -> assertThat(thrown.problem().type()).isEqualTo(type));
    }
}
