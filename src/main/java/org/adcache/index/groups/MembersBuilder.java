package org.adcache.index.groups;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Optional;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.index.Layer;
import org.adcache.index.array.AdjacencyLists;
import org.adcache.index.array.IntList;
import org.adcache.store.record.RecordFields;

/**
 * Builder of {@link Members}: accepts the accounts of a base in any order, and resolves their references at the end.
 */
public final class MembersBuilder {
    private static final int NOBODY = -1;

    private GuidInterner guids = new GuidInterner();
    private final IntList guidOf = new IntList();
    /** Member GUIDs, group after group. */
    private final IntList memberGuids = new IntList();
    /** Positions among them of members that are no groups, and of those that contain accounts of other domains only. */
    private final BitSet noGroups = new BitSet();

    private final BitSet elsewhere = new BitSet();
    /** Positions among them of members with a foreign SID, ascending. */
    private final IntList foreignAt = new IntList();

    private final IntList groups = new IntList();
    private final IntList membersFrom = new IntList();
    private final ForeignMembers.Builder foreign = new ForeignMembers.Builder();
    private final PrimaryGroups.Builder primary = new PrimaryGroups.Builder();
    private int[] firstOf = {};
    private AdjacencyLists listed = new AdjacencyLists.Builder().build(0);
    private GuidLists nobodys = new GuidLists.Builder().build();
    private OpenMembers open = new OpenMembers.Builder().build();

    public void add(RecordFields fields) {
        int number = guidOf.size();
        guidOf.add(guids.idOf(fields.guidHigh(), fields.guidLow()));
        if (fields.primaryGroup().isEmpty()) {
            primary.addNone();
        } else {
            primary.add(fields.bytes(), fields.primaryGroup());
        }
        if (fields.type() == AccountType.GROUP) {
            groups.add(number);
            membersFrom.add(memberGuids.size());
            fields.forEachMember((guidHigh, guidLow, foreignSid, kind) -> {
                int guid = guids.idOf(guidHigh, guidLow);
                note(kind);
                if (!foreignSid.isEmpty()) {
                    foreignAt.add(memberGuids.size());
                    foreign.add(new ObjectGuid(guidHigh, guidLow), guid, fields.sid(foreignSid), number);
                }
                memberGuids.add(guid);
            });
        }
    }

    private void note(GroupMember.Kind kind) {
        if (kind == GroupMember.Kind.NO_GROUP) {
            noGroups.set(memberGuids.size());
        } else if (kind == GroupMember.Kind.ELSEWHERE) {
            elsewhere.set(memberGuids.size());
        }
    }

    /**
     * Resolves the listed GUIDs, once, and releases them.
     *
     * @param ordinals those of the accounts, in the order of adding
     */
    public void resolve(int[] ordinals) {
        firstOf = new int[guids.size()];
        Arrays.fill(firstOf, NOBODY);
        int[] nextOf = new int[guidOf.size()];
        for (int number = 0; number < guidOf.size(); number++) {
            nextOf[number] = firstOf[guidOf.get(number)];
            firstOf[guidOf.get(number)] = number;
        }
        GuidLists.Builder unknown = new GuidLists.Builder();
        forEachMember((guid, group) -> {
            if (firstOf[guid] == NOBODY) {
                unknown.add(guids.guid(guid), ordinals[group]);
            }
        });
        nobodys = unknown.build();
        open = openMembers(ordinals);
        listed = AdjacencyLists.of(
                ordinals.length,
                pairs -> forEachMember((guid, group) -> {
                    for (int number = firstOf[guid]; number != NOBODY; number = nextOf[number]) {
                        pairs.add(ordinals[number], ordinals[group]);
                    }
                }));
        memberGuids.drop();
        guidOf.drop();
        guids = new GuidInterner();
    }

    private OpenMembers openMembers(int[] ordinals) {
        OpenMembers.Builder builder = new OpenMembers.Builder();
        int[] at = {0, 0};
        forEachMember((guid, group) -> {
            int position = at[0]++;
            boolean isForeign = at[1] < foreignAt.size() && foreignAt.get(at[1]) == position;
            int listing = isForeign ? at[1]++ : NOBODY;
            builder.add(
                    guids.guid(guid),
                    kind(position),
                    isForeign ? Optional.of(foreign.sid(listing)) : Optional.empty(),
                    ordinals[group],
                    firstOf[guid] != NOBODY);
        });
        return builder.build();
    }

    private GroupMember.Kind kind(int position) {
        if (noGroups.get(position)) {
            return GroupMember.Kind.NO_GROUP;
        }
        return elsewhere.get(position) ? GroupMember.Kind.ELSEWHERE : GroupMember.Kind.UNKNOWN;
    }

    /** Visits the number of each member's GUID with that of its group. */
    private void forEachMember(AdjacencyLists.Pair visitor) {
        for (int i = 0; i < groups.size(); i++) {
            int end = i + 1 < groups.size() ? membersFrom.get(i + 1) : memberGuids.size();
            for (int at = membersFrom.get(i); at < end; at++) {
                visitor.add(memberGuids.get(at), groups.get(i));
            }
        }
    }

    /** To be called after {@link #resolve}. */
    public Members build(Layer layer, int[] ordinals) {
        return new Members(
                listed,
                nobodys,
                foreign.build(layer, ordinals, guid -> firstOf[guid] != NOBODY),
                primary.build(layer, ordinals),
                open);
    }
}
