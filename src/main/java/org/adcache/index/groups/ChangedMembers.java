package org.adcache.index.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.index.IndexedKey;
import org.adcache.index.Layers;
import org.adcache.index.array.IntList;
import org.adcache.index.array.LongList;
import org.adcache.index.record.Sids;

/**
 * Builder of an overlay's memberships: those of changed accounts in groups of the base, and of all accounts in changed
 * groups. Its cost grows with their number.
 */
public final class ChangedMembers {
    private final Layers layers;
    private final Members members;
    private final LongList more = new LongList();
    private final BitSet turned = new BitSet();
    private final Map<Integer, int[]> primary = new HashMap<>();
    private final Gaps gaps;

    public ChangedMembers(Layers layers, Members members) {
        this.layers = layers;
        this.members = members;
        this.gaps = new Gaps(layers);
    }

    /**
     * Computes the group graph of the overlay.
     *
     * @param touched the GUIDs of all accounts that were changed, added or removed
     * @param accounts those of the changed layer by its ordinals, groups with their members
     */
    public GroupGraph graph(Set<ObjectGuid> touched, List<Account> accounts) {
        touched.forEach(this::turn);
        for (int own = 0; own < accounts.size(); own++) {
            int ordinal = layers.places().ofChanged(own);
            Account account = accounts.get(own);
            addGroupsOfBase(account, ordinal);
            if (account.type() == AccountType.GROUP) {
                addMembers(account, ordinal);
            }
        }
        long[] sorted = more.toArray();
        Arrays.sort(sorted);
        members.open().addAbsent(gaps, layers);
        return new GroupGraph(layers, members, sorted, turned, primary, gaps);
    }

    /**
     * Flips the listings with a GUID if that became known or unknown: a listing counts by SID only while its GUID is
     * unknown.
     */
    private void turn(ObjectGuid guid) {
        int[] ofBase = layers.base().keys().find(IndexedKey.GUID, guid);
        boolean now = layers.find(IndexedKey.GUID, guid).length > 0;
        if (ofBase.length > 0 != now) {
            members.foreign().forEachListing(guid, turned::flip);
        }
        if (ofBase.length > 0 && !now) {
            IntList groups = new IntList();
            members.listed().forEach(ofBase[0], groups::add);
            members.open().addRemoved(guid, groups.toArray(), gaps, layers);
        }
    }

    private void addGroupsOfBase(Account account, int ordinal) {
        int[] alike = layers.base().keys().find(IndexedKey.GUID, account.objectGuid());
        if (alike.length > 0) {
            members.listed().forEach(alike[0], group -> addGroupOfBase(ordinal, group));
        } else {
            members.nobodys().forEach(account.objectGuid(), group -> addGroupOfBase(ordinal, group));
        }
        Stream.concat(account.objectSid().stream(), account.sidHistory().stream())
                .mapToInt(members.foreign()::find)
                .filter(sid -> sid != Sids.NONE)
                .forEach(sid -> members.foreign().forEachGroup(sid, turned, group -> addGroupOfBase(ordinal, group)));
        account.primaryGroup().ifPresent(sid -> addPrimaryGroups(sid, ordinal));
    }

    private void addGroupOfBase(int member, int group) {
        if (layers.current(group)) {
            add(member, layers.places().ofBase(group));
        }
    }

    private void addPrimaryGroups(ObjectSid sid, int ordinal) {
        for (int group : owners(sid)) {
            if (layers.type(group) == AccountType.GROUP) {
                add(ordinal, group);
            }
        }
    }

    private void addMembers(Account group, int ordinal) {
        for (GroupMember member : group.members()) {
            int[] owners = layers.find(IndexedKey.GUID, member.objectGuid());
            for (int owner : owners) {
                add(owner, ordinal);
            }
            if (owners.length == 0 && member.foreignSid().isPresent()) {
                owners = present(member.foreignSid().get());
                for (int owner : owners) {
                    add(owner, ordinal);
                }
            }
            if (owners.length == 0) {
                gaps.add(ordinal, member.kind(), member.foreignSid());
            }
        }
        group.objectSid()
                .map(members.primary()::find)
                .filter(sid -> sid != Sids.NONE)
                .ifPresent(sid -> primary.merge(sid, new int[] {ordinal}, ChangedMembers::joined));
    }

    private int[] owners(ObjectSid sid) {
        return layers.find(IndexedKey.SID, sid);
    }

    /** The accounts that have a SID now or had it in another domain. */
    private int[] present(ObjectSid sid) {
        return joined(owners(sid), layers.find(IndexedKey.SID_HISTORY, sid));
    }

    private static int[] joined(int[] some, int[] others) {
        int[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    private void add(int member, int group) {
        more.add((long) member << Integer.SIZE | group);
    }
}
