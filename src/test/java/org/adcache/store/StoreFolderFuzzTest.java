package org.adcache.store;

import static org.adcache.store.TestStore.CORP;
import static org.adcache.store.TestStore.byGuid;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.testing.FuzzTarget;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/**
 * A data folder of two generations and an index image, of which any bytes of any files change while no process has it
 * open: manifests, segments, the image, the key. A start never fails, serves a whole generation or none, and says so
 * unless it is the newest.
 */
@FuzzTarget
class StoreFolderFuzzTest {
    private static final int MOST_CHANGES = 4;
    private static final Account ADA = Accounts.user(CORP, 1, "Ada");
    private static final Account BOB = Accounts.user(CORP, 2, "Bob");
    private static final Account CYD = Accounts.user(CORP, 3, "Cyd");
    private static final Map<ObjectGuid, Account> OLDER = byGuid(ADA, BOB);
    private static final Map<ObjectGuid, Account> NEWEST = byGuid(ADA, CYD);

    @TempDir
    static Path temp;

    private static final Map<String, byte[]> FILES = new TreeMap<>();
    private static Generation newest = Generation.NONE;

    @BeforeAll
    static void fill() throws Exception {
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            test.commit(CORP, ADA, BOB);
            newest = test.change(CORP, List.of(CYD), BOB.objectGuid()).generation();
            test.saveImage("image");
            for (String name : test.files()) {
                FILES.put(name, Files.readAllBytes(test.path.resolve(name)));
            }
        }
    }

    @FuzzTest
    void open(FuzzedDataProvider input) throws Exception {
        boolean commits = input.consumeBoolean();
        Map<String, byte[]> files = new TreeMap<>(FILES);
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < MOST_CHANGES && input.remainingBytes() > 0; i++) {
            changes.add(change(files, input));
        }
        write(files);
        try (TestStore test = new TestStore(temp.resolve("data"))) {
            boolean cached = test.store.current().connections().containsKey(CORP);
            Map<ObjectGuid, Account> read = cached ? test.read(CORP) : Map.of();
            assertThat(read).as("after %s", changes).isIn(NEWEST, OLDER, Map.of());
            assertThat(test.store.damage().isPresent() || read.equals(NEWEST))
                    .as("%d accounts after %s are reported as damage", read.size(), changes)
                    .isTrue();
            assertImageIsWholeOrNone(test);
            if (commits) {
                assertThat(test.commit(CORP, ADA, BOB, CYD).generation()).isGreaterThan(newest);
                assertThat(test.read(CORP)).hasSize(3);
            }
        }
    }

    private static String change(Map<String, byte[]> files, FuzzedDataProvider input) {
        List<String> names = List.copyOf(FILES.keySet());
        String name = input.pickValue(names);
        String other = input.pickValue(names);
        byte[] content = files.getOrDefault(name, new byte[0]);
        int from = input.consumeInt(0, content.length);
        int length = input.consumeInt(1, 100);
        int change = input.consumeInt(0, 5);
        switch (change) {
            case 0 -> files.remove(name);
            case 1 -> files.put(name, Arrays.copyOf(content, from));
            case 2 -> files.put(name, FILES.get(other));
            case 3 -> files.put(name, zeroed(content, from, length));
            case 4 -> files.put(name, Arrays.copyOf(content, content.length + length));
            default -> files.put(name, flipped(content, from, length));
        }
        return List.of(
                                "removal",
                                "cut at " + from,
                                "content of " + other,
                                "zeros at " + from,
                                "longer",
                                "flip at " + from)
                        .get(change)
                + " of " + name;
    }

    private static byte[] zeroed(byte[] content, int from, int length) {
        byte[] changed = content.clone();
        Arrays.fill(changed, from, Math.min(changed.length, from + length), (byte) 0);
        return changed;
    }

    private static byte[] flipped(byte[] content, int at, int bits) {
        byte[] changed = content.clone();
        if (at < changed.length) {
            changed[at] ^= (byte) bits;
        }
        return changed;
    }

    private static void write(Map<String, byte[]> files) throws IOException {
        Path data = temp.resolve("data");
        try (Stream<Path> old = Files.walk(data)) {
            for (Path file : old.filter(Files::isRegularFile).toList()) {
                Files.delete(file);
            }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path path = data.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue());
        }
    }

    private static void assertImageIsWholeOrNone(TestStore test) {
        try {
            test.image().ifPresent(image -> assertThat(image).isEqualTo("image"));
        } catch (StoreException e) {
            assertThat(e.problem().detail()).contains("image");
        }
    }
}
