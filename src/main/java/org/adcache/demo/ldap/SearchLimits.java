package org.adcache.demo.ldap;

/**
 * AD's LDAP policy limits.
 *
 * @param maxPageSize most entries in one answer
 * @param maxValueRange most values of a linked attribute in one entry
 */
public record SearchLimits(int maxPageSize, int maxValueRange) {
    /** As a domain controller is installed. */
    public static final SearchLimits DEFAULT = new SearchLimits(1000, 1500);

    public SearchLimits {
        if (maxPageSize < 1 || maxValueRange < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
    }
}
