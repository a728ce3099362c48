package org.adcache.store.record;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.encoding.Varint;
import org.adcache.store.AttributeCounts;
import org.adcache.store.MalformedRecordException;

/**
 * Binary format of an account, without its connection, which the segment implies. Equal accounts have equal bytes.
 *
 * <pre>
 *  03       format; 02 has no SID history; 01, of version 0.1.0, has no flags above 128
 *  00       type: 0 user, 1 contact, 2 group
 *  7d 02    flags: disabled 1, hidden 2, sAMAccountName 4, UPN 8, SID 16, primary group 32, UPN suffix 64,
 *           suffix is the UPN's own 128, mailbox type 256, account expires 512, unreadable attributes 1024,
 *           SID history 2048
 *  9829…    objectGUID, 16 bytes
 *  26 CN=…  distinguishedName, then cn and what the flags indicate: texts and SIDs; the code of the mailbox type;
 *           days since 1970 and seconds of the day of the expiry; a bit for each unreadable attribute;
 *           the SID history: count, SIDs
 *  01 00 …  addresses: count, then 0 and the value, or 1, value and key if the key isn't cheaply derived
 *  00       members: count, then objectGUID, length of the foreign SID or 0, a multiple of 4, plus the code of the
 *           kind, and the SID
 *  00       extra attributes: count, then name, count, values
 * </pre>
 */
public final class AccountCodec {
    /** Bytes at the start of a record that contain its objectGUID. */
    public static final int HEAD = 4 + ObjectGuid.BYTES;

    private static final byte FORMAT = 3;
    private static final byte FIRST_FORMAT = 1;
    static final int TYPE_AT = 1;
    private static final AccountType[] TYPES = {AccountType.USER, AccountType.CONTACT, AccountType.GROUP};

    static final int DISABLED = 1;
    static final int HIDDEN = 2;
    static final int ACCOUNT_NAME = 4;
    static final int UPN = 8;
    static final int SID = 16;
    static final int PRIMARY_GROUP = 32;
    static final int UPN_SUFFIX = 64;
    static final int UPN_SUFFIX_OF_UPN = 128;
    static final int MAILBOX_TYPE = 256;
    static final int EXPIRES = 512;
    static final int UNREADABLE = 1024;
    static final int SID_HISTORY = 2048;
    static final int SECONDS_OF_DAY = 86_400;
    private static final byte[] NO_SID = {};

    private AccountCodec() {}

    public static byte[] encode(Account account) {
        int flags = flags(account);
        CompactWriter out = new CompactWriter();
        out.number(FORMAT).number(List.of(TYPES).indexOf(account.type())).number(flags);
        out.guid(account.objectGuid());
        out.text(account.distinguishedName().value()).text(account.cn());
        account.samAccountName().ifPresent(name -> out.text(name.value()));
        account.userPrincipalName().ifPresent(upn -> out.text(upn.value()));
        account.objectSid().ifPresent(out::sid);
        account.primaryGroup().ifPresent(out::sid);
        if ((flags & UPN_SUFFIX) != 0) {
            account.upnSuffix().ifPresent(suffix -> out.text(suffix.value()));
        }
        writeState(out, account);
        out.number(account.addresses().size());
        account.addresses().forEach(address -> write(out, address));
        out.number(account.members().size());
        account.members().forEach(member -> write(out, member));
        out.number(account.extra().size());
        account.extra().forEach((name, values) -> {
            out.text(name).number(values.size());
            values.forEach(out::text);
        });
        return out.toBytes();
    }

    private static void writeState(CompactWriter out, Account account) {
        account.mailboxType().ifPresent(type -> out.number(AttributeCodes.of(Optional.of(type))));
        account.accountExpires()
                .map(Instant::getEpochSecond)
                .ifPresent(
                        second -> out.number((int) (second / SECONDS_OF_DAY)).number((int) (second % SECONDS_OF_DAY)));
        if (!account.unreadable().isEmpty()) {
            out.number(AttributeCodes.of(account.unreadable()));
        }
        if (!account.sidHistory().isEmpty()) {
            out.number(account.sidHistory().size());
            account.sidHistory().forEach(out::sid);
        }
    }

    /**
     * Decodes an account.
     *
     * @throws MalformedRecordException if the bytes are no account
     */
    public static Account decode(ConnectionId connection, byte[] bytes) {
        AccountType type = type(bytes);
        try {
            CompactReader in = new CompactReader(bytes);
            in.bytes(TYPE_AT + 1);
            int flags = in.number();
            Account.Builder account = Account.builder(in.guid(), type, connection, new DistinguishedName(in.text()))
                    .cn(in.text())
                    .disabled((flags & DISABLED) != 0)
                    .hidden((flags & HIDDEN) != 0);
            readNames(in, flags, account);
            readState(in, flags, account);
            account.addresses(readAddresses(in)).members(readMembers(in)).extra(readExtra(in));
            in.end();
            return account.build();
        } catch (IllegalArgumentException e) {
            throw new MalformedRecordException(e);
        }
    }

    /**
     * Decodes the objectGUID only.
     *
     * @param head the first {@link #HEAD} bytes of a record, or more
     * @throws MalformedRecordException if it is shorter
     */
    public static ObjectGuid objectGuid(byte[] head) {
        if (head.length < HEAD) {
            throw new MalformedRecordException("record is cut short");
        }
        ByteBuffer guid = ByteBuffer.wrap(head, Varint.end(head, TYPE_AT + 1), ObjectGuid.BYTES);
        return new ObjectGuid(guid.getLong(), guid.getLong());
    }

    /** Decodes the type only. */
    public static AccountType type(byte[] bytes) {
        if (bytes.length <= TYPE_AT
                || bytes[0] < FIRST_FORMAT
                || bytes[0] > FORMAT
                || bytes[TYPE_AT] < 0
                || bytes[TYPE_AT] >= TYPES.length) {
            throw new MalformedRecordException("unknown format or type");
        }
        return TYPES[bytes[TYPE_AT]];
    }

    /** Encodes a type only, for {@link #type}. */
    static byte[] encode(AccountType type) {
        return new CompactWriter()
                .number(FORMAT)
                .number(List.of(TYPES).indexOf(type))
                .toBytes();
    }

    /**
     * Visits the names of the attributes that an account has a value of, as {@link AttributeCounts} names them,
     * without decoding the values.
     *
     * @throws MalformedRecordException if the bytes are no account
     */
    public static void forEachAttribute(byte[] bytes, Consumer<String> attributes) {
        CompactReader in = new CompactReader(bytes);
        in.skip(TYPE_AT + 1);
        int flags = in.number();
        in.skip(ObjectGuid.BYTES);
        in.skipText();
        in.skipText();
        nameIf(flags, ACCOUNT_NAME, AttributeCounts.ACCOUNT_NAME, in::skipText, attributes);
        nameIf(flags, UPN, AttributeCounts.USER_PRINCIPAL_NAME, in::skipText, attributes);
        nameIf(flags, SID, AttributeCounts.OBJECT_SID, in::skipBytes, attributes);
        nameIf(flags, PRIMARY_GROUP, AttributeCounts.PRIMARY_GROUP, in::skipBytes, attributes);
        if ((flags & UPN_SUFFIX) != 0) {
            in.skipText();
        }
        int unreadable = skipState(in, flags);
        for (RequiredAttribute attribute : AttributeCodes.attributes(unreadable)) {
            attributes.accept(AttributeCounts.unreadable(attribute));
        }
        nameIf(flags, SID_HISTORY, AttributeCounts.SID_HISTORY, () -> skipSids(in), attributes);
        if (skipAddresses(in) > 0) {
            attributes.accept(AttributeCounts.ADDRESSES);
        }
        if (skipMembers(in) > 0) {
            attributes.accept(AttributeCounts.MEMBER);
        }
        for (int extra = in.count(); extra > 0; extra--) {
            String name = in.text();
            int values = in.count();
            if (values > 0) {
                attributes.accept(name);
            }
            for (; values > 0; values--) {
                in.skipText();
            }
        }
    }

    private static void nameIf(int flags, int flag, String name, Runnable skip, Consumer<String> attributes) {
        if ((flags & flag) != 0) {
            skip.run();
            attributes.accept(name);
        }
    }

    /** Skips mailbox type and expiry; returns the bits of the unreadable attributes. */
    private static int skipState(CompactReader in, int flags) {
        if ((flags & MAILBOX_TYPE) != 0) {
            in.number();
        }
        if ((flags & EXPIRES) != 0) {
            in.number();
            in.number();
        }
        return (flags & UNREADABLE) == 0 ? 0 : in.number();
    }

    private static void skipSids(CompactReader in) {
        for (int count = in.count(); count > 0; count--) {
            in.skipBytes();
        }
    }

    private static int skipAddresses(CompactReader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            boolean derived = in.number() == 0;
            in.skipText();
            if (!derived) {
                in.skipText();
            }
        }
        return count;
    }

    private static int skipMembers(CompactReader in) {
        int count = in.count();
        for (int i = 0; i < count; i++) {
            in.skip(ObjectGuid.BYTES);
            in.skip(AttributeCodes.sidLength(in.number()));
        }
        return count;
    }

    private static int flags(Account account) {
        Optional<UpnSuffix> ofUpn = account.userPrincipalName().flatMap(UserPrincipalName::suffix);
        boolean same = account.upnSuffix().isPresent() && account.upnSuffix().equals(ofUpn);
        return (account.disabled().orElse(false) ? DISABLED : 0)
                | (account.hidden() ? HIDDEN : 0)
                | (account.samAccountName().isPresent() ? ACCOUNT_NAME : 0)
                | (account.userPrincipalName().isPresent() ? UPN : 0)
                | (account.objectSid().isPresent() ? SID : 0)
                | (account.primaryGroup().isPresent() ? PRIMARY_GROUP : 0)
                | (account.upnSuffix().isPresent() && !same ? UPN_SUFFIX : 0)
                | (same ? UPN_SUFFIX_OF_UPN : 0)
                | (account.mailboxType().isPresent() ? MAILBOX_TYPE : 0)
                | (account.accountExpires().isPresent() ? EXPIRES : 0)
                | (account.unreadable().isEmpty() ? 0 : UNREADABLE)
                | (account.sidHistory().isEmpty() ? 0 : SID_HISTORY);
    }

    private static void readNames(CompactReader in, int flags, Account.Builder account) {
        if ((flags & ACCOUNT_NAME) != 0) {
            account.samAccountName(new AccountName(in.text()));
        }
        if ((flags & UPN) != 0) {
            UserPrincipalName upn = new UserPrincipalName(in.text());
            account.userPrincipalName(upn);
            if ((flags & UPN_SUFFIX_OF_UPN) != 0) {
                account.upnSuffix(upn.suffix().orElseThrow(() -> new MalformedRecordException("UPN without suffix")));
            }
        }
        if ((flags & SID) != 0) {
            account.objectSid(in.sid());
        }
        if ((flags & PRIMARY_GROUP) != 0) {
            account.primaryGroup(in.sid());
        }
        if ((flags & UPN_SUFFIX) != 0) {
            account.upnSuffix(new UpnSuffix(in.text()));
        }
    }

    private static void readState(CompactReader in, int flags, Account.Builder account) {
        if ((flags & MAILBOX_TYPE) != 0) {
            AttributeCodes.mailboxType(in.number()).ifPresent(account::mailboxType);
        }
        if ((flags & EXPIRES) != 0) {
            account.accountExpires(Instant.ofEpochSecond((long) in.number() * SECONDS_OF_DAY + in.number()));
        }
        if ((flags & UNREADABLE) != 0) {
            account.unreadable(AttributeCodes.attributes(in.number()));
        }
        if ((flags & SID_HISTORY) != 0) {
            List<ObjectSid> history = new ArrayList<>();
            for (int count = in.count(); count > 0; count--) {
                history.add(in.sid());
            }
            account.sidHistory(history);
        }
    }

    private static void write(CompactWriter out, MailAddress address) {
        boolean derived = isAscii(address.value())
                && MailAddress.parse(address.value()).filter(address::equals).isPresent();
        out.number(derived ? 0 : 1).text(address.value());
        if (!derived) {
            out.text(address.key());
        }
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static List<MailAddress> readAddresses(CompactReader in) {
        int count = in.count();
        List<MailAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            boolean derived = in.number() == 0;
            String value = in.text();
            addresses.add(
                    derived
                            ? MailAddress.parse(value).orElseThrow(() -> new MalformedRecordException("no address"))
                            : new MailAddress(value, in.text()));
        }
        return addresses;
    }

    private static void write(CompactWriter out, GroupMember member) {
        byte[] sid = member.foreignSid().map(ObjectSid::toBytes).orElse(NO_SID);
        out.guid(member.objectGuid()).number(sid.length | AttributeCodes.of(member.kind()));
        out.bytes(sid);
    }

    private static List<GroupMember> readMembers(CompactReader in) {
        int count = in.count();
        List<GroupMember> members = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            ObjectGuid guid = in.guid();
            int header = in.number();
            int length = AttributeCodes.sidLength(header);
            members.add(new GroupMember(
                    guid,
                    length == 0 ? Optional.empty() : Optional.of(ObjectSid.fromBytes(in.bytes(length))),
                    AttributeCodes.memberKind(header)));
        }
        return members;
    }

    private static Map<String, List<String>> readExtra(CompactReader in) {
        int count = in.count();
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String name = in.text();
            int values = in.count();
            List<String> list = new ArrayList<>(values);
            for (int j = 0; j < values; j++) {
                list.add(in.text());
            }
            extra.put(name, List.copyOf(list));
        }
        return extra;
    }
}
