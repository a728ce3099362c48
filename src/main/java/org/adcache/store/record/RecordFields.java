package org.adcache.store.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;

/**
 * Offsets of the fields of an encoded account, found in one pass without decoding them; for scans of millions of
 * records. One instance is reused for all records.
 *
 * <p>A {@link Text} is UTF-8, or UTF-16BE if it contains an unpaired surrogate.
 */
public final class RecordFields {
    private static final byte[] NOTHING = {};

    private byte[] bytes = NOTHING;
    private int flags;
    private AccountType type = AccountType.USER;
    private int guidAt;
    private final Text distinguishedName = new Text();
    private final Text cn = new Text();
    private final Text accountName = new Text();
    private final Text userPrincipalName = new Text();
    private final Text upnSuffix = new Text();
    private final Slice objectSid = new Slice();
    private final Slice primaryGroup = new Slice();
    private int mailboxCode;
    private int unreadable;
    private int expiresOnDay;
    private int expiresAtSecond;
    private int historyCount;
    private int historyAt;
    private Address[] addresses = {};
    private int addressCount;
    private int memberCount;
    private int membersAt;
    private int extraAt;

    /** Range of the record's bytes, from {@code from} to before {@code to}; empty if the field is missing. */
    public static class Slice {
        private int from;
        private int to;

        public int from() {
            return from;
        }

        public int to() {
            return to;
        }

        public int length() {
            return to - from;
        }

        public boolean isEmpty() {
            return from == to;
        }

        void set(int first, int end) {
            from = first;
            to = end;
        }
    }

    /** Range of a text's bytes, without their length. */
    public static final class Text extends Slice {
        private boolean wide;

        /** Whether it is UTF-16BE. */
        public boolean wide() {
            return wide;
        }

        private void read(CompactReader in) {
            int header = in.number();
            wide = (header & 1) != 0;
            int from = in.position();
            in.skip(header >>> 1);
            set(from, in.position());
        }
    }

    /** An address; the key is empty if it is derived from the value, which then is ASCII. */
    public static final class Address {
        private final Text value = new Text();
        private final Text key = new Text();

        public Text value() {
            return value;
        }

        public Text key() {
            return key;
        }
    }

    /** Visitor of members. */
    @FunctionalInterface
    public interface MemberVisitor {
        /** Visits a member by its objectGUID; the SID is that of a member of another domain, else empty. */
        void member(long guidHigh, long guidLow, Slice foreignSid, GroupMember.Kind kind);
    }

    /**
     * Locates the fields of a record.
     *
     * @throws org.adcache.store.MalformedRecordException if the bytes are no account
     */
    public void read(byte[] record) {
        bytes = record;
        type = AccountCodec.type(record);
        CompactReader in = new CompactReader(record);
        in.skip(AccountCodec.TYPE_AT + 1);
        flags = in.number();
        guidAt = in.position();
        in.skip(ObjectGuid.BYTES);
        distinguishedName.read(in);
        cn.read(in);
        readIf(AccountCodec.ACCOUNT_NAME, accountName, in);
        readIf(AccountCodec.UPN, userPrincipalName, in);
        readIf(AccountCodec.SID, objectSid, in);
        readIf(AccountCodec.PRIMARY_GROUP, primaryGroup, in);
        readIf(AccountCodec.UPN_SUFFIX, upnSuffix, in);
        mailboxCode = numberIf(AccountCodec.MAILBOX_TYPE, in);
        expiresOnDay = numberIf(AccountCodec.EXPIRES, in);
        expiresAtSecond = numberIf(AccountCodec.EXPIRES, in);
        unreadable = numberIf(AccountCodec.UNREADABLE, in);
        readHistory(in);
        readAddresses(in);
        memberCount = in.count();
        membersAt = in.position();
        for (int i = 0; i < memberCount; i++) {
            in.skip(ObjectGuid.BYTES);
            in.skip(AttributeCodes.sidLength(in.number()));
        }
        extraAt = in.position();
    }

    private void readHistory(CompactReader in) {
        historyCount = (flags & AccountCodec.SID_HISTORY) == 0 ? 0 : in.count();
        historyAt = in.position();
        for (int i = 0; i < historyCount; i++) {
            in.skipBytes();
        }
    }

    private int numberIf(int flag, CompactReader in) {
        return (flags & flag) == 0 ? 0 : in.number();
    }

    private void readIf(int flag, Text text, CompactReader in) {
        text.set(0, 0);
        if ((flags & flag) != 0) {
            text.read(in);
        }
    }

    private void readIf(int flag, Slice slice, CompactReader in) {
        slice.set(0, 0);
        if ((flags & flag) != 0) {
            int length = in.number();
            int from = in.position();
            in.skip(length);
            slice.set(from, in.position());
        }
    }

    private void readAddresses(CompactReader in) {
        addressCount = in.count();
        while (addresses.length < addressCount) {
            addresses = Arrays.copyOf(addresses, addresses.length + 1);
            addresses[addresses.length - 1] = new Address();
        }
        for (int i = 0; i < addressCount; i++) {
            boolean derived = in.number() == 0;
            addresses[i].value.read(in);
            addresses[i].key.set(0, 0);
            if (!derived) {
                addresses[i].key.read(in);
            }
        }
    }

    public byte[] bytes() {
        return bytes;
    }

    public AccountType type() {
        return type;
    }

    public boolean disabled() {
        return (flags & AccountCodec.DISABLED) != 0;
    }

    public boolean hidden() {
        return (flags & AccountCodec.HIDDEN) != 0;
    }

    /** The code of the mailbox type, as in {@link AttributeCodes}; 0 if there is none. */
    public int mailboxCode() {
        return mailboxCode;
    }

    /** The bits of the unreadable attributes, as in {@link AttributeCodes}. */
    public int unreadable() {
        return unreadable;
    }

    public boolean hasExpiry() {
        return (flags & AccountCodec.EXPIRES) != 0;
    }

    /** The day of the expiry, in days since 1970. */
    public int expiresOnDay() {
        return expiresOnDay;
    }

    /** The second of that day. */
    public int expiresAtSecond() {
        return expiresAtSecond;
    }

    /** Whether the account has a UPN suffix that is the UPN's own. */
    public boolean hasSuffixOfUpn() {
        return (flags & AccountCodec.UPN_SUFFIX_OF_UPN) != 0;
    }

    public boolean hasAccountName() {
        return (flags & AccountCodec.ACCOUNT_NAME) != 0;
    }

    public boolean hasUserPrincipalName() {
        return (flags & AccountCodec.UPN) != 0;
    }

    /** Offset of the 16 bytes of the objectGUID, which compare as GUIDs do. */
    public int guidAt() {
        return guidAt;
    }

    public long guidHigh() {
        return CompactReader.longAt(bytes, guidAt);
    }

    public long guidLow() {
        return CompactReader.longAt(bytes, guidAt + Long.BYTES);
    }

    public Text distinguishedName() {
        return distinguishedName;
    }

    public Text cn() {
        return cn;
    }

    public Text accountName() {
        return accountName;
    }

    public Text userPrincipalName() {
        return userPrincipalName;
    }

    /** The explicit suffix if it isn't the UPN's own. */
    public Text upnSuffix() {
        return upnSuffix;
    }

    public Slice objectSid() {
        return objectSid;
    }

    public Slice primaryGroup() {
        return primaryGroup;
    }

    public int historyCount() {
        return historyCount;
    }

    /** Visits the SIDs of the history; the same object is passed each time. */
    public void forEachHistoricSid(Consumer<Slice> visitor) {
        CompactReader in = new CompactReader(bytes, historyAt);
        Slice sid = new Slice();
        for (int i = 0; i < historyCount; i++) {
            int length = in.number();
            int from = in.position();
            in.skip(length);
            sid.set(from, in.position());
            visitor.accept(sid);
        }
    }

    public int addressCount() {
        return addressCount;
    }

    public Address address(int index) {
        return addresses[index];
    }

    public void forEachMember(MemberVisitor visitor) {
        CompactReader in = new CompactReader(bytes, membersAt);
        Slice sid = new Slice();
        for (int i = 0; i < memberCount; i++) {
            int at = in.position();
            in.skip(ObjectGuid.BYTES);
            int header = in.number();
            int from = in.position();
            in.skip(AttributeCodes.sidLength(header));
            sid.set(from, in.position());
            visitor.member(
                    CompactReader.longAt(bytes, at),
                    CompactReader.longAt(bytes, at + Long.BYTES),
                    sid,
                    AttributeCodes.memberKind(header));
        }
    }

    /** The encoded extra attributes, up to the end of the record. */
    public Slice extra() {
        Slice extra = new Slice();
        extra.set(extraAt, bytes.length);
        return extra;
    }

    /** The values of an extra attribute, whose name is compared without case; none if there is no such attribute. */
    public List<String> extra(String attribute) {
        List<String> found = new ArrayList<>();
        CompactReader in = new CompactReader(bytes, extraAt);
        for (int names = in.count(); names > 0; names--) {
            boolean wanted = in.text().equalsIgnoreCase(attribute);
            for (int values = in.count(); values > 0; values--) {
                if (wanted) {
                    found.add(in.text());
                } else {
                    in.skipText();
                }
            }
        }
        return found;
    }

    public String text(Text text) {
        return CompactReader.text(bytes, text.from(), text.to(), text.wide);
    }

    public ObjectSid sid(Slice sid) {
        return ObjectSid.fromBytes(Arrays.copyOfRange(bytes, sid.from(), sid.to()));
    }

    /** Decodes the whole account. */
    public Account account(ConnectionId connection) {
        return AccountCodec.decode(connection, bytes);
    }
}
