package org.adcache.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.auth.Principal;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.Reloader;

/** Reload that removes a connection each time, unless it refuses. */
public final class FakeReloader implements Reloader {
    public volatile List<RefusedConfiguration.Item> problems = List.of();
    private final List<String> callers = new CopyOnWriteArrayList<>();
    private int reloads;

    @Override
    public synchronized ReloadDocument reload(Principal caller, Optional<InetAddress> from)
            throws ConfigurationRefusedException {
        callers.add(caller.name().orElse(caller.id()) + " from "
                + from.map(InetAddress::getHostAddress).orElse("this machine"));
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

    /** Who asked for a reload, as {@code ops from 127.0.0.1}. */
    public List<String> callers() {
        return callers;
    }

    public synchronized int reloads() {
        return reloads;
    }
}
