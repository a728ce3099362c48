package org.adcache.budget;

import java.util.Locale;

/** Bounds on one question: their names in the configuration, their defaults, and what may be configured. */
public enum QuestionBound {
    /** Characters of the text of a suggestion after folding: a ligature counts as the letters it stands for. */
    SUGGEST_LENGTH(256, 16, 1024),
    /** Words of the text of a suggestion. */
    SUGGEST_WORDS(16, 2, 64),
    /** Work of a suggestion: about the number of index entries read. */
    SUGGEST_WORK(3_000_000, 10_000, 1_000_000_000),
    /** Large suggestions that wait for a thread. */
    SUGGEST_WAITING(1_000, 1, 100_000),
    /** Addresses of a match times its conditions. */
    MATCH_PAIRS(1_000_000, 1_000, 1_000_000),
    /** Work of a match: pairs of an owner and a condition, and memberships followed. */
    MATCH_WORK(20_000_000, 100_000, 10_000_000_000L),
    /** Accounts on all paths of an explained match. */
    EXPLAIN_LENGTH(20_000, 100, 1_000_000),
    /** Groups on the way from an account to a group it is a member of through others. */
    GROUP_DEPTH(1_000, 10, 100_000);

    private final long standard;
    private final long least;
    private final long most;

    QuestionBound(long standard, long least, long most) {
        this.standard = standard;
        this.least = least;
        this.most = most;
    }

    /** The key within the block {@code questions}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The limit if none is configured. */
    public long standard() {
        return standard;
    }

    public long least() {
        return least;
    }

    public long most() {
        return most;
    }
}
