package org.adcache.integration;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import org.adcache.testing.FuzzTarget;
import org.adcache.testing.TestClock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@FuzzTarget
class IntegrationFileFuzzTest {
    private static final TestClock CLOCK = new TestClock();

    @TempDir
    static Path temp;

    private static DataFolder folder;

    @BeforeAll
    static void open() throws Exception {
        Files.createDirectories(temp.resolve("keys"));
        folder = DataFolder.open(temp);
    }

    @AfterAll
    static void close() {
        folder.close();
    }

    @FuzzTest
    void load(byte[] input) throws IOException, StoreException {
        Files.write(temp.resolve("integration.json"), input);
        try (IntegrationFile file = new IntegrationFile(folder, CLOCK)) {
            IntegrationFile.Loaded loaded = file.load();
            IntegrationState state = loaded.state();
            assertThat(state.epoch().number()).isPositive();
            assertThat(state.floor().number()).isNotNegative();
            if (loaded.damage().isPresent()) {
                assertThat(state.enabled()).isFalse();
                return;
            }
            file.save(state);
            assertThat(file.load()).isEqualTo(loaded);
            assertThat(state.wipeStarted(CLOCK.instant(), state.floor(), 0).epoch())
                    .isGreaterThan(state.epoch());
        }
    }
}
