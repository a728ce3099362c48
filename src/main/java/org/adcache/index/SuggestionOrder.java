package org.adcache.index;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Locale;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.analysis.Folding;
import org.adcache.index.array.Ascii;
import org.adcache.index.array.ByteArena;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.adcache.store.record.RecordFields;
import org.jspecify.annotations.Nullable;

/**
 * Sort order of suggestions, as keys that compare bytewise: with an address before without; users, contacts, groups;
 * cn in Latin-ASCII; primary address; GUID; connection. A layer, whose ordinals are in this order, keeps every eighth
 * key; the others are recomputed from the accounts.
 */
final class SuggestionOrder {
    private static final int STEP = 8;

    private final Records records;
    private final ByteArena arena;
    private final int[] kept;

    private SuggestionOrder(Records records, ByteArena arena, int[] kept) {
        this.records = records;
        this.arena = arena;
        this.kept = kept;
    }

    /**
     * Samples the keys of a layer.
     *
     * @param places the place in {@code keys} of each ordinal's key
     */
    static SuggestionOrder of(Records records, ByteArena keys, int[] places) {
        ByteArena arena = new ByteArena();
        int[] kept = new int[(places.length + STEP - 1) / STEP];
        for (int i = 0; i < kept.length; i++) {
            kept[i] = arena.add(keys.get(places[i * STEP]));
        }
        return new SuggestionOrder(records, arena, kept);
    }

    void write(ImageOutput out) throws StoreException {
        arena.write(out);
        out.ints(kept);
    }

    static SuggestionOrder read(ImageInput in, Records records) throws StoreException {
        return new SuggestionOrder(records, ByteArena.read(in), in.ints());
    }

    /** The number of accounts of the layer that sort before an account with this key. */
    int before(byte[] key) {
        int from = 0;
        int to = kept.length;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (arena.comparePrefix(kept[middle], key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from == 0 ? 0 : between((from - 1) * STEP + 1, Math.min(from * STEP, records.size()), key);
    }

    private int between(int first, int end, byte[] key) {
        int from = first;
        int to = end;
        while (from < to) {
            int middle = (from + to) >>> 1;
            if (Arrays.compareUnsigned(key(middle), key) < 0) {
                from = middle + 1;
            } else {
                to = middle;
            }
        }
        return from;
    }

    /** Whether a changed account keeps its position. */
    static boolean same(Account before, Account after) {
        return before.cn().equals(after.cn())
                && before.type() == after.type()
                && before.addresses().isEmpty() == after.addresses().isEmpty()
                && before.primaryAddress()
                        .map(MailAddress::key)
                        .equals(after.primaryAddress().map(MailAddress::key));
    }

    private byte[] key(int ordinal) {
        PackedRecord record = records.record(ordinal);
        String address = "";
        boolean withoutAddress = record.addressCount() == 0;
        if (!withoutAddress) {
            record.nextAddress();
            address = record.toKeyOfAddress()
                    ? record.text().toString()
                    : record.text().toString().toLowerCase(Locale.ROOT);
        }
        record.toCn();
        return key(
                records.connection(ordinal),
                withoutAddress,
                record.type(),
                Folding.latinOf(record.text().toString()),
                address,
                record.guid());
    }

    /**
     * The sort key of an account. None is a prefix of another.
     *
     * @param latin its cn in Latin-ASCII
     */
    static byte[] key(ConnectionId connection, RecordFields fields, String latin) {
        return key(
                connection,
                fields.addressCount() == 0,
                fields.type(),
                latin,
                primaryAddress(fields),
                new ObjectGuid(fields.guidHigh(), fields.guidLow()));
    }

    /** The same, if cn and address are plain ASCII; null if they aren't. */
    static byte @Nullable [] plainKey(byte[] connection, RecordFields fields, byte[] latin) {
        int address = fields.addressCount() == 0 ? 0 : fields.address(0).value().length();
        if (address > 0 && !fields.address(0).key().isEmpty()) {
            return null;
        }
        byte[] key = new byte[2 + latin.length + 1 + address + 1 + ObjectGuid.BYTES + connection.length];
        key[0] = (byte) (fields.addressCount() == 0 ? 1 : 0);
        key[1] = (byte) Records.rank(fields.type());
        int at = 2;
        for (byte b : latin) {
            if (b < 0 || b == Byte.MAX_VALUE) {
                return null;
            }
            key[at++] = (byte) (b + 1);
        }
        key[at++] = 0;
        int from = address == 0 ? 0 : fields.address(0).value().from();
        for (int i = from; i < from + address; i++) {
            byte b = fields.bytes()[i];
            if (b < 0 || b == Byte.MAX_VALUE) {
                return null;
            }
            key[at++] = (byte) (Ascii.lower(b) + 1);
        }
        key[at++] = 0;
        System.arraycopy(fields.bytes(), fields.guidAt(), key, at, ObjectGuid.BYTES);
        System.arraycopy(connection, 0, key, at + ObjectGuid.BYTES, connection.length);
        return key;
    }

    /** The suffix of the keys of a connection's accounts. */
    static byte[] endOfKeys(ConnectionId connection) {
        ByteArrayOutputStream end = new ByteArrayOutputStream();
        writeCodeUnits(connection.value(), end);
        return end.toByteArray();
    }

    private static String primaryAddress(RecordFields fields) {
        if (fields.addressCount() == 0) {
            return "";
        }
        RecordFields.Address address = fields.address(0);
        return address.key().isEmpty()
                ? fields.text(address.value()).toLowerCase(Locale.ROOT)
                : fields.text(address.key());
    }

    private static byte[] key(
            ConnectionId connection,
            boolean withoutAddress,
            AccountType type,
            String latin,
            String primaryAddress,
            ObjectGuid guid) {
        ByteArrayOutputStream key = new ByteArrayOutputStream(latin.length() + 64);
        key.write(withoutAddress ? 1 : 0);
        key.write(Records.rank(type));
        writeCodeUnits(latin, key);
        writeCodeUnits(primaryAddress, key);
        for (int shift = 56; shift >= 0; shift -= 8) {
            key.write((int) (guid.high() >>> shift));
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            key.write((int) (guid.low() >>> shift));
        }
        writeCodeUnits(connection.value(), key);
        return key.toByteArray();
    }

    /** Writes each UTF-16 unit plus one in one to three bytes, as in UTF-8, so that zero can terminate the string. */
    private static void writeCodeUnits(String text, ByteArrayOutputStream out) {
        for (int i = 0; i < text.length(); i++) {
            int unit = text.charAt(i) + 1;
            if (unit < 0x80) {
                out.write(unit);
            } else if (unit < 0x800) {
                out.write(0xC0 | unit >> 6);
                out.write(0x80 | (unit & 0x3F));
            } else {
                out.write(0xE0 | unit >> 12);
                out.write(0x80 | (unit >> 6 & 0x3F));
                out.write(0x80 | (unit & 0x3F));
            }
        }
        out.write(0);
    }
}
