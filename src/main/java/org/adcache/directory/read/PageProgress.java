package org.adcache.directory.read;

import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/**
 * Detector of a search that never ends: whose pages repeat, found by Brent's algorithm, or are empty without end. It
 * keeps one page's digest, which it replaces at the pages 1, 2, 4, 8 and so on, so that a cycle of any length is found
 * within three of its rounds.
 */
public final class PageProgress {
    private final String what;
    private final int mostEmpty;
    private long digest;
    private int entries;
    private long saved;
    private long page;
    private long replaceAt = 1;
    private int empty;

    /**
     * @param what the search, as the object of a sentence
     * @param mostEmpty empty pages in a row; AD sends one when it has searched for long without a hit
     */
    public PageProgress(String what, int mostEmpty) {
        this.what = what;
        this.mostEmpty = mostEmpty;
    }

    /** Adds an entry of the current page by its DN. */
    public void add(String distinguishedName) {
        digest = digest * 31 + distinguishedName.hashCode() * 0x9E37_79B9_7F4A_7C15L;
        entries++;
    }

    /**
     * Ends a page that others follow.
     *
     * @throws ProblemException if the search makes no progress
     */
    public void endPage() throws ProblemException {
        page++;
        if (entries == 0) {
            if (++empty > mostEmpty) {
                throw none("sends empty pages without end");
            }
            return;
        }
        empty = 0;
        if (page > 1 && digest == saved) {
            throw none("sends the same page again");
        }
        if (page >= replaceAt) {
            replaceAt = 2 * page;
            saved = digest;
        }
        digest = 0;
        entries = 0;
    }

    private ProblemException none(String why) {
        return new ProblemException(new Problem(
                ProblemType.LDAP_NO_PROGRESS,
                "Reading " + what + " has no end: the server " + why + ".",
                "Read from an Active Directory domain controller, without a proxy in between."));
    }
}
