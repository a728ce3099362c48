package org.adcache.index;

/** Source of a token, which decides the tiers of suggestion it counts in. */
public enum TokenKind {
    /** A whole account name or address. */
    VALUE(1),
    /** A whole user principal name. */
    UPN(2),
    /** A word of a name. */
    NAME(3),
    /** The initials of a name, or its first initial and the surname. */
    INITIALS(4),
    /** A word of the local part of an address. */
    PART(5);

    private final byte code;

    TokenKind(int code) {
        this.code = (byte) code;
    }

    /** The byte for this kind in stored words and at the start of each token of an index. */
    public byte code() {
        return code;
    }
}
