package org.adcache.index;

import java.nio.charset.StandardCharsets;
import org.adcache.account.DistinguishedName;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.Hash;
import org.adcache.index.array.IntList;
import org.adcache.index.array.LongList;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.SharedTexts;
import org.adcache.store.record.RecordFields;
import org.adcache.store.record.RecordFields.Text;

/**
 * Splitter of the DNs of records while an index is built: the first component (RDN), and the container behind it,
 * whose key is computed once for all accounts in it.
 *
 * <pre>
 *   CN=Doe\, Jo,OU=Sales,DC=corp,DC=example     ends at 11; container: shared text 4 "OU=Sales,DC=corp,DC=example"
 *   CN="Doe, Jo",OU=Sales,…                     not split: only plain syntax is, the rest goes to the parser
 * </pre>
 */
final class DistinguishedNames {
    private static final int UNKNOWN = -2;

    private final SharedTexts shared;
    private final ContainerTree.Builder tree;
    private final IntList idOf = new IntList();
    private final LongList hashOf = new LongList();
    private int container;
    private int componentEnd;
    private int treeId;
    private long keyHash;

    DistinguishedNames(SharedTexts shared, ContainerTree.Builder tree) {
        this.shared = shared;
        this.tree = tree;
    }

    /** Reads a record's DN. */
    void read(RecordFields fields) {
        Text name = fields.distinguishedName();
        componentEnd = name.wide() ? -1 : plainComponent(fields.bytes(), name.from(), name.to());
        if (componentEnd < 0 || componentEnd == name.to()) {
            readWhole(fields, name);
            return;
        }
        container = shared.numberOf(fields.bytes(), componentEnd + 1, name.to());
        while (idOf.size() <= container) {
            idOf.add(UNKNOWN);
            hashOf.add(0);
        }
        if (idOf.get(container) == UNKNOWN) {
            learn(container);
        }
        treeId = idOf.get(container);
        if (treeId == ContainerTree.NONE) {
            readWhole(fields, name);
            return;
        }
        keyHash = Hash.ofDistinguishedName(componentHash(fields.bytes(), name.from()), hashOf.get(container));
    }

    private long componentHash(byte[] bytes, int from) {
        return Ascii.is(bytes, from, componentEnd)
                ? Hash.ofLowered(bytes, from, componentEnd)
                : Hash.of(DistinguishedName.keyOfPlainComponent(
                        new String(bytes, from, componentEnd - from, StandardCharsets.UTF_8)));
    }

    private void learn(int number) {
        String text = new String(shared.get(number), StandardCharsets.UTF_8);
        idOf.set(
                number,
                DistinguishedName.keyOf(text)
                        .map(key -> {
                            hashOf.set(number, Hash.of(key));
                            return tree.idOf(key);
                        })
                        .orElse(ContainerTree.NONE));
    }

    private void readWhole(RecordFields fields, Text name) {
        String key = new DistinguishedName(fields.text(name)).key();
        container = PackedRecord.NO_CONTAINER;
        componentEnd = name.to();
        treeId = DistinguishedName.parentKey(key).map(tree::idOf).orElse(ContainerTree.NONE);
        keyHash = IndexedKey.DISTINGUISHED_NAME.hash(key);
    }

    /**
     * Returns the end of a first component whose key equals its text but for the case of letters: one attribute, no
     * escapes but of commas, no leading or trailing space. Returns -1 for any other.
     */
    private static int plainComponent(byte[] bytes, int from, int to) {
        int at = from;
        while (at < to && isLetter(bytes[at])) {
            at++;
        }
        if (at == from || at == to || bytes[at] != '=') {
            return -1;
        }
        int value = ++at;
        byte before = ' ';
        while (at < to && bytes[at] != ',') {
            byte b = bytes[at];
            boolean escapedComma = b == '\\' && at + 1 < to && bytes[at + 1] == ',';
            if ((b >= 0 && b < ' ')
                    || b == 0x7F
                    || "\"#+;<>=".indexOf(b) >= 0
                    || (b == '\\' && !escapedComma)
                    || (b == ' ' && before == ' ')) {
                return -1;
            }
            before = b;
            at += escapedComma ? 2 : 1;
        }
        boolean empty = at == value || before == ' ';
        return empty || hasWideSpaceAtItsEnds(bytes, value, at) ? -1 : at;
    }

    /** Detects Unicode spaces outside ASCII. */
    private static boolean hasWideSpaceAtItsEnds(byte[] bytes, int from, int to) {
        if (bytes[from] >= 0 && bytes[to - 1] >= 0) {
            return false;
        }
        String value = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return value.strip().length() < value.length();
    }

    private static boolean isLetter(byte b) {
        int lower = Ascii.lower(b);
        return lower >= 'a' && lower <= 'z';
    }

    /**
     * The number of the shared text behind the first comma; {@link PackedRecord#NO_CONTAINER} if the DN is kept whole.
     */
    int container() {
        return container;
    }

    /** The end of the first component in the record. */
    int componentEnd() {
        return componentEnd;
    }

    /** The container's id in the tree being built. */
    int treeId() {
        return treeId;
    }

    /** The hash of the DN's key, as that of {@link IndexedKey#DISTINGUISHED_NAME}. */
    long keyHash() {
        return keyHash;
    }
}
