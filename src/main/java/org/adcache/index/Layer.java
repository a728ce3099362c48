package org.adcache.index;

import org.adcache.index.record.Records;
import org.adcache.index.words.WordIndex;
import org.adcache.store.AccountCounts;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Accounts with their own ordinals, in {@link SuggestionOrder}, and every index over them. Data of ordinal {@code i}
 * is at {@code i} of a few arrays; there is no object per account or word. An account is decoded on request, a group
 * without its members.
 *
 * <pre>
 *   ordinal      0                1                2              3
 *   account      Anna Ek, user    Jo Ray, user     Sales, group   Temp, user, no address
 *   places       0                31               77             102     units in the arena of records
 *   facts        0 user           8 user, hidden   2 group        20 user, disabled, expires
 *   connections  0 corp           0                0              1 partner
 *   containers   3                3                4              7       numbers in the container tree
 *
 *   addresses    hash of jo@corp.x  1     confirmed in the packed record; so are SIDs, DNs, names, UPNs
 *   words        "smi"              tokens 812 to 830, their postings 1, 40, 41, …
 * </pre>
 */
public record Layer(
        Records records,
        Keys keys,
        ContainerTree containers,
        WordIndex words,
        SuggestionOrder order,
        AccountCounts counts) {

    static Layer empty() {
        return new LayerBuilder().build();
    }

    void write(ImageOutput out) throws StoreException {
        records.write(out);
        keys.write(out);
        containers.write(out);
        words.write(out);
        order.write(out);
        out.number(counts.users());
        out.number(counts.contacts());
        out.number(counts.groups());
    }

    static Layer read(ImageInput in) throws StoreException {
        Records records = Records.read(in);
        return new Layer(
                records,
                Keys.read(in, records),
                ContainerTree.read(in),
                WordIndex.read(in, records),
                SuggestionOrder.read(in, records),
                new AccountCounts(
                        Math.toIntExact(in.number()), Math.toIntExact(in.number()), Math.toIntExact(in.number())));
    }

    int size() {
        return records.size();
    }
}
