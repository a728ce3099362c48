package org.adcache.directory.connect;

/**
 * How far a domain controller's database has come (MS-ADTS 3.1.1.1.9).
 *
 * @param invocationId of the database, which a restore from a backup changes; {@link #UNKNOWN} if it can't be read
 * @param highestUsn of all changes that are committed
 */
public record ReplicaState(String invocationId, long highestUsn) {
    static final String UNKNOWN = "-";

    public boolean isKnown() {
        return !invocationId.equals(UNKNOWN);
    }
}
