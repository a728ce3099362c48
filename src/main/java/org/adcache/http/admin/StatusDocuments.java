package org.adcache.http.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.ReadableShare;
import org.adcache.api.BudgetDocument;
import org.adcache.api.CacheDocument;
import org.adcache.api.ConnectionDocument;
import org.adcache.api.DeletedObjectsDocument;
import org.adcache.api.FailureDocument;
import org.adcache.api.HeldDocument;
import org.adcache.api.SecondOpinionDocument;
import org.adcache.budget.Budget;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DeletedObjects;
import org.adcache.directory.IgnoredReason;
import org.adcache.http.query.AccountJson;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Freshness;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.ServerReport;
import org.adcache.sync.SyncRun;

/** Mapping from the records of cache and connections to documents. */
final class StatusDocuments {
    private StatusDocuments() {}

    static CacheDocument cache(CacheSummary summary, Freshness freshness, boolean usable, long bytesOnDisk) {
        return new CacheDocument(
                summary.users() + summary.contacts() + summary.groups(),
                summary.users(),
                summary.contacts(),
                summary.groups(),
                summary.addresses(),
                freshness.generation().number(),
                freshness.asOf(),
                bytesOnDisk,
                ifTrue(freshness.stale()),
                ifTrue(!usable));
    }

    private static Optional<Boolean> ifTrue(boolean flag) {
        return flag ? Optional.of(true) : Optional.empty();
    }

    static List<BudgetDocument> budgets(List<Budget> budgets) {
        return budgets.stream()
                .map(Budget::reading)
                .map(reading -> new BudgetDocument(reading.key(), reading.limit(), reading.inUse(), reading.refused()))
                .toList();
    }

    static ConnectionDocument connection(
            ConnectionStatus status, Optional<SyncRun> running, CacheSummary summary, Instant now) {
        return new ConnectionDocument(
                status.id().value(),
                status.domain(),
                status.server().map(ServerReport::server),
                status.server().map(StatusDocuments::feed),
                status.server().map(server -> deletedObjects(server, status.domain())),
                status.lastSuccess(),
                status.lastReconciliation(),
                status.lastError().map(StatusDocuments::failure),
                status.nextRun(),
                running.map(RunDocuments::of),
                status.accounts().map(StatusDocuments::accounts),
                summary.duplicates().getOrDefault(status.id(), 0),
                Optional.ofNullable(summary.incompleteGroups().get(status.id())),
                Optional.of(status.ignored().getOrDefault(IgnoredReason.NO_ADDRESS, 0)),
                ignored(status.ignored()),
                unreadable(status.unreadable()),
                status.held().map(held -> held(held, now)));
    }

    private static ConnectionDocument.Accounts accounts(ConnectionStatus.Accounts counts) {
        return new ConnectionDocument.Accounts(counts.users(), counts.contacts(), counts.groups());
    }

    private static Optional<List<ConnectionDocument.Unreadable>> unreadable(List<ReadableShare> shares) {
        return shares.isEmpty()
                ? Optional.empty()
                : Optional.of(shares.stream()
                        .map(one -> new ConnectionDocument.Unreadable(one.type().label(), one.attribute(), one.share()))
                        .toList());
    }

    private static Optional<List<ConnectionDocument.Ignored>> ignored(Map<IgnoredReason, Integer> counts) {
        return counts.isEmpty()
                ? Optional.empty()
                : Optional.of(counts.entrySet().stream()
                        .map(entry ->
                                new ConnectionDocument.Ignored(entry.getKey().label(), entry.getValue()))
                        .toList());
    }

    private static ConnectionDocument.Feed feed(ServerReport server) {
        ChangeFeed feed = server.feed();
        String method = feed == ChangeFeed.NONE ? "full" : AccountJson.label(feed);
        return new ConnectionDocument.Feed(method, server.feedReason());
    }

    private static DeletedObjectsDocument deletedObjects(ServerReport server, String domain) {
        if (server.readsDeletedObjects()) {
            return new DeletedObjectsDocument(true, Optional.empty(), Optional.empty());
        }
        DeletedObjects container = DeletedObjects.of(domain);
        return new DeletedObjectsDocument(
                false, Optional.of(container.unreadable()), Optional.of(container.grant(server.serviceAccount())));
    }

    private static FailureDocument failure(ConnectionStatus.Failure failure) {
        return new FailureDocument(
                failure.at(),
                failure.problem().type().code(),
                failure.problem().detail(),
                failure.problem().remedy());
    }

    private static HeldDocument held(HeldDraft held, Instant now) {
        return new HeldDocument(
                held.heldAt(),
                held.problem().type().code(),
                held.problem().detail(),
                held.problem().remedy(),
                held.added(),
                held.changed(),
                held.removed(),
                held.secondOpinion().map(StatusDocuments::secondOpinion),
                held.removedSample().stream()
                        .map(account -> AccountDocuments.of(account, now))
                        .toList());
    }

    private static SecondOpinionDocument secondOpinion(HeldDraft.SecondOpinion opinion) {
        return new SecondOpinionDocument(opinion.server(), opinion.asked(), opinion.visible());
    }
}
