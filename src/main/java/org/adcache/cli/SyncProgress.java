package org.adcache.cli;

import tools.jackson.databind.JsonNode;

/** A run in one line: {@code corp: reading, 1200 of 10000 read}. */
final class SyncProgress {
    private SyncProgress() {}

    static String text(JsonNode run) {
        String expected = run.has("expected") ? " of " + run.path("expected").asString() : "";
        return run.path("connection").asString() + ": " + run.path("phase").asString() + ", "
                + run.path("read").asString("0") + expected + " read";
    }
}
