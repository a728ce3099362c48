package org.adcache.index;

import org.adcache.index.record.Records;
import org.adcache.index.words.WordIndex;
import org.adcache.store.AccountCounts;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;

/**
 * Accounts with ordinals of their own, in the {@link SuggestionOrder}, and everything by which one of them is found.
 * What is known of ordinal {@code i} stands at {@code i} of a few arrays; there is no object per account or word. The
 * account itself is unpacked when it is asked for, a group without its members.
 *
 * <pre>
 *   ordinal      0                1                2              3
 *   account      Anna Ek, user    Jo Ray, user     Sales, group   Temp, user, no address
 *   places       0                31               77             102     units in the arena of records
 *   facts        0 user           8 user, hidden   2 group        4 user, disabled
 *   connections  0 corp           0                0              1 partner
 *   containers   3                3                4              7       numbers in the tree of containers
 *
 *   addresses    hash of jo@corp.x  1     compared with the packed record; so are SIDs, DNs, names, UPNs
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
