package org.adcache.index.record;

import java.util.Arrays;
import org.adcache.encoding.Varint;
import org.adcache.index.array.ByteArena;
import org.adcache.store.record.RecordFields;
import org.adcache.store.record.RecordFields.Address;
import org.adcache.store.record.RecordFields.Slice;
import org.adcache.store.record.RecordFields.Text;

/** Encoder of the records that {@link PackedRecord} reads. */
public final class RecordPacker {
    private final SharedTexts shared;
    private byte[] out = new byte[1024];
    private int size;

    public RecordPacker(SharedTexts shared) {
        this.shared = shared;
    }

    /**
     * Adds a record to an arena; returns its place.
     *
     * @param container the number of the shared text behind the DN's first comma; {@link PackedRecord#NO_CONTAINER} if
     *     the DN is kept whole
     * @param rdnEnd the end of the DN's first component
     */
    public int pack(RecordFields fields, int container, int rdnEnd, ByteArena arena) {
        byte[] bytes = fields.bytes();
        size = 0;
        boolean ofCn = isOfCn(fields, rdnEnd);
        int upnForm = upnForm(fields);
        number(flags(fields, ofCn) | upnForm << PackedRecord.UPN_FORM_SHIFT);
        guid(fields);
        number(container + 1);
        state(fields);
        if (fields.hasAccountName()) {
            text(bytes, fields.accountName());
        }
        addresses(fields);
        text(bytes, fields.cn());
        if (!ofCn) {
            Text name = fields.distinguishedName();
            text(bytes, name.from(), rdnEnd, name.wide());
        }
        if (fields.hasUserPrincipalName()) {
            userPrincipalName(fields, upnForm);
        }
        sid(bytes, fields.objectSid());
        sid(bytes, fields.primaryGroup());
        if (!fields.upnSuffix().isEmpty()) {
            text(bytes, fields.upnSuffix());
        }
        if (fields.historyCount() > 0) {
            number(fields.historyCount());
            fields.forEachHistoricSid(sid -> sid(bytes, sid));
        }
        Slice extra = fields.extra();
        if (bytes[extra.from()] != 0) {
            copy(bytes, extra.from(), extra.to());
        }
        return arena.add(out, 0, size);
    }

    private void state(RecordFields fields) {
        if (hasState(fields)) {
            number(fields.mailboxCode()
                    | fields.unreadable() << PackedRecord.UNREADABLE_SHIFT
                    | (fields.hasExpiry() ? PackedRecord.EXPIRES : 0));
            if (fields.hasExpiry()) {
                number(fields.expiresOnDay());
                number(fields.expiresAtSecond());
            }
        }
    }

    private static boolean hasState(RecordFields fields) {
        return fields.mailboxCode() != 0 || fields.unreadable() != 0 || fields.hasExpiry();
    }

    private static int flags(RecordFields fields, boolean ofCn) {
        byte[] bytes = fields.bytes();
        return (fields.hasAccountName() ? PackedRecord.ACCOUNT_NAME : 0)
                | (fields.hasUserPrincipalName() ? PackedRecord.UPN : 0)
                | (fields.objectSid().isEmpty() ? 0 : PackedRecord.SID)
                | (fields.primaryGroup().isEmpty() ? 0 : PackedRecord.PRIMARY_GROUP)
                | (fields.upnSuffix().isEmpty() ? 0 : PackedRecord.UPN_SUFFIX)
                | (fields.hasSuffixOfUpn() ? PackedRecord.UPN_SUFFIX_OF_UPN : 0)
                | (ofCn ? PackedRecord.RDN_OF_CN : 0)
                | (bytes[fields.extra().from()] != 0 ? PackedRecord.EXTRA : 0)
                | Records.rank(fields.type()) << PackedRecord.TYPE_SHIFT
                | (fields.disabled() ? PackedRecord.DISABLED : 0)
                | (fields.hidden() ? PackedRecord.HIDDEN : 0)
                | (hasState(fields) ? PackedRecord.STATE : 0)
                | (fields.historyCount() > 0 ? PackedRecord.SID_HISTORY : 0);
    }

    /** Whether the DN starts with {@code CN=} and the cn verbatim. */
    private static boolean isOfCn(RecordFields fields, int rdnEnd) {
        byte[] bytes = fields.bytes();
        Text name = fields.distinguishedName();
        Text cn = fields.cn();
        int from = name.from() + PackedRecord.CN.length;
        return !name.wide()
                && !cn.wide()
                && from <= rdnEnd
                && Arrays.equals(bytes, name.from(), from, PackedRecord.CN, 0, PackedRecord.CN.length)
                && Arrays.equals(bytes, from, rdnEnd, bytes, cn.from(), cn.to());
    }

    private int upnForm(RecordFields fields) {
        Text upn = fields.userPrincipalName();
        if (upn.wide() || upn.isEmpty()) {
            return PackedRecord.UPN_WHOLE;
        }
        byte[] bytes = fields.bytes();
        if (fields.addressCount() > 0 && same(bytes, upn, fields.address(0).value())) {
            return PackedRecord.UPN_OF_ADDRESS;
        }
        int at = lastAt(bytes, upn);
        if (at < 0) {
            return PackedRecord.UPN_WHOLE;
        }
        Text name = fields.accountName();
        boolean ofName = !name.wide() && Arrays.equals(bytes, upn.from(), at, bytes, name.from(), name.to());
        return ofName && fields.hasAccountName() ? PackedRecord.UPN_OF_ACCOUNT_NAME : PackedRecord.UPN_IN_TWO;
    }

    private void userPrincipalName(RecordFields fields, int form) {
        byte[] bytes = fields.bytes();
        Text upn = fields.userPrincipalName();
        if (form == PackedRecord.UPN_WHOLE) {
            text(bytes, upn);
        } else if (form != PackedRecord.UPN_OF_ADDRESS) {
            int at = lastAt(bytes, upn);
            if (form == PackedRecord.UPN_IN_TWO) {
                text(bytes, upn.from(), at, false);
            }
            number(shared.numberOf(bytes, at + 1, upn.to()));
        }
    }

    private static boolean same(byte[] bytes, Text one, Text other) {
        return one.wide() == other.wide()
                && Arrays.equals(bytes, one.from(), one.to(), bytes, other.from(), other.to());
    }

    private static int lastAt(byte[] bytes, Slice text) {
        int at = text.to() - 1;
        while (at >= text.from() && bytes[at] != '@') {
            at--;
        }
        return at < text.from() ? -1 : at;
    }

    private void addresses(RecordFields fields) {
        byte[] bytes = fields.bytes();
        number(fields.addressCount());
        for (int i = 0; i < fields.addressCount(); i++) {
            Address address = fields.address(i);
            if (address.key().isEmpty()) {
                int at = lastAt(bytes, address.value());
                number(shared.numberOf(bytes, at + 1, address.value().to()) + 1);
                text(bytes, address.value().from(), at, false);
            } else {
                number(0);
                text(bytes, address.value());
                text(bytes, address.key());
            }
        }
    }

    private void sid(byte[] bytes, Slice sid) {
        if (!sid.isEmpty()) {
            int relativeIdAt = sid.to() - Integer.BYTES;
            number(shared.numberOf(bytes, sid.from(), relativeIdAt));
            int relativeId = 0;
            for (int at = sid.to() - 1; at >= relativeIdAt; at--) {
                relativeId = relativeId << Byte.SIZE | (bytes[at] & 0xFF);
            }
            number(relativeId);
        }
    }

    private void guid(RecordFields fields) {
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            write((byte) (fields.guidHigh() >>> shift));
        }
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            write((byte) (fields.guidLow() >>> shift));
        }
    }

    private void text(byte[] bytes, Text text) {
        text(bytes, text.from(), text.to(), text.wide());
    }

    private void text(byte[] bytes, int from, int to, boolean wide) {
        number((to - from) << 1 | (wide ? 1 : 0));
        copy(bytes, from, to);
    }

    private void copy(byte[] bytes, int from, int to) {
        ensure(to - from);
        System.arraycopy(bytes, from, out, size, to - from);
        size += to - from;
    }

    private void number(int value) {
        ensure(Varint.MAX_BYTES);
        size = Varint.write(value, out, size);
    }

    private void write(byte b) {
        ensure(1);
        out[size++] = b;
    }

    private void ensure(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(size + more, out.length * 2));
        }
    }
}
