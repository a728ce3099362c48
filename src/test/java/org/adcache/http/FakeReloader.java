package org.adcache.http;

import java.util.List;
import java.util.Optional;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.Reloader;

/** Reload that removes a connection each time, unless it refuses. */
public final class FakeReloader implements Reloader {
    public volatile List<RefusedConfiguration.Item> problems = List.of();
    private int reloads;

    @Override
    public synchronized ReloadDocument reload() throws ConfigurationRefusedException {
        if (!problems.isEmpty()) {
            throw new ConfigurationRefusedException(problems);
        }
        reloads++;
        return new ReloadDocument(List.of(new ReloadDocument.Change(
                "adcache.connections.corp",
                "removed",
                "Its data is deleted: 400 accounts in 3 files.",
                Optional.of(new ReloadDocument.Wiped(400, 3, 1 << 20)),
                Optional.empty())));
    }

    public synchronized int reloads() {
        return reloads;
    }
}
