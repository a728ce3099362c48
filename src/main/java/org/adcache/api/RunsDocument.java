package org.adcache.api;

import java.util.List;

/** Sync cycles, the newest first: {@code /v1/sync}. */
public record RunsDocument(List<RunDocument> runs) implements Document {
    public RunsDocument {
        runs = List.copyOf(runs);
    }
}
