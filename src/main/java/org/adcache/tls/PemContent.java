package org.adcache.tls;

/** Content of a PEM block, by its label. */
enum PemContent {
    CERTIFICATE("a certificate"),
    PRIVATE_KEY("a private key"),
    PUBLIC_KEY("a public key"),
    CERTIFICATE_REQUEST("a certificate request"),
    REVOCATION_LIST("a CRL"),
    OTHER("something else");

    private final String words;

    PemContent(String words) {
        this.words = words;
    }

    /** Name for messages, with an article. */
    String words() {
        return words;
    }

    static PemContent of(String label) {
        return switch (label) {
            case "CERTIFICATE", "X509 CERTIFICATE", "TRUSTED CERTIFICATE", "PKCS7", "CMS" -> CERTIFICATE;
            case "CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST" -> CERTIFICATE_REQUEST;
            case "X509 CRL", "CRL" -> REVOCATION_LIST;
            default -> key(label);
        };
    }

    private static PemContent key(String label) {
        if (label.endsWith("PRIVATE KEY")) {
            return PRIVATE_KEY;
        }
        return label.endsWith("PUBLIC KEY") ? PUBLIC_KEY : OTHER;
    }
}
