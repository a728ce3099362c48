package org.adcache.lookup.suggest;

/** Quality of a match, best first. */
public enum Tier {
    /** The whole text equals an address, account name or UPN. */
    EXACT,
    /** The whole text is a prefix of an account name or address. */
    PREFIX,
    /** Each word is a prefix of a different word of one name. */
    NAME,
    /** The text is initials, or an initial and a prefix of the surname. */
    INITIALS,
    /** Each word is a prefix of some searched word. */
    ANY_WORD,
    /** The only word is an infix of a word. */
    INFIX,
    /** One word is one edit from a whole word, and each other word is a prefix of some searched word. */
    FUZZY
}
