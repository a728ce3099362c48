package org.adcache.store.manifest;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.DOMAIN;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.Generation;
import org.adcache.encoding.Sha256;
import org.adcache.store.AccountCounts;
import org.adcache.store.Accounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ChangeDraft;
import org.adcache.store.ConnectionState;
import org.adcache.store.StoreView;
import org.adcache.store.SyncPoint;
import org.adcache.store.TestStore;
import org.adcache.store.Unvisited;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ReadScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ManifestJsonTest {
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    private Path temp;

    @Test
    void theSyncPointIsThereAfterARestart() throws Exception {
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            test.commit(CORP, ADA);
            SyncPoint point = new SyncPoint(
                            DOMAIN,
                            test.clock.instant().plusSeconds(60),
                            test.clock.instant(),
                            Optional.of("dirsync:AAECAw==\n\"quoted\""),
                            7)
                    .with(Optional.of(new ReadConfiguration(
                            "0123",
                            ReadScope.of("corp.example", Optional.of("OU=x"), false, true, List.of("mail", "x")))));
            Generation generation = test.store.current().generation();
            try (ChangeDraft draft = test.store.beginChanges(CORP, test.epoch)) {
                assertThat(draft.commit(point).generation()).isEqualTo(generation);
            }
            test.reopen();
            assertThat(Objects.requireNonNull(test.store.current().connections().get(CORP))
                            .point())
                    .isEqualTo(point);
        }
    }

    @Test
    void aManifestOfTheVersionBeforeOpensAndTheNextFullReadCountsAttributes() throws Exception {
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            test.commit(CORP, ADA, BOB);
            Generation generation = test.store.current().generation();
            test.store.close();
            writeAsTheVersionBefore(test.path.resolve("manifest.json"));
            Files.delete(test.path.resolve("keys/corp-1.mark"));
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            StoreView view = test.store.current();
            assertThat(view.connections().get(CORP))
                    .isEqualTo(new ConnectionState(
                            SyncPoint.full(DOMAIN, test.clock.instant(), 0),
                            new AccountCounts(2, 0, 0),
                            AttributeCounts.NONE));
            assertThat(Objects.requireNonNull(view.connections().get(CORP)).attributesKnown())
                    .isFalse();
            assertThat(test.path.resolve("keys/corp-1.mark")).exists();
            test.reopen();
            assertThat(test.store.damage()).isEmpty();
            assertThat(view.forEachSince(generation, new Unvisited())).isTrue();
            assertThat(view.forEachSince(Generation.NONE, new Unvisited())).isFalse();

            test.clock.advance(Duration.ofMinutes(5));
            test.change(CORP, List.of(), BOB.objectGuid());
            assertThat(Objects.requireNonNull(test.store.current().connections().get(CORP))
                            .attributes())
                    .isEqualTo(AttributeCounts.NONE);
            test.commit(CORP, ADA);
            assertThat(Objects.requireNonNull(test.store.current().connections().get(CORP))
                            .attributes())
                    .isEqualTo(Accounts.attributes(List.of(ADA)));
        }
    }

    private static void writeAsTheVersionBefore(Path file) throws Exception {
        ObjectNode whole = (ObjectNode) JSON.readTree(Files.readAllBytes(file));
        ObjectNode content = (ObjectNode) whole.required("manifest");
        whole.remove("macs");
        content.remove(List.of("serial", "toldSince"));
        for (JsonNode connection : content.required("connections")) {
            ((ObjectNode) connection).remove(List.of("reconciledAt", "cursor", "attributes"));
            connection.required("segments").forEach(segment -> ((ObjectNode) segment).remove("generation"));
        }
        whole.put("sha256", Sha256.hex(JSON.writeValueAsBytes(content)));
        Files.write(file, JSON.writeValueAsBytes(whole));
    }
}
