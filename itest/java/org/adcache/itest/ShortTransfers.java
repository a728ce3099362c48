package org.adcache.itest;

import java.nio.file.Files;
import java.nio.file.Path;
import org.adcache.testing.TestClock;

/**
 * Commits, merges, images and wipes in a process whose writes transfer fewer bytes than they were asked to, as the
 * kernel may do at any time; {@code itest/sweep} starts it under libfiu. Nothing may fail, and after each round
 * a start finds what was committed.
 */
final class ShortTransfers {
    private ShortTransfers() {}

    public static void main(String[] arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        Path data = Files.createTempDirectory("adcache-short").resolve("data");
        TestClock clock = new TestClock();
        for (int round = 1; round <= rounds; round++) {
            try (SweptService service = SweptService.start(data, clock)) {
                service.integration.enable();
                service.commitAll(2 * round);
                service.commitChanges(2 * round + 1);
                service.merge();
                service.saveImage();
            }
            try (SweptService service = SweptService.start(data, clock)) {
                int expected = 2 * round + 1;
                if (service.number() != expected || service.answered() != expected || !service.damage.isEmpty()) {
                    throw new AssertionError("round " + round + ": " + service.number() + ", " + service.damage);
                }
                if (round % 3 == 0) {
                    service.integration.disable();
                }
            }
        }
        System.out.println("short transfers: " + rounds + " rounds, nothing failed");
    }
}
