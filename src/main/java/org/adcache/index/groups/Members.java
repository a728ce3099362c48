package org.adcache.index.groups;

import org.adcache.index.array.AdjacencyLists;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Memberships of a base, by the kind of reference, so that they can be re-evaluated when accounts change.
 *
 * @param listed the groups that list an account by its GUID, by ordinals of the base
 * @param nobodys the groups that list a GUID which no account of the base has
 * @param foreign members listed with a SID of another domain
 * @param primary the accounts' primary groups
 * @param open members that no account of the base is, and that may contain some
 */
public record Members(
        AdjacencyLists listed, GuidLists nobodys, ForeignMembers foreign, PrimaryGroups primary, OpenMembers open) {
    public void write(ImageOutput out) throws StoreException {
        listed.write(out);
        nobodys.write(out);
        foreign.write(out);
        primary.write(out);
        open.write(out);
    }

    public static Members read(ImageInput in) throws StoreException {
        return new Members(
                AdjacencyLists.read(in),
                GuidLists.read(in),
                ForeignMembers.read(in),
                PrimaryGroups.read(in),
                OpenMembers.read(in));
    }
}
