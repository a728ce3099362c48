package org.adcache.sync;

import java.util.Optional;
import org.adcache.directory.ChangeFeed;

/**
 * Domain controller of the last cycle, and how it reports changes.
 *
 * @param server {@code host:port}
 * @param feed the change feed that the next cycle uses
 * @param feedReason why no better feed is used, as a sentence; empty if none is better
 * @param readsDeletedObjects whether deletions are seen at once, and not only at the next reconciliation
 * @param serviceAccount who reads, for instance {@code CORP\svc-adcache}
 */
public record ServerReport(
        String server,
        ChangeFeed feed,
        Optional<String> feedReason,
        boolean readsDeletedObjects,
        String serviceAccount) {}
