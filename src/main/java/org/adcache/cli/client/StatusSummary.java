package org.adcache.cli.client;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adcache.api.ConnectionDocument;
import org.adcache.api.StatusDocument;
import org.adcache.cli.terminal.Exit;

/** What of a status demands attention, in the order in which it hurts, and the exit code that says so. */
public final class StatusSummary {
    private final StatusDocument status;
    private final Function<Instant, String> time;

    /** @param time text of a time */
    public StatusSummary(StatusDocument status, Function<Instant, String> time) {
        this.status = status;
        this.time = time;
    }

    /** Without a usable copy 75, else 1 if the syncs of a connection fail. */
    public Exit exit() {
        if (isUnusable()) {
            return Exit.UNKNOWN;
        }
        return status.connections().stream()
                        .anyMatch(connection -> connection.lastError().isPresent())
                ? Exit.CHECK_FAILED
                : Exit.OK;
    }

    /** Sentences; none if all is well. */
    public List<String> attention() {
        List<String> sentences = new ArrayList<>();
        if (isUnusable()) {
            sentences.add(unusable());
        } else if (status.cache().stale().orElse(false)) {
            sentences.add("Answers are stale: " + age() + "older than max-age.");
        }
        status.connections().forEach(connection -> add(connection, sentences));
        return sentences;
    }

    private void add(ConnectionDocument connection, List<String> sentences) {
        connection
                .lastError()
                .ifPresent(error -> sentences.add("The syncs of " + connection.id() + " have failed since "
                        + time.apply(error.at()) + ": " + error.detail()));
        if (connection.lastSuccess().isEmpty() && !isUnusable()) {
            sentences.add(connection.id() + " was never synced, so whoever is not found is unknown.");
        }
        if (connection.held().isPresent()) {
            sentences.add("A result of " + connection.id() + " is held, and waits for a decision.");
        }
    }

    private boolean isUnusable() {
        return !status.integration().enabled()
                || status.cache().unusable().orElse(status.cache().asOf().isEmpty());
    }

    private String unusable() {
        if (!status.integration().enabled()) {
            return "All answers are unknown: the integration is off.";
        }
        return "All answers are unknown: "
                + (status.cache().asOf().isEmpty()
                        ? "no sync has succeeded yet."
                        : age() + "older than unknown-after.");
    }

    /** The oldest copy, which makes answers stale. */
    private String age() {
        Optional<ConnectionDocument> oldest = status.connections().stream()
                .filter(connection -> connection.lastSuccess().isPresent())
                .min(Comparator.comparing(connection -> connection.lastSuccess().orElseThrow()));
        return oldest.map(connection -> "the copy of " + connection.id() + " is of "
                        + time.apply(connection.lastSuccess().orElseThrow()) + ", ")
                .orElse("the copy is ");
    }
}
