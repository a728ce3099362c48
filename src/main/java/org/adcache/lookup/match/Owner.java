package org.adcache.lookup.match;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.UpnSuffix;
import org.adcache.budget.QuestionBound;
import org.adcache.index.Snapshot;
import org.adcache.index.groups.Memberships;
import org.jspecify.annotations.Nullable;

/** Owner of an address while conditions are tested; what several of them need is computed once. */
final class Owner {
    private static final String NONE = "";
    /** Groups passed on the search of a path for the work of following one membership. */
    private static final int PATH = 16;

    private final Snapshot snapshot;
    private final int ordinal;
    private final IntPredicate usable;
    private final @Nullable GroupClosureCache groupClosures;
    private final MatchWork work;
    private @Nullable AccountType type;
    private @Nullable ConnectionId connection;
    private @Nullable Boolean sidUnreadable;
    private @Nullable String upnSuffixKey;
    private GroupClosureCache.@Nullable Closure groups;
    private @Nullable Memberships memberships;

    /**
     * Takes an account by its ordinal.
     *
     * @param usable the ordinals of groups that count
     * @param groupClosures the closures of groups, if all groups count
     */
    Owner(
            Snapshot snapshot,
            int ordinal,
            IntPredicate usable,
            @Nullable GroupClosureCache groupClosures,
            MatchWork work) {
        this.snapshot = snapshot;
        this.ordinal = ordinal;
        this.usable = usable;
        this.groupClosures = groupClosures;
        this.work = work;
    }

    int ordinal() {
        return ordinal;
    }

    AccountType type() {
        AccountType known = type;
        if (known == null) {
            known = snapshot.type(ordinal);
            type = known;
        }
        return known;
    }

    ConnectionId connection() {
        ConnectionId known = connection;
        if (known == null) {
            known = snapshot.connection(ordinal);
            connection = known;
        }
        return known;
    }

    /** Whether its SID, or that of its primary group, can't be read, so that some of its groups may be missing. */
    boolean isSidUnreadable() {
        Boolean known = sidUnreadable;
        if (known == null) {
            known = snapshot.isSidUnreadable(ordinal);
            sidUnreadable = known;
        }
        return known;
    }

    boolean hasUpnSuffix(String key) {
        String known = upnSuffixKey;
        if (known == null) {
            AccountView account = snapshot.view(ordinal);
            known = account.hasUpnSuffix() ? UpnSuffix.keyOf(account.upnSuffix()) : NONE;
            upnSuffixKey = known;
        }
        return !known.equals(NONE) && known.equals(key);
    }

    /** Whether it is in a group, directly or through others. */
    boolean isIn(int group) {
        return groupClosures == null
                ? memberships().contains(group)
                : closure(groupClosures).groups().contains(group);
    }

    /** The bound because of which some of its groups may be left out. */
    Optional<QuestionBound> boundOfGroups() {
        if (work.work().isCut()) {
            return Optional.of(QuestionBound.MATCH_WORK);
        }
        boolean tooDeep = groupClosures == null
                ? memberships().isTooDeep()
                : closure(groupClosures).tooDeep();
        return tooDeep ? Optional.of(QuestionBound.GROUP_DEPTH) : Optional.empty();
    }

    /** The ordinals from the owner to the group; empty if it is not a member, or no more work is allowed. */
    List<Integer> pathTo(int group) {
        return work.work().spend(1 + memberships().size() / PATH)
                ? memberships().pathTo(group)
                : List.of();
    }

    private GroupClosureCache.Closure closure(GroupClosureCache closures) {
        GroupClosureCache.Closure known = groups;
        if (known == null) {
            known = closures.groupsOf(ordinal, work.depth(), work.work());
            groups = known;
            note(known.tooDeep());
        }
        return known;
    }

    /** All groups of the owner, and the path to each. */
    private Memberships memberships() {
        Memberships known = memberships;
        if (known == null) {
            known = snapshot.groups().of(ordinal, usable, work.depth(), work.work());
            memberships = known;
            note(known.isTooDeep());
        }
        return known;
    }

    private void note(boolean tooDeep) {
        if (tooDeep) {
            work.noteTooDeep();
        }
    }
}
