package org.adcache.lookup.suggest;

/** How well a suggestion fits, best first. */
public enum Tier {
    /** The whole text is an address, account name or UPN. */
    EXACT,
    /** The whole text begins an account name or address. */
    PREFIX,
    /** Each word begins a different word of one name. */
    NAME,
    /** The text is initials, or an initial and the beginning of the surname. */
    INITIALS,
    /** Each word begins some searched word. */
    ANY_WORD,
    /** The one word typed is somewhere inside a word. */
    INFIX,
    /** One word is one edit from a whole word, and each other word begins some searched word. */
    FUZZY
}
