package org.adcache.kerberos;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.security.auth.kerberos.KerberosKey;
import javax.security.auth.kerberos.KerberosPrincipal;

/** Entry of a keytab with its key. */
public final class ServiceKey {
    private final KeytabEntry entry;
    private final byte[] key;

    private ServiceKey(KeytabEntry entry, byte[] key) {
        this.entry = entry;
        this.key = key;
    }

    static ServiceKey of(KeytabEntry entry, ByteBuffer key) {
        byte[] bytes = new byte[key.remaining()];
        key.get(bytes);
        return new ServiceKey(entry, bytes);
    }

    public KeytabEntry entry() {
        return entry;
    }

    /**
     * The key for JGSS.
     *
     * @param principal the name under which JGSS looks for it: the ticket's own spelling, or the keytab's
     */
    public KerberosKey as(String principal) {
        return new KerberosKey(
                new KerberosPrincipal(principal), key, entry.encryptionType().number(), (int) entry.keyVersion());
    }

    void destroy() {
        Arrays.fill(key, (byte) 0);
    }

    /** Omits the key. */
    @Override
    public String toString() {
        return entry.toString();
    }
}
