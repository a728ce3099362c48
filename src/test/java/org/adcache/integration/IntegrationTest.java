package org.adcache.integration;

import static org.adcache.testing.People.CORP;
import static org.adcache.testing.People.DOMAIN;
import static org.adcache.testing.People.users;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.adcache.account.Epoch;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.UnknownReason;
import org.adcache.store.Draft;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.store.file.DiskSteps;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IntegrationTest {
    private static final LookupResult OFF = new LookupResult.Unknown(UnknownReason.INTEGRATION_DISABLED);
    private static final Problem UNDELETABLE =
            new Problem(ProblemType.KRB5_CONF_FAILED, "krb5.conf can't be deleted.", "Check its folder.");

    private final TestClock clock = new TestClock();

    @TempDir
    Path temp;

    private Path data;
    private TestSwitch parts;

    @BeforeEach
    void openFresh() throws Exception {
        data = temp.resolve("data");
        parts = TestSwitch.start(data, clock);
    }

    @AfterEach
    void close() {
        parts.close();
    }

    private void reopen() throws Exception {
        parts.close();
        parts = TestSwitch.start(data, clock);
    }

    @Test
    void isOnInAFreshFolderAndServesAfterTheFirstCycle() {
        assertThat(parts.state().enabled()).isTrue();
        assertThat(parts.found()).isTrue();
    }

    @Test
    void answersUnknownAndLeavesNothingWhenItIsSwitchedOff() {
        long generation = parts.store.current().generation().number();
        IntegrationState off = parts.integration.disable();
        assertThat(off.enabled()).isFalse();
        assertThat(off.epoch()).isEqualTo(new Epoch(2));
        assertThat(off.floor().number()).isGreaterThanOrEqualTo(generation);
        WipeReceipt receipt = off.lastWipe().orElseThrow();
        assertThat(receipt.accounts()).isEqualTo(10);
        assertThat(receipt.finishedAt()).isPresent();
        assertThat(receipt.destroyed()).containsExactly("answers", "keys", "tickets", "files");
        assertThat(receipt.pending()).isEmpty();
        assertThat(parts.answer()).isEqualTo(OFF);
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
        assertThat(parts.tickets.ready).isFalse();
        assertThat(parts.integration.disable()).isEqualTo(off);
        assertThat(parts.wiped).containsExactly(receipt);
    }

    @Test
    void comesBackWithARisenGenerationWhenItIsSwitchedOn() throws Exception {
        long generation = parts.store.current().generation().number();
        parts.integration.disable();
        assertThat(parts.integration.enable().enabled()).isTrue();
        parts.timer.pass(Duration.ZERO);
        assertThat(parts.found()).isTrue();
        assertThat(parts.store.current().generation().number()).isGreaterThan(generation);
    }

    @Test
    void servesWhatIsCachedThoughKerberosCantBePreparedAtTheStart() throws Exception {
        parts.close();
        parts = TestSwitch.restored(data, DiskSteps.UNOBSERVED, clock);
        parts.tickets.preparation = new Problem(ProblemType.KRB5_CONF_FAILED, "The disk is full.", "Free some space.");
        parts.integration.startSync();
        parts.timer.pass(Duration.ofMinutes(40));
        assertThat(parts.found()).isTrue();
        assertThat(parts.tickets.later).isTrue();
        assertThat(parts.sync.runs()).isNotEmpty();
    }

    @Test
    void readsEverythingAtOnceAfterAStartWithDamage() throws Exception {
        assertThat(parts.directory.opened()).isEqualTo(1);
        Files.delete(data.resolve("keys/corp-1.mark"));
        reopen();
        assertThat(parts.store.damage()).isPresent();
        assertThat(parts.directory.opened()).isEqualTo(1);
    }

    @Test
    void staysOffAfterARestart() throws Exception {
        IntegrationState off = parts.integration.disable();
        reopen();
        assertThat(parts.state()).isEqualTo(off);
        assertThat(parts.answer()).isEqualTo(OFF);
        assertThat(parts.directory.opened()).isZero();
    }

    @Test
    void theGenerationNeverGoesBackOverTogglesAndRestarts() throws Exception {
        long last = parts.generation();
        for (int i = 0; i < 3; i++) {
            parts.integration.disable();
            last = notBefore(last);
            reopen();
            last = notBefore(last);
            parts.integration.enable();
            last = notBefore(last);
            parts.close();
            parts = TestSwitch.restored(data, DiskSteps.UNOBSERVED, clock);
            last = notBefore(last);
            parts.integration.disable();
            parts.integration.enable();
            parts.timer.pass(Duration.ZERO);
            last = notBefore(last);
        }
    }

    private long notBefore(long last) {
        assertThat(parts.generation()).isGreaterThanOrEqualTo(last).isPositive();
        return parts.generation();
    }

    @Test
    void destroysWhatMattersThoughTheKrb5ConfCantBeDeleted() throws Exception {
        parts.tickets.failure = UNDELETABLE;
        WipeReceipt receipt = parts.integration.disable().lastWipe().orElseThrow();
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
        assertThat(receipt.destroyed()).containsExactly("answers", "keys", "files");
        assertThat(receipt.finishedAt()).isEmpty();
        assertThat(receipt.pending())
                .containsExactly(
                        new WipeReceipt.Pending("tickets", "krb5.conf", UNDELETABLE.detail(), UNDELETABLE.remedy()));
        assertThat(parts.damage.get()).singleElement().satisfies(problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.WIPE_INCOMPLETE);
            assertThat(problem.detail()).contains("krb5.conf");
        });
        assertThat(parts.wiped).containsExactly(receipt);
    }

    @Test
    void repeatsAnUnfinishedWipeByItselfAndUpdatesTheReceipt() throws Exception {
        parts.tickets.failure = UNDELETABLE;
        parts.integration.disable();
        parts.timer.pass(Duration.ofSeconds(12));
        assertThat(parts.state().pending()).hasSize(1);
        parts.tickets.failure = null;
        parts.timer.pass(Duration.ofSeconds(6));
        assertThat(parts.state().wiping()).isFalse();
        WipeReceipt receipt = parts.state().lastWipe().orElseThrow();
        assertThat(receipt.pending()).isEmpty();
        assertThat(receipt.finishedAt()).isPresent();
        assertThat(receipt.accounts()).isEqualTo(10);
        assertThat(receipt.files()).isGreaterThanOrEqualTo(3);
        assertThat(parts.damage.get()).isEmpty();
        assertThat(parts.wiped).hasSize(2).last().isEqualTo(receipt);
        reopen();
        assertThat(parts.state().lastWipe()).contains(receipt);
    }

    @Test
    void finishesAtTheNextStartAWipeThatWasInterrupted() throws Exception {
        parts.tickets.failure = UNDELETABLE;
        parts.integration.disable();
        reopen();
        WipeReceipt receipt = parts.state().lastWipe().orElseThrow();
        assertThat(receipt.accounts()).isEqualTo(10);
        assertThat(receipt.files()).isGreaterThanOrEqualTo(3);
        assertThat(receipt.bytes()).isPositive();
        assertThat(receipt.pending()).isEmpty();
    }

    @Test
    void canBeSwitchedOnWhileOnlyFilesWithoutTheirKeysArePending() throws Exception {
        parts.close();
        boolean[] stuck = {true};
        DiskSteps stubborn = (step, path) -> {
            if (stuck[0] && step.equals("delete") && path.toString().contains("cache-corp-1-")) {
                throw new IOException("Operation not permitted");
            }
        };
        parts = TestSwitch.start(data, stubborn, clock);
        IntegrationState off = parts.integration.disable();
        assertThat(off.pending()).singleElement().satisfies(left -> {
            assertThat(left.what()).startsWith("cache-corp-1-");
            assertThat(left.detail()).contains("Deleting", "Operation not permitted");
        });
        parts.integration.enable();
        parts.timer.pass(Duration.ZERO);
        assertThat(parts.found()).isTrue();
        stuck[0] = false;
        parts.timer.pass(Duration.ofSeconds(6));
        assertThat(parts.state().pending()).isEmpty();
        assertThat(parts.state().enabled()).isTrue();
        assertThat(parts.found()).isTrue();
    }

    @Test
    void refusesACommitThatComesTooLate() throws Exception {
        try (Draft late = parts.store.begin(CORP, Epoch.FIRST)) {
            late.put(users(1).get(0));
            late.compare();
            parts.integration.disable();
            assertThatThrownBy(() -> late.commit(SyncPoint.full(DOMAIN, clock.instant(), 0)))
                    .isInstanceOf(StoreException.class);
        }
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
        parts.integration.enable();
        assertThatThrownBy(() -> parts.store.begin(CORP, Epoch.FIRST)).isInstanceOf(StoreException.class);
    }

    @Test
    void isOffWhenItsFileIsDamagedAndKeepsTheDataUntilItIsSwitchedOn() throws Exception {
        parts.close();
        Files.writeString(data.resolve("integration.json"), "{\"enabled\": tr", StandardCharsets.UTF_8);
        parts = TestSwitch.start(data, clock);
        assertThat(parts.state().enabled()).isFalse();
        assertThat(parts.answer()).isEqualTo(OFF);
        assertThat(parts.damage.get()).extracting(Problem::type).containsExactly(ProblemType.INTEGRATION_STATE_DAMAGED);
        assertThat(TestSwitch.dataFiles(data)).isNotEmpty();
        assertThat(parts.directory.opened()).isZero();
        parts.integration.enable();
        assertThat(parts.found()).isTrue();
        assertThat(parts.damage.get()).isEmpty();
        reopen();
        assertThat(parts.state().enabled()).isTrue();
        assertThat(parts.found()).isTrue();
    }

    @Test
    void wipesWhenItsFileIsDamagedAndAnAdministratorSaysOff() throws Exception {
        parts.close();
        Files.write(data.resolve("integration.json"), new byte[8192]);
        parts = TestSwitch.start(data, clock);
        IntegrationState off = parts.integration.disable();
        assertThat(off.epoch()).isEqualTo(new Epoch(2));
        assertThat(off.lastWipe().orElseThrow().accounts()).isEqualTo(10);
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
        assertThat(parts.damage.get()).isEmpty();
    }

    @Test
    void isOffWhenItsFileIsMissingWhereThereIsData() throws Exception {
        parts.close();
        Files.delete(data.resolve("integration.json"));
        parts = TestSwitch.start(data, clock);
        assertThat(parts.state().enabled()).isFalse();
        assertThat(TestSwitch.dataFiles(data)).isNotEmpty();
        parts.integration.disable();
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
        reopen();
        assertThat(parts.state().enabled()).isFalse();
        assertThat(parts.damage.get()).isEmpty();
    }

    @Test
    void isOffWhenAnOlderFileWasPutBack() throws Exception {
        byte[] older = Files.readAllBytes(data.resolve("integration.json"));
        parts.integration.disable();
        parts.integration.enable();
        parts.timer.pass(Duration.ZERO);
        parts.close();
        Files.write(data.resolve("integration.json"), older);
        parts = TestSwitch.start(data, clock);
        assertThat(parts.state().enabled()).isFalse();
        assertThat(parts.state().epoch()).isEqualTo(new Epoch(2));
        assertThat(parts.damage.get()).singleElement().asString().contains("older than the data");
        assertThat(TestSwitch.dataFiles(data)).isNotEmpty();
        assertThat(parts.integration.disable().epoch()).isEqualTo(new Epoch(3));
        assertThat(TestSwitch.dataFiles(data)).isEmpty();
    }

    @Test
    void countsAFolderWithOnlyTokensAsFresh() throws Exception {
        parts.close();
        data = Files.createDirectory(temp.resolve("other"));
        Files.writeString(data.resolve("tokens.json"), "{}", StandardCharsets.UTF_8);
        parts = TestSwitch.start(data, clock);
        assertThat(parts.state().enabled()).isTrue();
    }
}
