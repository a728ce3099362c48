package org.adcache.cli;

import tools.jackson.databind.JsonNode;

/** A run in one line: {@code corp: reading, 1200 of 10000 read, 3100 a second, 3 s left}. */
final class SyncProgress {
    private SyncProgress() {}

    static String text(JsonNode run) {
        String expected = run.has("expected") ? " of " + run.path("expected").asString() : "";
        String rate =
                run.has("readPerSecond") ? ", " + run.path("readPerSecond").asString() + " a second" : "";
        String left = run.has("secondsLeft") ? ", " + run.path("secondsLeft").asString() + " s left" : "";
        return run.path("connection").asString() + ": "
                + run.path("phase").asString().replace('-', ' ') + ", "
                + run.path("read").asString("0") + expected + " read" + rate + left;
    }
}
