package org.adcache.demo.ldap;

/**
 * AD's LDAP policy limits.
 *
 * @param maxPageSize most entries in one answer
 * @param maxValueRange most values of a linked attribute in one entry
 * @param dirSyncEntries most entries in one answer to DirSync
 * @param dirSyncScanned most entries that one answer to DirSync looks at; if none of them matches, the answer has no
 *     entry although there is more
 */
public record SearchLimits(int maxPageSize, int maxValueRange, int dirSyncEntries, int dirSyncScanned) {
    /** Defaults of a newly installed domain controller. */
    public static final SearchLimits DEFAULT = new SearchLimits(1000, 1500, 1000);

    public SearchLimits {
        if (maxPageSize < 1 || maxValueRange < 1 || dirSyncEntries < 1 || dirSyncScanned < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }

    /** Limits without one for what DirSync looks at. */
    public SearchLimits(int maxPageSize, int maxValueRange, int dirSyncEntries) {
        this(maxPageSize, maxValueRange, dirSyncEntries, Integer.MAX_VALUE);
    }

    /** The same limit for a page and for an answer to DirSync. */
    public SearchLimits(int maxPageSize, int maxValueRange) {
        this(maxPageSize, maxValueRange, maxPageSize);
    }
}
