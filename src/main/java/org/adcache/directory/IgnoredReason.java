package org.adcache.directory;

import java.util.Locale;

/** Reasons why an entry of the directory, or one of its values, is ignored. */
public enum IgnoredReason {
    MALFORMED_GUID(true),
    MALFORMED_SID(true),
    MALFORMED_DN(true),
    DN_TOO_LONG(true),
    DN_TOO_DEEP(true),
    /** A class, flag, number or member that decides answers and can't be read. */
    MALFORMED_VALUE(true),
    TOO_MANY_VALUES(true),
    TOO_MANY_MEMBERS(true),
    TOO_LARGE(true),
    /** The words of the addresses. */
    TOO_MANY_WORDS(true),
    /** Ranges of the values of an attribute that go back or stand still. */
    MALFORMED_RANGE(true),
    /** A fault of adcache: the log has the details at level DEBUG. */
    UNREADABLE(true),

    VALUE_TOO_LONG(false),
    /** Not UTF-8, or with a NUL. */
    VALUE_NOT_TEXT(false),
    /** A name with too many words. */
    VALUE_WITH_TOO_MANY_WORDS(false),
    NO_ADDRESS(false),
    /** A value of sIDHistory. */
    FORMER_SID_MALFORMED(false),
    /** A value of member that doesn't say which object it is. */
    MEMBER_WITHOUT_GUID(false);

    private final boolean wholeEntry;
    private final String label = name().toLowerCase(Locale.ROOT).replace('_', '-');

    IgnoredReason(boolean wholeEntry) {
        this.wholeEntry = wholeEntry;
    }

    /** Whether the entry is ignored as a whole, and not only the value. */
    public boolean isOfWholeEntry() {
        return wholeEntry;
    }

    /** The name in JSON, in the log and on the command line: {@code malformed-sid}. */
    public String label() {
        return label;
    }

    @Override
    public String toString() {
        return label;
    }
}
