package org.adcache.tls;

/** Binary encodings of certificates and keys, recognised by their first bytes. */
enum BinaryForm {
    /** Text, or an unknown format. */
    NONE,
    /** One certificate or key in DER. */
    DER,
    /** PKCS#12, what Windows exports as .pfx. */
    PKCS12;

    private static final int SEQUENCE = 0x30;

    /** Text may start with 0x30, the digit zero, too; the length byte tells them apart. */
    static BinaryForm of(byte[] content) {
        if (content.length < 8 || content[0] != SEQUENCE) {
            return NONE;
        }
        int lengthBytes = (content[1] & 0xFF) - 0x80;
        if (lengthBytes < 0) {
            return content[2] == Der.INTEGER ? DER : NONE;
        }
        if (lengthBytes > 4) {
            return NONE;
        }
        return isVersion3(content, 2 + lengthBytes) ? PKCS12 : DER;
    }

    /** A PFX (RFC 7292) starts with its version, INTEGER 3; neither a certificate nor a key does. */
    private static boolean isVersion3(byte[] content, int at) {
        return at + 2 < content.length && content[at] == Der.INTEGER && content[at + 1] == 1 && content[at + 2] == 3;
    }
}
