package org.adcache.cli.client;

import java.util.OptionalInt;
import org.adcache.api.RunDocument;

/** Progress of a run in one line: {@code corp: reading, 1200 of 10000 read, 3100 a second, 3 s left}. */
public final class SyncProgress {
    private SyncProgress() {}

    public static String text(RunDocument run) {
        return run.connection() + ": " + withoutConnection(run);
    }

    /** Progress of a run whose connection is known. */
    public static String withoutConnection(RunDocument run) {
        return run.phase().replace('-', ' ') + ", " + run.read()
                + number(" of ", expected(run), "") + " read" + number(", ", run.readPerSecond(), " a second")
                + number(", ", run.secondsLeft(), " s left");
    }

    /** What is expected is the size of the copy, which the directory may have outgrown. */
    private static OptionalInt expected(RunDocument run) {
        return run.expected().isPresent() && run.read() > run.expected().getAsInt()
                ? OptionalInt.empty()
                : run.expected();
    }

    private static String number(String before, OptionalInt number, String after) {
        return number.isPresent() ? before + number.getAsInt() + after : "";
    }
}
