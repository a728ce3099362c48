package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.adcache.store.TestStore.LAB;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Generation;
import org.adcache.account.ProblemType;
import org.adcache.store.manifest.Manifest;
import org.adcache.store.manifest.ManifestJson;
import org.adcache.store.segment.Segment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Test of what is served after files of an earlier state are put back, and after the newest segment is damaged. */
class GoingBackTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account CYD = Accounts.user(CORP, 3, "Cyd");
    private static final Account DAN = Accounts.user(CORP, 4, "Dan");
    private static final Account LOU = Accounts.user(LAB, 1, "Lou");

    @TempDir
    private Path temp;

    private Path data;
    private Path old;
    private TestStore test;

    @BeforeEach
    void open() throws StoreException {
        data = temp.resolve("data");
        old = temp.resolve("old");
        test = new TestStore(data);
    }

    @AfterEach
    void close() {
        test.close();
    }

    private void cycle(String cursor, Account... put) throws StoreException {
        try (ChangeDraft draft = test.store.beginChanges(CORP, test.epoch)) {
            for (Account account : put) {
                draft.put(account);
            }
            draft.commit(new SyncPoint(DOMAIN, test.clock.instant(), test.clock.instant(), Optional.of(cursor), 0));
        }
    }

    private void remember() throws IOException {
        TestStore.copy(data, old);
    }

    /** Puts remembered files back over the present ones, and leaves the rest. */
    private void putBack(String names) throws IOException {
        try (var files = Files.walk(old)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String name = old.relativize(file).toString();
                if (name.matches(names)) {
                    Files.copy(file, data.resolve(name), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }

    private Optional<String> cursor() {
        return Objects.requireNonNull(test.store.current().connections().get(CORP))
                .point()
                .cursor();
    }

    private void assertDamage(String detail) {
        assertThat(test.store.damage()).hasValueSatisfying(problem -> {
            assertThat(problem.type()).isEqualTo(ProblemType.CACHE_DAMAGED);
            assertThat(problem.detail()).contains(detail);
        });
    }

    @Test
    void anOlderManifestWithItsSegmentsIsNotServedAndTheOneBeforeTheLastIs() throws Exception {
        test.commit(CORP, ADA);
        remember();
        test.commit(CORP, BOB);
        cycle("1", CYD);
        Generation last = test.store.current().generation();
        putBack("manifest\\.json|cache-.*");
        test.reopen();
        assertDamage("was committed after it");
        assertThat(test.read(CORP)).isEqualTo(byGuid(BOB));
        assertThat(test.store.current().generation()).isGreaterThan(last);
        assertThat(cursor()).isEmpty();
        test.commit(CORP, DAN);
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(DAN));
    }

    @Test
    void olderManifestsWithTheirSegmentsAreNotServed() throws Exception {
        test.commit(CORP, ADA);
        test.commit(CORP, ADA, BOB);
        remember();
        test.commit(CORP, CYD);
        test.commit(CORP, DAN);
        Generation last = test.store.current().generation();
        putBack("manifest.*|cache-.*");
        test.reopen();
        assertDamage("was committed after it");
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(test.store.current().generation()).isGreaterThan(last);
        test.commit(CORP, CYD);
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
    }

    @Test
    void anOlderManifestOfTheSameGenerationIsNotServedAsTheNewest() throws Exception {
        test.commit(CORP, ADA);
        test.commit(CORP, BOB);
        cycle("1");
        remember();
        cycle("2");
        putBack("manifest\\.json");
        test.reopen();
        assertDamage("was committed after it");
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA));
        assertThat(cursor()).isEmpty();
    }

    @Test
    void theFilesOfOneConnectionPutBackAreRecognisedByTheMarkOfAnother() throws Exception {
        test.commit(LAB, LOU);
        test.commit(CORP, ADA);
        remember();
        test.commit(CORP, BOB);
        test.commit(LAB, Accounts.user(LAB, 2, "Liz"));
        Generation last = test.store.current().generation();
        putBack("manifest.*|cache-.*|keys/corp.*");
        test.reopen();
        assertDamage("was committed after it");
        assertThat(test.store.current().connections()).isEmpty();
        assertThat(test.store.current().generation()).isGreaterThan(last);
    }

    @Test
    void anOlderMarkChangesNothing() throws Exception {
        test.commit(CORP, ADA);
        remember();
        test.commit(CORP, BOB);
        test.commit(CORP, CYD);
        putBack("keys/.*mark");
        test.reopen();
        assertThat(test.read(CORP)).isEqualTo(byGuid(CYD));
        test.commit(CORP, DAN);
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(DAN));
    }

    @Test
    void aDeletedOrDamagedMarkIsReportedAndEverythingIsReadAnew() throws Exception {
        test.commit(CORP, ADA);
        cycle("1", BOB);
        Path mark = data.resolve("keys/corp-1.mark");
        for (int round = 0; round < 2; round++) {
            if (round == 0) {
                Files.delete(mark);
            } else {
                Files.write(mark, new byte[1024]);
            }
            test.reopen();
            assertDamage("corp-1.mark is " + (round == 0 ? "missing" : "damaged"));
            assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, BOB));
            assertThat(cursor()).isEmpty();
            test.commit(CORP, ADA, BOB);
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
        }
    }

    @Test
    void aDamagedNewestSegmentFallsBackAlsoAfterACycleWithoutChanges() throws Exception {
        test.commit(CORP, ADA, CYD);
        cycle("1", BOB);
        cycle("2");
        cycle("3");
        damageNewestSegment();
        test.reopen();
        assertDamage("is served as");
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, CYD));
        assertThat(cursor()).isEmpty();
    }

    @Test
    void aDamagedNewestSegmentFallsBackAlsoAfterAMergeAndARestart() throws Exception {
        test.commit(CORP, ADA, CYD, DAN);
        cycle("1", BOB);
        test.clock.advance(Duration.ofHours(13));
        test.store.mergeDue();
        test.reopen();
        cycle("2");
        damageNewestSegment();
        test.reopen();
        assertDamage("is served as");
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, CYD, DAN));
    }

    @Test
    void thePredecessorGoesWithTheDataRemovedSinceWithinADay() throws Exception {
        test.commit(CORP, ADA, BOB, CYD);
        test.change(CORP, List.of(), BOB.objectGuid());
        for (int hour = 0; hour < 24; hour++) {
            test.clock.advance(Duration.ofHours(1));
            test.change(CORP, List.of());
            test.store.mergeDue();
        }
        assertThat(test.files()).filteredOn(name -> name.endsWith(".dbm")).hasSize(1);
        assertThat(test.files()).doesNotContain("manifest.previous.json");
        test.reopen();
        assertThat(test.store.damage()).isEmpty();
        assertThat(test.read(CORP)).isEqualTo(byGuid(ADA, CYD));
    }

    private void damageNewestSegment() throws IOException {
        Manifest manifest = ManifestJson.read(Files.readAllBytes(data.resolve("manifest.json")));
        List<Segment> segments =
                Objects.requireNonNull(manifest.connections().get(CORP)).segments();
        Path file = data.resolve(segments.get(segments.size() - 1).file());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }
}
