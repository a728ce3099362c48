package org.adcache.kerberos;

import java.util.Map;

/** Kerberos encryption type by its number (RFC 3961 section 8, RFC 3962, RFC 8009, RFC 4757). */
public record EncryptionType(int number) {
    private static final Map<Integer, String> NAMES = Map.ofEntries(
            Map.entry(1, "des-cbc-crc"),
            Map.entry(2, "des-cbc-md4"),
            Map.entry(3, "des-cbc-md5"),
            Map.entry(16, "des3-cbc-sha1"),
            Map.entry(17, "aes128-cts-hmac-sha1-96"),
            Map.entry(18, "aes256-cts-hmac-sha1-96"),
            Map.entry(19, "aes128-cts-hmac-sha256-128"),
            Map.entry(20, "aes256-cts-hmac-sha384-192"),
            Map.entry(23, "arcfour-hmac"),
            Map.entry(24, "arcfour-hmac-exp"),
            Map.entry(25, "camellia128-cts-cmac"),
            Map.entry(26, "camellia256-cts-cmac"));

    /** The krb5.conf name, or {@code etype-N} for a number without one. */
    public String label() {
        return NAMES.getOrDefault(number, "etype-" + number);
    }

    /** Whether adcache can log in with it. */
    public boolean isAes() {
        return number >= 17 && number <= 20;
    }

    /** Single or triple DES, which no supported domain controller accepts. */
    public boolean isDes() {
        return (number >= 1 && number <= 3) || number == 16;
    }

    @Override
    public String toString() {
        return label();
    }
}
