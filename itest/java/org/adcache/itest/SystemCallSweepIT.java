package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Short form of {@code itest/sweep}: a sample of the faults. */
class SystemCallSweepIT {
    private static final int EVERY = 29;
    private static final Duration LONGEST = Duration.ofSeconds(35);

    private static final int SHORT_ROUNDS = 3;

    @TempDir
    Path temp;

    @Test
    void noFailedSystemCallBreaksAPromise() throws Exception {
        assumeTrue(SystemCallFault.possible(), "strace is not installed, or may not trace");
        Deadline deadline = Deadline.in(LONGEST);
        Map<SystemCallSweep.Phase, SystemCallSweep.Tally> tallies =
                new SystemCallSweep(temp, EVERY, () -> !deadline.isOver()).run();
        System.out.print(SystemCallSweep.table(tallies));
        assertThat(tallies).allSatisfy((phase, tally) -> {
            assertThat(tally.broken).isEmpty();
            assertThat(tally.faults).isPositive();
        });
    }

    @Test
    void shortWritesChangeNothing() throws Exception {
        String fault = "enable_random name=posix/io/rw/%s/reduce,probability=0.5";
        Process process = new ProcessBuilder(
                        "fiu-run",
                        "-x",
                        "-c",
                        fault.formatted("pwrite"),
                        "-c",
                        fault.formatted("write"),
                        "java",
                        "-Xmx300m",
                        "-Djava.io.tmpdir=" + temp,
                        "-cp",
                        System.getProperty("java.class.path"),
                        ShortTransfers.class.getName(),
                        Integer.toString(SHORT_ROUNDS))
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        assertThat(output).contains("nothing failed");
    }
}
