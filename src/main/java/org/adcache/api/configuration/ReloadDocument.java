package org.adcache.api.configuration;

import java.util.List;
import java.util.Optional;
import org.adcache.api.Document;
import org.adcache.api.ReportedProblem;

/** What a reload of the configuration changed, empty if nothing: {@code POST /v1/reload}. */
public record ReloadDocument(List<Change> changed) implements Document {
    /**
     * A change.
     *
     * @param key the full key, such as {@code adcache.connections.corp}
     * @param change what happened to it: it was added, changed or removed
     * @param effect one sentence
     * @param wiped what was deleted of a connection that was removed
     * @param problem why something of it is still there; it is tried again
     */
    public record Change(
            String key, String change, String effect, Optional<Wiped> wiped, Optional<ReportedProblem> problem) {}

    /** Counts of what was deleted of a connection. */
    public record Wiped(int accounts, int files, long bytes) {}
}
