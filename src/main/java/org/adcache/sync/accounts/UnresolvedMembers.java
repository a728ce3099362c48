package org.adcache.sync.accounts;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectorySession;
import org.adcache.store.ChangeDraft;
import org.adcache.store.Draft;
import org.adcache.store.Store;
import org.adcache.store.StoreException;
import org.adcache.store.SyncPoint;
import org.adcache.sync.CachedAccounts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Members in the groups of one cycle that are no cached accounts. At the end the directory is asked for their class, and
 * the groups are stored again with the answers, so that "not a member" can be told from "not known".
 *
 * <pre>
 *   Sales lists Jo (cached), PC-7, Partners           PC-7, Partners are left
 *   the directory says: computer, group               Sales lists PC-7 as no group; Partners stays unknown
 * </pre>
 */
public final class UnresolvedMembers {
    private static final Logger log = LoggerFactory.getLogger(UnresolvedMembers.class);
    /** With more removed accounts all groups are read, instead of those that list them. */
    private static final int MOST_REMOVED = 10_000;

    private final ConnectionId connection;
    private final KnownMembers known;
    private final CachedAccounts accounts;
    private final ListedMembers listed = new ListedMembers();
    private final Set<ObjectGuid> groups = new HashSet<>();
    private final Set<ObjectGuid> accepted = new HashSet<>();
    private final Set<ObjectGuid> removed = new HashSet<>();
    private final Map<ObjectGuid, GroupMember.Kind> found = new HashMap<>();
    private boolean all;

    public UnresolvedMembers(ConnectionId connection, KnownMembers known, CachedAccounts accounts) {
        this.connection = connection;
        this.known = known;
        this.accounts = accounts;
    }

    /** Reads the stored groups, if the kinds of their members aren't in memory. */
    public void begin(Store store) throws StoreException {
        if (known.isScanDue()) {
            store.current().forEachAccount(connection, account -> {
                account.members().forEach(member -> {
                    if (member.kind() != GroupMember.Kind.UNKNOWN) {
                        known.note(member.objectGuid(), member.kind());
                    }
                });
                accept(account);
                return true;
            });
            known.scanned();
        }
    }

    /** Notes an account of this cycle; returns it with what is known of its members. */
    public Account accept(Account account) {
        listed.read(account.objectGuid());
        Account labelled = known.labelled(account);
        if (labelled.type() == AccountType.GROUP) {
            accepted.add(labelled.objectGuid());
            if (list(labelled)) {
                groups.add(labelled.objectGuid());
            }
        }
        return labelled;
    }

    /** Lists the members that may be accounts. */
    private boolean list(Account group) {
        boolean any = false;
        for (int i = 0; i < group.members().size(); i++) {
            GroupMember member = group.members().get(i);
            if (member.kind() == GroupMember.Kind.UNKNOWN && !member.equals(GroupMember.UNIDENTIFIED)) {
                listed.list(member.objectGuid());
                any = true;
            }
        }
        return any;
    }

    /** Notes what a draft removes, before it is committed: its type is known, and groups may still list it. */
    public void noteRemoved(Draft draft) throws ProblemException {
        draft.forEachRemoved((guid, type) -> {
            removed.add(guid);
            if (type != AccountType.GROUP) {
                found.put(guid, GroupMember.Kind.NO_GROUP);
            }
        });
        if (removed.size() > MOST_REMOVED) {
            all = true;
        } else {
            Map<ObjectGuid, Set<ObjectGuid>> listing = accounts.listing(removed);
            for (ObjectGuid guid : removed) {
                Set<ObjectGuid> listers = stillListing(guid, listing.getOrDefault(guid, Set.of()));
                groups.addAll(listers);
                if (listers.isEmpty()) {
                    found.remove(guid);
                } else {
                    listed.list(guid);
                }
            }
        }
    }

    /** Which of the groups that listed an account may list it after this cycle; mostly none, as it left them. */
    private Set<ObjectGuid> stillListing(ObjectGuid account, Set<ObjectGuid> listers) {
        if (listed.isListed(account)) {
            return listers;
        }
        Set<ObjectGuid> others = new HashSet<>(listers);
        others.removeAll(accepted);
        return others;
    }

    /** Notes that every account was read, so that the groups needn't be looked up one by one. */
    public void readEverything() {
        all = true;
    }

    /**
     * Asks for the class of the members that are left, and stores their groups with it.
     *
     * @param point that of the cycle, which is committed already
     * @throws StoreException if the groups can't be stored
     */
    public void settle(DirectorySession session, Store store, Epoch epoch, SyncPoint point) throws StoreException {
        Set<ObjectGuid> left = new HashSet<>();
        listed.forEachLeft(guid -> {
            if (!found.containsKey(guid) && !known.isUnsettled(guid) && isUncached(guid)) {
                left.add(guid);
            }
        });
        try {
            Map<ObjectGuid, GroupMember.Kind> answers = left.isEmpty() ? Map.of() : session.kindsOf(left);
            left.forEach(guid -> known.note(guid, answers.getOrDefault(guid, GroupMember.Kind.UNKNOWN)));
            found.putAll(answers);
        } catch (ProblemException e) {
            log.warn("{}: the class of {} members can't be read: {}", connection, left.size(), e.problem());
            known.scanAgain();
        }
        found.values().removeIf(kind -> kind == GroupMember.Kind.UNKNOWN);
        if (!found.isEmpty()) {
            found.forEach(known::note);
            storeLabelled(store, epoch, point);
        }
    }

    private boolean isUncached(ObjectGuid guid) {
        return removed.contains(guid) || !accounts.isCached(guid);
    }

    private void storeLabelled(Store store, Epoch epoch, SyncPoint point) throws StoreException {
        try (ChangeDraft draft = store.beginChanges(connection, epoch)) {
            if (all) {
                store.current().forEachAccount(connection, account -> {
                    putLabelled(account, draft);
                    return true;
                });
            } else {
                for (ObjectGuid group : groups) {
                    Optional<Account> cached = draft.cached(group);
                    if (cached.isPresent()) {
                        putLabelled(cached.get(), draft);
                    }
                }
            }
            draft.compare();
            draft.commit(point);
        }
    }

    private void putLabelled(Account account, Draft draft) throws StoreException {
        Account labelled = known.labelled(account);
        if (!labelled.members().equals(account.members())) {
            draft.put(labelled);
        }
    }
}
