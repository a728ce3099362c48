package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.adcache.config.AdcacheConfig;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random reloads, compared with a service that was started with the last configuration. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(300)
class RandomReloadsTest {
    @TempDir
    static Path shared;

    private static SimulatedDirectory directory;

    @TempDir
    Path temp;

    @BeforeAll
    static void startDirectory() throws Exception {
        directory = ReloadConfigs.directory(shared.resolve("directory"));
    }

    @AfterAll
    static void stopDirectory() throws Exception {
        directory.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void answerLikeAFreshStart(long seed) throws Exception {
        compare(seed, 5);
    }

    @Slow
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void answerLikeAFreshStartAfterMany(long seed) throws Exception {
        compare(seed, 20);
    }

    private void compare(long seed, int reloads) throws Exception {
        Random random = new Random(seed);
        ReloadConfigs configs = new ReloadConfigs(directory, temp.resolve("reloaded"));
        List<ReloadConfigs.Unit> units = units(random, configs);
        Duration maxAge = maxAge(random);
        Map<String, String> reloaded;
        try (RunningService service = RunningService.start(configs.of(maxAge, units))) {
            for (int i = 0; i < reloads; i++) {
                if (random.nextInt(3) == 0) {
                    service.awaitSynced();
                }
                units = units(random, configs);
                maxAge = maxAge(random);
                RunningService.Got got = service.reload(configs.of(maxAge, units));
                assertThat(got.problem()).as("reload %d of seed %d", i, seed).isEmpty();
            }
            service.awaitSynced();
            reloaded = service.answers(ReloadConfigs.keys());
        }
        assertThat(reloaded)
                .as("seed %d, fresh", seed)
                .isEqualTo(fresh(configs.in(temp.resolve("fresh")), maxAge, units));
        assertThat(reloaded).as("seed %d, restarted", seed).isEqualTo(fresh(configs, maxAge, units));
    }

    private static Map<String, String> fresh(ReloadConfigs configs, Duration maxAge, List<ReloadConfigs.Unit> units)
            throws Exception {
        AdcacheConfig config = configs.of(maxAge, units);
        try (RunningService service = RunningService.start(config)) {
            service.awaitSynced();
            return service.answers(ReloadConfigs.keys());
        }
    }

    private static Duration maxAge(Random random) {
        return Duration.ofHours(1 + random.nextInt(3));
    }

    private static List<ReloadConfigs.Unit> units(Random random, ReloadConfigs configs) {
        List<ReloadConfigs.Unit> units = new ArrayList<>();
        for (String id : ReloadConfigs.UNITS) {
            if (random.nextInt(4) > 0) {
                units.add(unit(random, configs.unit(id)));
            }
        }
        return units;
    }

    private static ReloadConfigs.Unit unit(Random random, ReloadConfigs.Unit unit) {
        if (random.nextBoolean()) {
            unit.inner();
        }
        if (random.nextInt(3) == 0) {
            unit.withoutGroups();
        }
        if (random.nextInt(3) == 0) {
            unit.extra("department");
        }
        return unit.every(Duration.ofMinutes(10L + random.nextInt(3)));
    }
}
