package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ChangeCursor;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.FeedChoice;
import org.adcache.directory.KnownAccounts;
import org.adcache.directory.ReportedChanges;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.connect.ReplicaState;
import org.adcache.directory.connect.ServerUnavailable;
import org.adcache.directory.read.DnCheck;
import org.adcache.directory.read.PagedSearch;
import org.adcache.directory.read.Subtree;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reader of one server's changes. The server's replication state is read before each search, so that changes in
 * between are reported twice rather than never.
 *
 * <p>An object that changes during a search may move out of its way, because servers go through the changes in the
 * order of {@code uSNChanged}: then not even its earlier change is reported. So the changes made meanwhile are searched
 * for too.
 */
public final class FeedReader {
    private static final Logger log = LoggerFactory.getLogger(FeedReader.class);
    private static final Duration DEFAULT_TOMBSTONE_LIFETIME = Duration.ofDays(60);
    private static final Duration SURELY_YOUNG = Duration.ofDays(1);
    /** Searches in one cycle. Each finds what changed during the one before, so that they become shorter. */
    private static final int MOST_SEARCHES = 4;

    private final DirectoryConfig config;
    private final DomainProbe.ProbedDomain found;
    private final ServerAddress server;
    private final String fingerprint;
    private final DomainProbe probe;
    private final DirSyncSearch dirSync;
    private final PagedSearch search;
    private final ObjectsByGuid objects;
    private final DirectoryMemory memory;
    private final FeedSelector selector;
    private final Clock clock;
    private @Nullable Start start;

    public FeedReader(
            DirectoryConfig config,
            DomainProbe.ProbedDomain found,
            ServerAddress server,
            String fingerprint,
            DomainProbe probe,
            DirSyncSearch dirSync,
            PagedSearch search,
            ObjectsByGuid objects,
            DirectoryMemory memory,
            Clock clock) {
        this.config = config;
        this.found = found;
        this.server = server;
        this.fingerprint = fingerprint;
        this.probe = probe;
        this.dirSync = dirSync;
        this.search = search;
        this.objects = objects;
        this.memory = memory;
        this.selector = new FeedSelector(config, found, server, dirSync, objects, memory.trials());
        this.clock = clock;
    }

    /**
     * Positions of the feeds before a full read.
     *
     * @param cookie empty if DirSync can't be used
     */
    private record Start(ReplicaState state, Optional<String> cookie, Instant time) {}

    /** Notes the current positions of the feeds, and where the containers are at these positions. */
    public void begin() throws ProblemException {
        if (selector.permitted().isEmpty()) {
            return;
        }
        ReplicaState state = probe.replica();
        Optional<String> cookie = now();
        learnContainers(state);
        start = new Start(state, cookie, clock.instant());
    }

    private Optional<String> now() throws ProblemException {
        if (!selector.permitted().contains(ChangeFeed.DIRSYNC)
                || !selector.offersDirSync()
                || selector.knownFailure(ChangeFeed.DIRSYNC).isPresent()) {
            return Optional.empty();
        }
        try {
            return Optional.of(dirSync.now());
        } catch (LDAPException e) {
            if (dirSync.isBroken(e)) {
                throw LdapProblems.of("Asking by DirSync for the present state", server.toString(), e);
            }
            selector.dirSyncRefused(e);
            return Optional.empty();
        } catch (ProblemException e) {
            selector.note(
                    ChangeFeed.DIRSYNC,
                    Optional.of(FeedSelector.dirSyncUnusable(e).orElseThrow(() -> e)));
            return Optional.empty();
        }
    }

    /**
     * The position at {@link #begin} of the first permitted feed that finds known accounts; empty if none does.
     *
     * @param known accounts that were just read
     */
    public Optional<FeedPosition> select(KnownAccounts known) throws ProblemException {
        Start from = start;
        if (from == null) {
            return Optional.empty();
        }
        if (!from.state().isKnown()) {
            selector.note(
                    ChangeFeed.USN,
                    Optional.of(server + " does not reveal its invocationId, so uSNChanged can't be used."));
        }
        for (ChangeFeed feed : selector.permitted()) {
            if (selector.failure(feed, known).isEmpty()) {
                return Optional.of(position(feed, from));
            }
        }
        return Optional.empty();
    }

    private FeedPosition position(ChangeFeed feed, Start from) {
        return new FeedPosition(
                feed,
                server.host(),
                from.state().invocationId(),
                from.state().highestUsn(),
                from.state().highestUsn(),
                fingerprint,
                from.time(),
                feed == ChangeFeed.DIRSYNC ? from.cookie() : Optional.empty());
    }

    /** Why no better feed than this one is used; empty if none is better, or none was tried. */
    public Optional<String> reason(ChangeFeed used) {
        return selector.reason(used);
    }

    /** Records where the containers are, if a feed needs it. */
    public void learnContainers() throws ProblemException {
        if (!selector.permitted().isEmpty()) {
            learnContainers(probe.replica());
        }
    }

    private void learnContainers(ReplicaState state) throws ProblemException {
        boolean byUsn = selector.permitted().contains(ChangeFeed.USN) && !selector.isProven(ChangeFeed.DIRSYNC);
        if (byUsn || isPartOfTheDomain()) {
            memory.containers().learn(state, objects.containers());
        }
    }

    private boolean isPartOfTheDomain() {
        return config.searchBase().isPresent() && !baseKey().equals(new DistinguishedName(found.namingContext()).key());
    }

    private String baseKey() {
        return new DistinguishedName(config.searchBase().orElse(found.namingContext())).key();
    }

    public ReportedChanges since(ChangeCursor cursor, KnownAccounts known, boolean readsDeleted)
            throws ProblemException {
        Optional<FeedPosition> parsed = FeedPosition.parse(cursor);
        Optional<String> useless = parsed.isEmpty() ? Optional.of(UNREADABLE) : useless(parsed.get());
        if (useless.isPresent()) {
            return new ReportedChanges.Lost(useless.get());
        }
        FeedPosition position = parsed.orElseThrow();
        for (ChangeFeed feed : selector.permitted()) {
            Optional<String> failure = selector.failure(feed, known);
            if (feed == position.feed()) {
                if (failure.isPresent()) {
                    return new ReportedChanges.Lost(failure.get());
                }
                break;
            }
        }
        return position.feed() == ChangeFeed.DIRSYNC ? byDirSync(position) : byUsn(position, readsDeleted);
    }

    public ReportedChanges sinceReconciliation(ChangeCursor cursor, boolean readsDeleted) throws ProblemException {
        Optional<FeedPosition> parsed = FeedPosition.parse(cursor);
        if (parsed.isEmpty() || config.feed() == FeedChoice.FULL) {
            return new ReportedChanges.Lost(parsed.isEmpty() ? UNREADABLE : TURNED_OFF);
        }
        FeedPosition position = parsed.get();
        if (!position.fingerprint().equals(fingerprint)) {
            return new ReportedChanges.Lost(OTHER_FINGERPRINT);
        }
        ReplicaState state = probe.replica();
        if (position.reconciliationUsn() == FeedPosition.NEVER) {
            // The DirSync cookie came from another server, whose USNs mean nothing here: no cross-check this time.
            return new ReportedChanges.Known(
                    Set.of(),
                    Set.of(),
                    Set.of(),
                    position.withReconciliation(state.highestUsn()).cursor(),
                    List.of(),
                    false,
                    Optional.empty());
        }
        Optional<String> useless = uselessUsn(position, position.reconciliationUsn(), state);
        if (useless.isPresent()) {
            return new ReportedChanges.Lost(useless.get());
        }
        return usnSearch(
                position,
                position.reconciliationUsn(),
                state,
                reached -> position.withReconciliation(reached.highestUsn()),
                readsDeleted);
    }

    private static final String UNREADABLE = "The place in the change feed was written by another version of adcache.";
    private static final String TURNED_OFF = "The key sync.feed no longer allows this change feed.";
    private static final String OTHER_FINGERPRINT =
            "The account, the attributes or the part of the directory to be read are not those of the last sync.";

    private Optional<String> useless(FeedPosition position) {
        boolean allowed = switch (config.feed()) {
            case AUTO -> true;
            case DIRSYNC -> position.feed() == ChangeFeed.DIRSYNC;
            case USN -> position.feed() == ChangeFeed.USN;
            case FULL -> false;
        };
        if (!allowed) {
            return Optional.of(TURNED_OFF);
        }
        return position.fingerprint().equals(fingerprint) ? Optional.empty() : Optional.of(OTHER_FINGERPRINT);
    }

    private ReportedChanges byDirSync(FeedPosition position) throws ProblemException {
        ReplicaState state = probe.replica();
        boolean elsewhere = !position.server().equals(server.host());
        if (!elsewhere && !position.invocationId().equals(state.invocationId())) {
            return new ReportedChanges.Lost(server.host() + " has another database than at the last sync.");
        }
        if (!elsewhere && state.highestUsn() < position.feedUsn()) {
            return new ReportedChanges.Lost(setBack());
        }
        ChangeCollector collector = new ChangeCollector(new DnCheck(config.limits()));
        FeedPosition next;
        try {
            next = searchByDirSync(position, state, collector);
        } catch (TooManyChanges e) {
            return new ReportedChanges.Lost(tooMany());
        } catch (LDAPException e) {
            if (dirSync.isBroken(e)) {
                throw LdapProblems.of("Asking by DirSync what changed", server.toString(), e);
            }
            log.debug("{} refuses the cookie", server, e);
            selector.forget(ChangeFeed.DIRSYNC);
            return new ReportedChanges.Lost(
                    server + " refuses the place in its change feed where the last sync ended.");
        } catch (ProblemException e) {
            String reason = FeedSelector.dirSyncUnusable(e).orElseThrow(() -> e);
            selector.forget(ChangeFeed.DIRSYNC);
            return new ReportedChanges.Lost(reason);
        }
        collector.clear(objects.containersAmong(collector.unclear()));
        List<String> doubts = new ArrayList<>();
        if (elsewhere) {
            doubts.add("The last sync asked " + position.server() + ", this one " + server.host() + ".");
        }
        return known(collector, collector.containers(), position, position.feedUsn(), state, next, doubts);
    }

    private FeedPosition searchByDirSync(FeedPosition position, ReplicaState state, ChangeCollector collector)
            throws LDAPException, ProblemException {
        FeedPosition next = position;
        ReplicaState before = state;
        for (int searches = 1; searches <= MOST_SEARCHES; searches++) {
            Optional<String> cookie = dirSync.changes(
                    next.cookie(),
                    FeedClasses.all(config),
                    collector::dirSync,
                    collector::isTooMuch,
                    selector.attributes());
            if (cookie.isEmpty()) {
                throw new TooManyChanges();
            }
            next = position.withFeed(before, server.host(), clock.instant(), cookie);
            ReplicaState after = probe.replica();
            if (after.equals(before)) {
                break;
            }
            before = after;
        }
        return next;
    }

    private ReportedChanges byUsn(FeedPosition position, boolean readsDeleted) throws ProblemException {
        ReplicaState state = probe.replica();
        Optional<String> useless = uselessUsn(position, position.feedUsn(), state);
        if (useless.isPresent()) {
            return new ReportedChanges.Lost(useless.get());
        }
        return usnSearch(
                position,
                position.feedUsn(),
                state,
                reached -> position.withFeed(reached, server.host(), clock.instant(), Optional.empty()),
                readsDeleted);
    }

    private Optional<String> uselessUsn(FeedPosition position, long usn, ReplicaState state) {
        if (!position.server().equals(server.host())) {
            return Optional.of("The last sync asked " + position.server() + "; " + server.host()
                    + " numbers its changes otherwise.");
        }
        if (!state.isKnown() || !position.invocationId().equals(state.invocationId())) {
            return Optional.of(server.host() + " has another database than at the last sync.");
        }
        return state.highestUsn() < usn ? Optional.of(setBack()) : Optional.empty();
    }

    private String setBack() {
        return server.host() + " was set back: it counts fewer changes than at the last sync.";
    }

    private ReportedChanges usnSearch(
            FeedPosition position,
            long usn,
            ReplicaState state,
            Function<ReplicaState, FeedPosition> next,
            boolean readsDeleted)
            throws ProblemException {
        ChangeCollector collector = new ChangeCollector(new DnCheck(config.limits()));
        ReplicaState reached = state;
        long from = usn;
        try {
            for (int searches = 1; searches <= MOST_SEARCHES && reached.highestUsn() > from; searches++) {
                searchByUsn(from, new UsnPages(collector, usn), readsDeleted);
                ReplicaState after = probe.replica();
                boolean same = after.invocationId().equals(reached.invocationId());
                if (!same || searches == MOST_SEARCHES) {
                    break;
                }
                from = reached.highestUsn();
                reached = after;
            }
        } catch (TooManyChanges e) {
            return new ReportedChanges.Lost(tooMany());
        } catch (ServerUnavailable e) {
            // A busy server is not helped by reading everything; another may be free.
            throw e;
        } catch (ProblemException e) {
            String reason = selector.usnRefused(e).orElseThrow(() -> e);
            selector.forget(ChangeFeed.USN);
            return new ReportedChanges.Lost(reason);
        }
        Map<ObjectGuid, String> moved = collector.containers();
        moved.entrySet()
                .removeIf(container -> memory.containers()
                        .keyAt(position.invocationId(), usn, container.getKey())
                        .equals(Optional.of(container.getValue())));
        return known(collector, moved, position, usn, reached, next.apply(reached), new ArrayList<>());
    }

    private void searchByUsn(long usn, UsnPages pages, boolean readsDeleted) throws ProblemException {
        Filter since = Filter.createGreaterOrEqualFilter("uSNChanged", Long.toString(usn + 1));
        try {
            search.run(
                    PagedSearch.Query.below(
                            found.namingContext(),
                            Filter.createANDFilter(FeedClasses.all(config), since),
                            "objectGUID",
                            "objectClass",
                            "uSNCreated"),
                    pages);
        } catch (LDAPException e) {
            throw LdapProblems.of("Asking by uSNChanged what changed", server.toString(), e);
        }
        if (readsDeleted) {
            objects.deletedSince(since, pages.collector()::tombstone);
        }
    }

    private static final class TooManyChanges extends ProblemException {
        private static final long serialVersionUID = 1;

        TooManyChanges() {
            super(new Problem(ProblemType.SYNC_TOO_MANY_CHANGES, tooMany(), "Nothing: everything is read."));
        }
    }

    private record UsnPages(ChangeCollector collector, long usn) implements PagedSearch.Pages<SearchResultEntry> {
        @Override
        public SearchResultEntry receive(SearchResultEntry entry) {
            return entry;
        }

        @Override
        public void take(SearchResultEntry entry) throws ProblemException {
            Long created = entry.getAttributeValueAsLong("uSNCreated");
            collector.changed(entry, created != null && created > usn);
            if (collector.isTooMuch()) {
                throw new TooManyChanges();
            }
        }
    }

    private static String tooMany() {
        return String.format(
                Locale.ROOT,
                "More than %d objects changed since the last sync, so reading everything is cheaper.",
                ChangeCollector.MAX);
    }

    private ReportedChanges known(
            ChangeCollector collector,
            Map<ObjectGuid, String> moved,
            FeedPosition position,
            long usn,
            ReplicaState state,
            FeedPosition next,
            List<String> doubts)
            throws ProblemException {
        if (isPartOfTheDomain()
                && moved.entrySet().stream()
                        .anyMatch(container -> mayHaveLeft(
                                collector.isCreated(container.getKey()),
                                memory.containers().keyAt(position.invocationId(), usn, container.getKey()),
                                container.getValue()))) {
            doubts.add("A container outside the search base was renamed or moved, and may have been inside before.");
        }
        collector.containers().forEach((container, key) -> memory.containers().note(state, container, key));
        collector.deleted().forEach(memory.containers()::forget);
        overslept(position).ifPresent(doubts::add);
        return new ReportedChanges.Known(
                collector.changed(),
                collector.deleted(),
                new HashSet<>(moved.keySet()),
                next.cursor(),
                collector.ignored(),
                collector.foreignPrincipalDeleted(),
                doubts.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", doubts)));
    }

    /** Whether a container outside the search base was inside before, or may have been, and took accounts with it. */
    private boolean mayHaveLeft(boolean created, Optional<String> before, String now) {
        String base = baseKey();
        boolean apart = !Subtree.contains(base, now) && !Subtree.contains(now, base);
        return apart
                && !created
                && before.map(key -> Subtree.contains(base, key)).orElse(true);
    }

    private Optional<String> overslept(FeedPosition position) throws ProblemException {
        Duration age = Duration.between(position.time(), clock.instant());
        if (age.compareTo(SURELY_YOUNG) < 0) {
            return Optional.empty();
        }
        Optional<Duration> lifetime = found.configuration().isPresent()
                ? probe.tombstoneLifetime(found.configuration().get())
                : Optional.empty();
        Duration trusted = lifetime.orElse(DEFAULT_TOMBSTONE_LIFETIME).dividedBy(2);
        return age.compareTo(trusted) > 0
                ? Optional.of("The last sync was " + age.toDays() + " days ago; the domain forgets deletions in time.")
                : Optional.empty();
    }
}
