package org.adcache.index.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.TextSink;
import org.adcache.account.UserPrincipalName;
import org.adcache.encoding.Varint;
import org.adcache.index.array.ByteArena;

/**
 * Cursor over packed account records. A text shared by many accounts is a number in {@link SharedTexts}, a value that
 * follows from another field is a flag, all other fields are encoded as in the store. Members are omitted. One object
 * reads many records; it moves to a field and exposes its text as {@link #text}.
 *
 * <pre>
 *   4f 02      flags: account name 1, UPN 2, SID 4, primary group 8, UPN suffix 16, the UPN's own 32,
 *              RDN of cn 64, extra 128; form of the UPN from bit 8 on: 0 in two, 1 as the account name and
 *              a suffix, 2 as the first address, 3 whole; type from bit 10 on: 0 user, 1 contact, 2 group;
 *   9829…      objectGUID, 16 bytes
 *   04         container: number + 1 of "OU=Sales,DC=corp,DC=example"; 0 if the DN is kept whole
 *   0c jo.ray  account name: length * 2, or * 2 + 1 in UTF-16
 *   02         addresses: count, then for each the number + 1 of the domain and the local part,
 *              or 0, the value and the key, if the key is not the lower-case value
 *   0c Jo Ray  cn, then the DN's first component if it isn't CN= and the cn
 *   …          UPN; SID and primary group: number of the domain's SID, RID; UPN suffix; SID history: count, then
 *              each like the SID; extra attributes
 * </pre>
 */
public final class PackedRecord {
    static final int ACCOUNT_NAME = 1;
    static final int UPN = 2;
    static final int SID = 4;
    static final int PRIMARY_GROUP = 8;
    static final int UPN_SUFFIX = 16;
    static final int UPN_SUFFIX_OF_UPN = 32;
    static final int RDN_OF_CN = 64;
    static final int EXTRA = 128;
    static final int UPN_FORM_SHIFT = 8;
    static final int TYPE_SHIFT = 10;
    static final int DISABLED = 1 << 12;
    static final int HIDDEN = 1 << 13;
    static final int STATE = 1 << 14;
    static final int SID_HISTORY = 1 << 15;
    static final int UNREADABLE_SHIFT = 4;
    static final int EXPIRES = 1 << 9;
    static final int UPN_IN_TWO = 0;
    static final int UPN_OF_ACCOUNT_NAME = 1;
    static final int UPN_OF_ADDRESS = 2;
    static final int UPN_WHOLE = 3;
    static final byte[] CN = {'C', 'N', '='};
    /** Container number of a DN that is kept whole. */
    public static final int NO_CONTAINER = -1;
    /** Value number of the account name; addresses follow, and {@link #UPN_VALUE} is the UPN. */
    public static final int NAME_VALUE = 0;

    public static final int UPN_VALUE = 255;

    private static final int TWO_BITS = 3;
    private static final int FOUR_BITS = 15;
    private static final int FIVE_BITS = 31;
    private static final long SECONDS_OF_DAY = 86_400;
    private static final int UNKNOWN = -1;
    private static final byte[] NO_BYTES = {};
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final ByteArena arena;
    private final SharedTexts shared;
    private final RecordText text = new RecordText();
    private byte[] bytes = NO_BYTES;
    private int flags;
    private int guidAt;
    private int container;
    private int state;
    private long expires;
    private int namesAt;
    private int cnAt;
    private int keyAt;
    private int at;

    PackedRecord(ByteArena arena, SharedTexts shared) {
        this.arena = arena;
        this.shared = shared;
    }

    /** Moves to a record. */
    public PackedRecord at(int place) {
        bytes = arena.chunk(place);
        at = arena.start(place);
        flags = number();
        guidAt = at;
        at += ObjectGuid.BYTES;
        container = number() - 1;
        state = 0;
        if (has(STATE)) {
            readState();
        }
        namesAt = at;
        cnAt = UNKNOWN;
        return this;
    }

    private void readState() {
        state = number();
        if ((state & EXPIRES) != 0) {
            expires = number() * SECONDS_OF_DAY + number();
        }
    }

    /** The code of the mailbox type, as in {@link AttributeCodes}; 0 if there is none. */
    int mailboxCode() {
        return state & FOUR_BITS;
    }

    /** The bits of the unreadable attributes, as in {@link AttributeCodes}. */
    int unreadable() {
        return state >>> UNREADABLE_SHIFT & FIVE_BITS;
    }

    boolean hasExpiry() {
        return (state & EXPIRES) != 0;
    }

    /** The moment of the expiry, in seconds since 1970. */
    long expires() {
        return expires;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    int upnForm() {
        return flags >>> UPN_FORM_SHIFT & TWO_BITS;
    }

    public AccountType type() {
        return Records.ofRank(flags >>> TYPE_SHIFT & TWO_BITS);
    }

    long guidHigh() {
        return (long) LONG.get(bytes, guidAt);
    }

    long guidLow() {
        return (long) LONG.get(bytes, guidAt + Long.BYTES);
    }

    public ObjectGuid guid() {
        return new ObjectGuid(guidHigh(), guidLow());
    }

    public boolean hasGuid(ObjectGuid guid) {
        return guidHigh() == guid.high() && guidLow() == guid.low();
    }

    /** The number of the shared text behind the DN's first component; {@link #NO_CONTAINER} if there is none. */
    int container() {
        return container;
    }

    SharedTexts shared() {
        return shared;
    }

    // Moving to a field

    /** The text of the current field. */
    public RecordText text() {
        return text;
    }

    /** Moves to the account name; false if there is none. */
    public boolean toAccountName() {
        at = namesAt;
        return has(ACCOUNT_NAME) && take();
    }

    /** The number of addresses; {@link #nextAddress} then moves to the first. */
    public int addressCount() {
        at = namesAt;
        if (has(ACCOUNT_NAME)) {
            skipText();
        }
        return number();
    }

    public void nextAddress() {
        int domain = number();
        take();
        keyAt = UNKNOWN;
        if (domain > 0) {
            text.followBy(shared, domain - 1);
        } else {
            keyAt = at;
            skipText();
        }
    }

    /** Moves to an address; false if there are fewer. */
    boolean toAddress(int index) {
        if (index >= addressCount()) {
            return false;
        }
        for (int i = 0; i < index; i++) {
            skipAddress();
        }
        nextAddress();
        return true;
    }

    /** Moves to the key of the current address; false if that is its value in lower case. */
    public boolean toKeyOfAddress() {
        if (keyAt == UNKNOWN) {
            return false;
        }
        int behind = at;
        at = keyAt;
        take();
        at = behind;
        return true;
    }

    public void toCn() {
        if (cnAt == UNKNOWN) {
            for (int left = addressCount(); left > 0; left--) {
                skipAddress();
            }
            cnAt = at;
        }
        at = cnAt;
        take();
    }

    /**
     * Moves to the first component of the DN, which is the whole DN if it has no container; false if it is CN= and the
     * cn.
     */
    boolean toComponent() {
        toCn();
        return !has(RDN_OF_CN) && take();
    }

    boolean toUserPrincipalName() {
        if (!has(UPN)) {
            return false;
        }
        if (upnForm() == UPN_OF_ADDRESS) {
            return toAddress(0);
        }
        toComponent();
        if (upnForm() == UPN_OF_ACCOUNT_NAME) {
            int suffix = number();
            toAccountName();
            text.followBy(shared, suffix);
        } else {
            take();
            if (upnForm() == UPN_IN_TWO) {
                text.followBy(shared, number());
            }
        }
        return true;
    }

    /** Moves behind the UPN. */
    private void toEndOfNames() {
        toComponent();
        if (has(UPN) && upnForm() != UPN_OF_ADDRESS) {
            if (upnForm() != UPN_OF_ACCOUNT_NAME) {
                skipText();
            }
            if (upnForm() != UPN_WHOLE) {
                number();
            }
        }
    }

    /** Moves to the UPN suffix; false if there is none or it is the UPN's own. */
    boolean toUpnSuffix() {
        toSids();
        skipSid(SID);
        skipSid(PRIMARY_GROUP);
        return has(UPN_SUFFIX) && take();
    }

    /**
     * Moves to the count of extra attributes, to be read with {@link #number} and {@link #next}; false if there are
     * none.
     */
    boolean toExtra() {
        for (int left = toHistory(); left > 0; left--) {
            number();
            number();
        }
        return has(EXTRA);
    }

    /** The number of SIDs of the history; {@link #nextSid} reads each. */
    int toHistory() {
        toUpnSuffix();
        return has(SID_HISTORY) ? number() : 0;
    }

    /** Moves to the objectSID, else to the primary group; {@link #nextSid} reads each that is present. */
    void toSids() {
        toEndOfNames();
    }

    /** Reads the SID at this position. */
    ObjectSid nextSid() {
        byte[] domain = shared.get(number());
        return Sids.withRelativeId(domain, number());
    }

    /** Writes the SID at this position in the form S-1-…. */
    void writeSid(TextSink sink) {
        int domain = number();
        new SidText(shared.chunk(domain), shared.start(domain), shared.length(domain), number()).writeTo(sink);
    }

    private void skipSid(int flag) {
        if (has(flag)) {
            number();
            number();
        }
    }

    /** Reads the text at this position. */
    RecordText next() {
        take();
        return text;
    }

    private boolean take() {
        int header = number();
        int from = at;
        at += header >>> 1;
        text.set(bytes, from, at, (header & 1) != 0);
        return true;
    }

    private void skipAddress() {
        if (number() == 0) {
            skipText();
        }
        skipText();
    }

    private void skipText() {
        int length = number() >>> 1;
        at += length;
    }

    /** Reads the number at this position. */
    int number() {
        int value = Varint.read(bytes, at);
        at = Varint.end(bytes, at);
        return value;
    }

    // Keys

    public boolean hasAccountName(String key) {
        return toAccountName()
                && (text.isPlain()
                        ? text.is(key)
                        : new AccountName(text.toString()).key().equals(key));
    }

    public boolean hasUserPrincipalName(String key) {
        return toUserPrincipalName()
                && (text.isPlain()
                        ? text.is(key)
                        : UserPrincipalName.keyOf(text.toString()).equals(key));
    }

    public boolean hasAddress(String key) {
        for (int left = addressCount(); left > 0; left--) {
            nextAddress();
            if (toKeyOfAddress() ? text.toString().equals(key) : text.is(key)) {
                return true;
            }
        }
        return false;
    }

    public boolean hasSid(ObjectSid sid) {
        toSids();
        return has(SID) && nextSid().equals(sid);
    }

    public boolean hasSidInHistory(ObjectSid sid) {
        for (int left = toHistory(); left > 0; left--) {
            if (nextSid().equals(sid)) {
                return true;
            }
        }
        return false;
    }

    public boolean hasDistinguishedName(String key) {
        return new DistinguishedName(distinguishedName()).key().equals(key);
    }

    /** The values of an extra attribute, whose name is compared without case; none if there is no such attribute. */
    public List<String> extra(String attribute) {
        List<String> found = new ArrayList<>();
        for (int names = toExtra() ? number() : 0; names > 0; names--) {
            boolean wanted = next().toString().equalsIgnoreCase(attribute);
            for (int values = number(); values > 0; values--) {
                if (wanted) {
                    found.add(next().toString());
                } else {
                    skipText();
                }
            }
        }
        return found;
    }

    String distinguishedName() {
        String component = toComponent() ? text.toString() : "CN=" + text;
        return container == NO_CONTAINER ? component : component + ',' + shared.text(container);
    }

    // Values, which are searched as a whole

    /** The number of values besides the UPN: the account name, present or not, and the addresses. */
    public int values() {
        return addressCount() + 1;
    }

    /** Moves to a value; false if it is absent or not plain. */
    public boolean toPlainValue(int value) {
        boolean there = switch (value) {
            case NAME_VALUE -> toAccountName();
            case UPN_VALUE -> toUserPrincipalName();
            default -> toAddress(value - 1);
        };
        return there && text.isPlain();
    }

    /** The account name in lower case if it is plain, else empty. */
    public byte[] plainName() {
        return toPlainValue(NAME_VALUE) ? text.lowered() : NO_BYTES;
    }

    /** Whether there is a UPN other than the first address. */
    public boolean hasUpnOfItsOwn() {
        return has(UPN) && upnForm() != UPN_OF_ADDRESS;
    }
}
