package org.adcache.directory.read;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ObjectSid;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.IgnoredReason;
import org.adcache.directory.read.EntryRefused.Flaw;

/**
 * Values of one entry, read within limits. A text that can't be read or is too long is left out and noted; a flag or
 * number that can't be read, or too much of anything, refuses the entry, because answers are decided by it.
 */
final class EntryValues {
    static final int BYTES_OF_A_CHAR = 3;
    private static final int MOST_FLAWS = 20;

    private final Entry entry;
    private final EntryLimits limits;
    private final List<Flaw> flaws = new ArrayList<>(0);
    private long length;

    EntryValues(Entry entry, EntryLimits limits) {
        this.entry = entry;
        this.limits = limits;
    }

    /** The first of the values left out so far. */
    List<Flaw> flaws() {
        return flaws;
    }

    void note(IgnoredReason reason, String attribute, String value) {
        if (flaws.size() < MOST_FLAWS) {
            flaws.add(new Flaw(reason, attribute, value));
        }
    }

    /** The first value that isn't blank. */
    Optional<String> first(String name) throws EntryRefused {
        for (String value : texts(name)) {
            if (!value.isBlank()) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** The values of an attribute whose syntax is text. */
    List<String> texts(String name) throws EntryRefused {
        return read(name, true);
    }

    /** The values that are text, of an attribute of any syntax; others are keys, pictures or signatures. */
    List<String> textsAmong(String name) throws EntryRefused {
        return read(name, false);
    }

    private List<String> read(String name, boolean isText) throws EntryRefused {
        ASN1OctetString[] values = values(name);
        if (values.length == 0) {
            return List.of();
        }
        List<String> texts = new ArrayList<>(values.length);
        for (ASN1OctetString value : values) {
            byte[] bytes = value.getValue();
            if (bytes.length > (long) BYTES_OF_A_CHAR * limits.sizes().valueLength()) {
                limits.valueLength().allows(bytes.length);
                note(IgnoredReason.VALUE_TOO_LONG, name, start(bytes));
                continue;
            }
            Optional<String> text = text(bytes);
            if (text.isEmpty()) {
                if (isText) {
                    note(IgnoredReason.VALUE_NOT_TEXT, name, start(bytes));
                }
            } else if (limits.valueLength().allows(text.get().length())) {
                texts.add(counted(text.get(), name));
            } else {
                note(IgnoredReason.VALUE_TOO_LONG, name, text.get());
            }
        }
        return texts;
    }

    /** The SIDs among the values; a malformed one is left out. */
    List<ObjectSid> sids(String name) throws EntryRefused {
        List<ObjectSid> sids = new ArrayList<>(0);
        for (ASN1OctetString value : values(name)) {
            try {
                sids.add(ObjectSid.fromBytes(value.getValue()));
            } catch (IllegalArgumentException e) {
                note(IgnoredReason.FORMER_SID_MALFORMED, name, start(value.getValue()));
            }
        }
        return sids;
    }

    private String counted(String text, String name) throws EntryRefused {
        length += text.length();
        if (!limits.length().allows(length)) {
            throw new EntryRefused(IgnoredReason.TOO_LARGE, name);
        }
        return text;
    }

    private ASN1OctetString[] values(String name) throws EntryRefused {
        Attribute attribute = entry.getAttribute(name);
        if (attribute == null) {
            return new ASN1OctetString[0];
        }
        if (!limits.values().allows(attribute.size())) {
            throw new EntryRefused(IgnoredReason.TOO_MANY_VALUES, name);
        }
        return attribute.getRawValues();
    }

    /** The value of an integer of 32 bits, signed or unsigned. */
    Optional<Long> number(String name) throws EntryRefused {
        Optional<Long> number = wideNumber(name);
        if (number.isPresent() && (number.get() < Integer.MIN_VALUE || number.get() > 0xFFFF_FFFFL)) {
            throw malformed(name, number.get().toString());
        }
        return number;
    }

    /** The value of an integer of 64 bits. */
    Optional<Long> wideNumber(String name) throws EntryRefused {
        Optional<String> text = only(name);
        try {
            return text.map(Long::parseLong);
        } catch (NumberFormatException e) {
            throw malformed(name, text.orElseThrow());
        }
    }

    /** The value of a boolean. */
    boolean flag(String name) throws EntryRefused {
        Optional<String> text = only(name);
        if (text.isEmpty() || text.get().equalsIgnoreCase("FALSE")) {
            return false;
        }
        if (text.get().equalsIgnoreCase("TRUE")) {
            return true;
        }
        throw malformed(name, text.get());
    }

    /** The one value of an attribute that decides answers; empty if there is none. */
    private Optional<String> only(String name) throws EntryRefused {
        ASN1OctetString[] values = values(name);
        if (values.length == 0) {
            return Optional.empty();
        }
        Optional<String> text =
                values.length > 1 || values[0].getValueLength() > limits.sizes().valueLength()
                        ? Optional.empty()
                        : text(values[0].getValue());
        if (text.isEmpty()) {
            throw malformed(name, start(values[0].getValue()));
        }
        return text;
    }

    private static EntryRefused malformed(String name, String value) {
        return new EntryRefused(IgnoredReason.MALFORMED_VALUE, name, value);
    }

    /** The text of a value; empty unless it is UTF-8 without NUL. */
    static Optional<String> text(byte[] bytes) {
        boolean ascii = true;
        for (byte b : bytes) {
            if (b == 0) {
                return Optional.empty();
            }
            ascii &= b > 0;
        }
        return ascii ? Optional.of(new String(bytes, StandardCharsets.ISO_8859_1)) : utf8(bytes);
    }

    private static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static String start(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, 1024), StandardCharsets.UTF_8);
    }
}
