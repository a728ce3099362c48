package org.adcache.kerberos;

import java.time.Instant;

/**
 * One entry of a keytab, without the key bytes.
 *
 * @param principal {@code name@REALM}, components joined by '/'
 * @param realm the part after the '@'
 * @param keyVersion kvno, unsigned
 * @param timestamp when the entry was written
 */
public record KeytabEntry(
        String principal, String realm, long keyVersion, EncryptionType encryptionType, Instant timestamp) {
    /** A component of a principal's name as it is written between slashes. */
    public static String escaped(String component) {
        return component.replace("\\", "\\\\").replace("/", "\\/").replace("@", "\\@");
    }
}
