package org.adcache.directory.feed;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.adcache.account.ObjectGuid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ChangeFeed;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.KnownAccounts;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.directory.connect.LdapProblems;
import org.adcache.directory.read.AccountMapper;
import org.adcache.directory.read.GuidFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selection of a server's feed by trial: a feed is used if it returns accounts that exist when asked for them by its
 * own filter. A filter on an attribute that the account can't read matches nothing and is no error (MS-ADTS
 * 3.1.1.3.1.3.1), so that a feed without the right reports forever that nothing changed.
 *
 * <p>A share decides, because an account can always read itself, and AdminSDHolder gives protected accounts other
 * permissions than their neighbours.
 */
final class FeedSelector {
    private static final Logger log = LoggerFactory.getLogger(FeedSelector.class);
    private static final int MOST_PERCENT = 90;
    private static final List<String> COUNTED_BY_SAMBA = List.of("instanceType", "parentGUID");
    private static final Filter ANY_USN = Filter.createGreaterOrEqualFilter("uSNChanged", "1");
    /** Answers to a DirSync search that no controller should give, and after which the connection is still usable. */
    private static final Set<ProblemType> UNUSABLE = Set.of(ProblemType.LDAP_PAGE_LOST, ProblemType.LDAP_NO_PROGRESS);

    private final DirectoryConfig config;
    private final DomainProbe.ProbedDomain found;
    private final ServerAddress server;
    private final DirSyncSearch dirSync;
    private final ObjectsByGuid objects;
    private final FeedTrials trials;

    FeedSelector(
            DirectoryConfig config,
            DomainProbe.ProbedDomain found,
            ServerAddress server,
            DirSyncSearch dirSync,
            ObjectsByGuid objects,
            FeedTrials trials) {
        this.config = config;
        this.found = found;
        this.server = server;
        this.dirSync = dirSync;
        this.objects = objects;
        this.trials = trials;
    }

    /** The feeds that the configuration permits, the best first. */
    List<ChangeFeed> permitted() {
        return switch (config.feed()) {
            case AUTO -> List.of(ChangeFeed.DIRSYNC, ChangeFeed.USN);
            case DIRSYNC -> List.of(ChangeFeed.DIRSYNC);
            case USN -> List.of(ChangeFeed.USN);
            case FULL -> List.of();
        };
    }

    /** Whether a trial succeeded not long ago. */
    boolean isProven(ChangeFeed feed) {
        return trials.of(server.host(), feed)
                .filter(trial -> trial.failure().isEmpty())
                .isPresent();
    }

    /** Why a trial not long ago failed; empty if it succeeded, or there was none. */
    Optional<String> knownFailure(ChangeFeed feed) {
        return trials.of(server.host(), feed).flatMap(FeedTrials.Trial::failure);
    }

    /** Why a feed can't be used here; empty if it can. Tries it unless that was done not long ago. */
    Optional<String> failure(ChangeFeed feed, KnownAccounts known) throws ProblemException {
        Optional<FeedTrials.Trial> remembered = trials.of(server.host(), feed);
        if (remembered.isPresent()) {
            return remembered.get().failure();
        }
        Set<ObjectGuid> sample = known.sample();
        if (sample.isEmpty()) {
            return Optional.of("There is no account to try a change feed with.");
        }
        Optional<String> failure = feed == ChangeFeed.DIRSYNC ? tryDirSync(sample) : tryUsn(sample);
        note(feed, failure);
        return failure;
    }

    void note(ChangeFeed feed, Optional<String> failure) {
        if (trials.note(server.host(), feed, failure)) {
            log.info("connection {}: {}", config.id(), failure.orElse(feed + " can be used at " + server));
        }
    }

    /** Notes that the server answered a DirSync search with an error. */
    void dirSyncRefused(LDAPException refusal) {
        note(ChangeFeed.DIRSYNC, Optional.of(refused(refusal)));
    }

    void forget(ChangeFeed feed) {
        trials.forget(server.host(), feed);
    }

    boolean offersDirSync() {
        return found.controls().contains(DirSyncSearch.OID);
    }

    /** Why no better feed than this one is used; empty if none is better. */
    Optional<String> reason(ChangeFeed used) {
        List<ChangeFeed> permitted = permitted();
        int better = used == ChangeFeed.NONE ? permitted.size() : Math.max(0, permitted.indexOf(used));
        List<String> failures = permitted.subList(0, better).stream()
                .map(this::knownFailure)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
        return failures.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", failures));
    }

    private Optional<String> tryUsn(Set<ObjectGuid> sample) throws ProblemException {
        return tryUsn(sample, "A search by uSNChanged");
    }

    private Optional<String> tryUsn(Set<ObjectGuid> sample, String what) throws ProblemException {
        Set<ObjectGuid> seen;
        try {
            seen = objects.among(sample, Filter.createANDFilter(FeedClasses.all(config), ANY_USN));
        } catch (ProblemException e) {
            return Optional.of(usnRefused(e).orElseThrow(() -> e));
        }
        return unlessMost(seen, sample, what, UNREADABLE_USN);
    }

    /** Why a search by uSNChanged failed, if the connection is still usable: this server refuses it. */
    Optional<String> usnRefused(ProblemException failure) {
        return LdapProblems.operation(failure)
                .filter(refusal -> !dirSync.isBroken(refusal))
                .map(refusal -> server + " refuses a search by uSNChanged with result "
                        + refusal.getResultCode().intValue() + ".");
    }

    private static final String UNREADABLE_USN =
            "the service account lacks the right to read uSNChanged of other accounts";

    private Optional<String> tryDirSync(Set<ObjectGuid> sample) throws ProblemException {
        if (!offersDirSync()) {
            return Optional.of(server + " doesn't offer DirSync.");
        }
        try {
            Optional<String> failure = unlessMost(
                    dirSyncFinds(sample), sample, "DirSync", "the service account may see changes of few accounts");
            return failure.isPresent() || !found.namesVendor() ? failure : trySambasDirSync(sample);
        } catch (LDAPException e) {
            if (dirSync.isBroken(e)) {
                throw LdapProblems.of("Trying DirSync", server.toString(), e);
            }
            return Optional.of(refused(e));
        } catch (ProblemException e) {
            return Optional.of(dirSyncUnusable(e).orElseThrow(() -> e));
        }
    }

    /**
     * Why Samba's DirSync can't be used with a cookie, of which a trial without a cookie shows nothing: it searches by
     * uSNChanged, and takes an entry for unchanged by the number of its attributes, among which it counts these two.
     */
    private Optional<String> trySambasDirSync(Set<ObjectGuid> sample) throws ProblemException {
        Optional<String> failure = tryUsn(sample, "DirSync searches by uSNChanged, which");
        return failure.isPresent()
                ? failure
                : unlessMost(
                        objects.showing(sample, COUNTED_BY_SAMBA),
                        sample,
                        "DirSync needs instanceType and parentGUID, and a search for them",
                        "the service account lacks the right to read them of other accounts");
    }

    /** Why a DirSync search was given up, if the connection is still usable. */
    static Optional<String> dirSyncUnusable(ProblemException failure) {
        return Optional.of(failure.problem())
                .filter(problem -> UNUSABLE.contains(problem.type()))
                .map(Problem::detail);
    }

    private Set<ObjectGuid> dirSyncFinds(Set<ObjectGuid> sample) throws LDAPException, ProblemException {
        Set<ObjectGuid> seen = new HashSet<>();
        Filter filter =
                Filter.createANDFilter(FeedClasses.all(config), Filter.createORFilter(GuidFilter.batches(sample)));
        dirSync.changes(
                Optional.empty(),
                filter,
                entry -> AccountMapper.guidIfWellFormed(entry)
                        .filter(sample::contains)
                        .ifPresent(seen::add),
                () -> isMost(seen.size(), sample.size()),
                attributes());
        return seen;
    }

    private String refused(LDAPException refusal) {
        return server + " refuses DirSync with result "
                + refusal.getResultCode().intValue() + ".";
    }

    private Optional<String> unlessMost(Set<ObjectGuid> seen, Set<ObjectGuid> sample, String what, String why)
            throws ProblemException {
        if (isMost(seen.size(), sample.size())) {
            return Optional.empty();
        }
        // Some may have been deleted since they were cached.
        int visible = objects.visibleAmong(sample).size();
        return visible > 0 && isMost(seen.size(), visible)
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT, "%s finds %d of %d accounts at %s: %s.", what, seen.size(), visible, server, why));
    }

    private static boolean isMost(int some, int all) {
        return some * 100 >= all * MOST_PERCENT;
    }

    /** The attributes that DirSync is asked for, which restrict what it reports as a filter does. */
    String[] attributes() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(List.of(new AccountMapper(config, found.domain()).attributes()));
        names.addAll(List.of("name", "isDeleted", "parentGUID", "lastKnownParent"));
        return names.toArray(String[]::new);
    }
}
