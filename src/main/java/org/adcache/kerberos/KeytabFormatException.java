package org.adcache.kerberos;

/** Parse error of a keytab; names the position but shows no bytes. */
final class KeytabFormatException extends Exception {
    private static final long serialVersionUID = 1;

    KeytabFormatException(String message) {
        super(message);
    }

    KeytabFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
