package org.adcache.index;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;

/**
 * One account as it is kept in memory: what it shares with others is a number of {@link SharedTexts}, what follows from
 * another of its fields is a flag, and everything else stands there as the store has it. Members are not there.
 *
 * <pre>
 *   4f 02      flags: account name 1, UPN 2, SID 4, primary group 8, UPN suffix 16, the UPN's own 32, RDN of cn 64, extra 128;
 *              above them how the UPN is kept: 0 in two, 1 as the account name and a suffix, 2 as the first address, 3 whole
 *   9829…      objectGUID, 16 bytes
 *   04         container: number + 1 of "OU=Sales,DC=corp,DC=example"; 0 if the DN is kept whole
 *   0c jo.ray  account name: length * 2, or * 2 + 1 in UTF-16
 *   02         addresses: count, then of each number + 1 of the domain and the local part,
 *              or 0, the value and the key, where the key is not that of ASCII text
 *   0c Jo Ray  cn, then the DN's first component if it isn't CN= and the cn
 *   …          UPN; SID and primary group: number of the domain's SID, relative identifier; UPN suffix; extra attributes
 * </pre>
 */
final class PackedRecord {
    static final int ACCOUNT_NAME = 1;
    static final int UPN = 2;
    static final int SID = 4;
    static final int PRIMARY_GROUP = 8;
    static final int UPN_SUFFIX = 16;
    static final int UPN_SUFFIX_OF_UPN = 32;
    static final int RDN_OF_CN = 64;
    static final int EXTRA = 128;
    static final int UPN_FORM_SHIFT = 8;
    static final int UPN_IN_TWO = 0;
    static final int UPN_OF_ACCOUNT_NAME = 1;
    static final int UPN_OF_ADDRESS = 2;
    static final int UPN_WHOLE = 3;
    static final byte[] CN = {'C', 'N', '='};
    /** The container of a DN that is kept whole. */
    static final int NO_CONTAINER = -1;
    /** The value that is the account name; addresses follow, and {@link #UPN_VALUE} is the UPN. */
    static final int NAME_VALUE = 0;

    static final int UPN_VALUE = 255;

    private static final byte[] NO_BYTES = {};

    private final SharedTexts shared;
    private final byte[] bytes;
    private final int flags;
    private final int guidAt;
    private final int containerAt;
    private int at;

    /** One value in two parts: those before its '@', and those behind in another array; or all in the first. */
    private int firstFrom;

    private int firstTo;
    private byte[] second = {};
    private int secondFrom;
    private int secondTo = -1;

    PackedRecord(ByteArena arena, SharedTexts shared, int place) {
        this.shared = shared;
        this.bytes = arena.chunk(place);
        this.at = arena.start(place);
        this.flags = number();
        this.guidAt = at;
        this.containerAt = at + ObjectGuid.BYTES;
        rewind();
    }

    private void rewind() {
        at = containerAt;
        number();
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private int upnForm() {
        return flags >>> UPN_FORM_SHIFT;
    }

    ObjectGuid guid() {
        ByteBuffer guid = ByteBuffer.wrap(bytes, guidAt, ObjectGuid.BYTES);
        return new ObjectGuid(guid.getLong(), guid.getLong());
    }

    boolean hasGuid(ObjectGuid guid) {
        return guid().equals(guid);
    }

    // Keys

    boolean hasAccountName(String key) {
        rewind();
        if (!has(ACCOUNT_NAME)) {
            return false;
        }
        int header = number();
        return isPlain(at, at + (header >>> 1))
                ? loweredEquals(bytes, at, at + (header >>> 1), key, 0, key.length())
                : new AccountName(text(header)).key().equals(key);
    }

    boolean hasUserPrincipalName(String key) {
        if (!has(UPN)) {
            return false;
        }
        return (seekValue(UPN_VALUE) && isPlainValue())
                ? valueEquals(key)
                : UserPrincipalName.keyOf(userPrincipalName()).equals(key);
    }

    boolean hasAddress(String key) {
        int count = addressCount();
        for (int i = 0; i < count; i++) {
            int domain = number();
            if (domain > 0) {
                int length = number() >>> 1;
                useTwo(at, at + length, domain - 1);
                at += length;
                if (valueEquals(key)) {
                    return true;
                }
            } else {
                skipText();
                if (text(number()).equals(key)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean hasSid(ObjectSid sid) {
        seekBehindNames();
        return has(SID) && sid().equals(sid);
    }

    boolean hasDistinguishedName(String key) {
        return new DistinguishedName(distinguishedName()).key().equals(key);
    }

    // Values: what is searched as a whole

    /** How many addresses there are; the position is then at the first. */
    private int addressCount() {
        rewind();
        if (has(ACCOUNT_NAME)) {
            skipText();
        }
        return number();
    }

    /** How many values there are besides the UPN: the account name's place, and the addresses. */
    int values() {
        return addressCount() + 1;
    }

    /**
     * Goes to a value for the methods below.
     *
     * @return whether it is there, and kept as bytes that can be compared
     */
    boolean seekValue(int value) {
        secondTo = -1;
        if (value == NAME_VALUE) {
            rewind();
            return has(ACCOUNT_NAME) && useText();
        }
        if (value == UPN_VALUE) {
            return has(UPN) && seekUpn();
        }
        int count = addressCount();
        for (int i = 1; i < value && i <= count; i++) {
            skipAddress();
        }
        return value <= count && useAddress();
    }

    private boolean seekUpn() {
        if (upnForm() == UPN_OF_ADDRESS) {
            return seekValue(NAME_VALUE + 1);
        }
        if (upnForm() == UPN_OF_ACCOUNT_NAME) {
            rewind();
            int length = number() >>> 1;
            int from = at;
            seekUpnText();
            useTwo(from, from + length, number());
            return true;
        }
        seekUpnText();
        if (upnForm() == UPN_WHOLE) {
            return useText();
        }
        int length = number() >>> 1;
        int from = at;
        at += length;
        useTwo(from, from + length, number());
        return true;
    }

    private boolean useAddress() {
        int domain = number();
        if (domain == 0) {
            return useText();
        }
        int length = number() >>> 1;
        useTwo(at, at + length, domain - 1);
        return true;
    }

    private boolean useText() {
        int header = number();
        firstFrom = at;
        firstTo = at + (header >>> 1);
        secondTo = -1;
        return (header & 1) == 0;
    }

    private void useTwo(int from, int to, int sharedText) {
        firstFrom = from;
        firstTo = to;
        second = shared.chunk(sharedText);
        secondFrom = shared.start(sharedText);
        secondTo = secondFrom + shared.length(sharedText);
    }

    /** Whether the value sought is ASCII without space around it. */
    boolean isPlainValue() {
        return secondTo < 0
                ? isPlain(firstFrom, firstTo)
                : Ascii.is(bytes, firstFrom, firstTo)
                        && Ascii.is(second, secondFrom, secondTo)
                        && (firstFrom == firstTo || !Character.isWhitespace(bytes[firstFrom]))
                        && (secondFrom == secondTo || !Character.isWhitespace(second[secondTo - 1]));
    }

    private boolean isPlain(int from, int to) {
        return from < to
                && Ascii.is(bytes, from, to)
                && !Character.isWhitespace(bytes[from])
                && !Character.isWhitespace(bytes[to - 1]);
    }

    /** Compares the value sought, in lower case, with a prefix; equal if it begins so. */
    int compareValue(byte[] prefix) {
        int difference = compare(bytes, firstFrom, firstTo, prefix, 0);
        int done = firstTo - firstFrom;
        if (difference != 0 || done >= prefix.length) {
            return difference;
        }
        if (secondTo < 0) {
            return -1;
        }
        if (prefix[done] != '@') {
            return '@' - (prefix[done] & 0xFF);
        }
        int more = compare(second, secondFrom, secondTo, prefix, done + 1);
        return more == 0 && done + 1 + secondTo - secondFrom < prefix.length ? -1 : more;
    }

    /** Whether the value sought, if it is in one part, has a text in it in lower case. */
    boolean valueHas(byte[] text) {
        for (int from = firstFrom; from <= firstTo - text.length; from++) {
            if (compare(bytes, from, firstTo, text, 0) == 0) {
                return true;
            }
        }
        return false;
    }

    /** The account name in lower case if it is ASCII without space around it, else nothing. */
    byte[] plainName() {
        if (!seekValue(NAME_VALUE) || !isPlainValue()) {
            return NO_BYTES;
        }
        byte[] name = new byte[firstTo - firstFrom];
        for (int i = 0; i < name.length; i++) {
            name[i] = (byte) Ascii.lower(bytes[firstFrom + i]);
        }
        return name;
    }

    /** The tokens that find the account name as a whole. */
    List<String> nameTokens() {
        return has(ACCOUNT_NAME)
                ? new SearchedText("sAMAccountName", OptionalInt.empty(), accountName()).tokens()
                : List.of();
    }

    /** How many bytes the value sought has. */
    int valueLength() {
        return firstTo - firstFrom + (secondTo < 0 ? 0 : 1 + secondTo - secondFrom);
    }

    /** Eight bytes of the value sought, in lower case, as {@link ByteSort.Strings#word} has them. */
    long valueWord(int position) {
        long word = 0;
        int first = firstTo - firstFrom;
        int length = valueLength();
        int end = Math.min(length, position + Long.BYTES);
        for (int i = position; i < end; i++) {
            int b = i < first
                    ? Ascii.lower(bytes[firstFrom + i])
                    : i == first ? '@' : Ascii.lower(second[secondFrom + i - first - 1]);
            word = word << Byte.SIZE | b;
        }
        return end <= position ? 0 : word << ((Long.BYTES - (end - position)) * Byte.SIZE);
    }

    /** Whether there is a UPN that isn't the first address. */
    boolean hasUpnOfItsOwn() {
        return has(UPN) && upnForm() != UPN_OF_ADDRESS;
    }

    private static int compare(byte[] text, int from, int to, byte[] prefix, int prefixFrom) {
        int common = Math.min(to - from, prefix.length - prefixFrom);
        for (int i = 0; i < common; i++) {
            int difference = Ascii.lower(text[from + i]) - (prefix[prefixFrom + i] & 0xFF);
            if (difference != 0) {
                return difference;
            }
        }
        return 0;
    }

    private boolean valueEquals(String key) {
        int length = firstTo - firstFrom;
        if (secondTo < 0) {
            return loweredEquals(bytes, firstFrom, firstTo, key, 0, key.length());
        }
        return key.length() == valueLength()
                && key.charAt(length) == '@'
                && loweredEquals(bytes, firstFrom, firstTo, key, 0, length)
                && loweredEquals(second, secondFrom, secondTo, key, length + 1, key.length());
    }

    private static boolean loweredEquals(byte[] text, int from, int to, String key, int keyFrom, int keyTo) {
        if (to - from != keyTo - keyFrom) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (Ascii.lower(text[i]) != key.charAt(keyFrom + i - from)) {
                return false;
            }
        }
        return true;
    }

    // The account

    Account account(AccountType type, boolean disabled, boolean hidden, ConnectionId connection) {
        List<MailAddress> addresses = addresses();
        String cn = text(number());
        Account.Builder account = Account.builder(
                        guid(), type, connection, new DistinguishedName(distinguishedName(cn)))
                .cn(cn)
                .addresses(addresses)
                .disabled(disabled)
                .hidden(hidden);
        if (has(ACCOUNT_NAME)) {
            account.samAccountName(new AccountName(accountName()));
        }
        if (has(UPN)) {
            UserPrincipalName upn = new UserPrincipalName(userPrincipalName());
            account.userPrincipalName(upn);
            if (has(UPN_SUFFIX_OF_UPN)) {
                account.upnSuffix(upn.suffix().orElseThrow());
            }
        }
        seekBehindNames();
        if (has(SID)) {
            account.objectSid(sid());
        }
        if (has(PRIMARY_GROUP)) {
            account.primaryGroup(sid());
        }
        if (has(UPN_SUFFIX)) {
            account.upnSuffix(new UpnSuffix(text(number())));
        }
        if (has(EXTRA)) {
            account.extra(extra());
        }
        return account.build();
    }

    private String accountName() {
        rewind();
        return text(number());
    }

    /** The position is then at the cn. */
    private List<MailAddress> addresses() {
        int count = addressCount();
        List<MailAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int domain = number();
            if (domain > 0) {
                String value = text(number()) + '@' + sharedText(domain - 1);
                addresses.add(MailAddress.ofAscii(value));
            } else {
                String value = text(number());
                addresses.add(new MailAddress(value, text(number())));
            }
        }
        return addresses;
    }

    String cn() {
        seekCn();
        return text(number());
    }

    private String distinguishedName() {
        return distinguishedName(cn());
    }

    /** The position is behind the cn. */
    private String distinguishedName(String cn) {
        String component = has(RDN_OF_CN) ? "CN=" + cn : text(number());
        int behind = at;
        at = containerAt;
        int container = number() - 1;
        at = behind;
        return container == NO_CONTAINER ? component : component + ',' + sharedText(container);
    }

    private String userPrincipalName() {
        if (upnForm() == UPN_OF_ADDRESS) {
            addressCount();
            int domain = number();
            String value = text(number());
            return domain == 0 ? value : value + '@' + sharedText(domain - 1);
        }
        if (upnForm() == UPN_OF_ACCOUNT_NAME) {
            String name = accountName();
            seekUpnText();
            return name + '@' + sharedText(number());
        }
        seekUpnText();
        String first = text(number());
        return upnForm() == UPN_WHOLE ? first : first + '@' + sharedText(number());
    }

    private ObjectSid sid() {
        byte[] domain = shared.get(number());
        int relativeId = number();
        byte[] sid = Arrays.copyOf(domain, domain.length + Integer.BYTES);
        for (int i = domain.length; i < sid.length; i++) {
            sid[i] = (byte) relativeId;
            relativeId >>>= Byte.SIZE;
        }
        return ObjectSid.fromBytes(sid);
    }

    private Map<String, List<String>> extra() {
        Map<String, List<String>> extra = new LinkedHashMap<>();
        for (int names = number(); names > 0; names--) {
            String name = text(number());
            int count = number();
            List<String> values = new ArrayList<>(count);
            for (; count > 0; count--) {
                values.add(text(number()));
            }
            extra.put(name, List.copyOf(values));
        }
        return extra;
    }

    // Positions

    private void seekCn() {
        for (int left = addressCount(); left > 0; left--) {
            skipAddress();
        }
    }

    private void skipAddress() {
        if (number() == 0) {
            skipText();
        }
        skipText();
    }

    private void seekUpnText() {
        seekCn();
        skipText();
        if (!has(RDN_OF_CN)) {
            skipText();
        }
    }

    /** Goes to what follows cn, DN and UPN. */
    private void seekBehindNames() {
        seekUpnText();
        if (has(UPN) && upnForm() != UPN_OF_ADDRESS) {
            if (upnForm() != UPN_OF_ACCOUNT_NAME) {
                skipText();
            }
            if (upnForm() != UPN_WHOLE) {
                number();
            }
        }
    }

    private void skipText() {
        int length = number() >>> 1;
        at += length;
    }

    private String text(int header) {
        int from = at;
        at += header >>> 1;
        return (header & 1) == 0
                ? new String(bytes, from, at - from, StandardCharsets.UTF_8)
                : ByteBuffer.wrap(bytes, from, at - from).asCharBuffer().toString();
    }

    private String sharedText(int number) {
        return new String(shared.chunk(number), shared.start(number), shared.length(number), StandardCharsets.UTF_8);
    }

    private int number() {
        byte first = bytes[at++];
        if (first >= 0) {
            return first;
        }
        int value = first & 0x7F;
        for (int shift = 7; ; shift += 7) {
            byte next = bytes[at++];
            value |= (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
