package org.adcache.directory;

/** Protocol by which a domain controller reports changes; {@code NONE} means full reads only. */
public enum ChangeFeed {
    /** LDAP_SERVER_DIRSYNC_OID with OBJECT_SECURITY (MS-ADTS 3.1.1.3.4.1.3). */
    DIRSYNC,
    /** A search by {@code uSNChanged} (MS-ADTS 3.1.1.1.9), valid at one domain controller only. */
    USN,
    NONE
}
