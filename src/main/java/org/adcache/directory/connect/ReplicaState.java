package org.adcache.directory.connect;

/**
 * Update state of a domain controller's database (MS-ADTS 3.1.1.1.9).
 *
 * @param invocationId of the database, which a restore from a backup changes; {@link #UNKNOWN} if it can't be read
 * @param highestUsn of all committed changes
 */
public record ReplicaState(String invocationId, long highestUsn) {
    static final String UNKNOWN = "-";

    public boolean isKnown() {
        return !invocationId.equals(UNKNOWN);
    }
}
