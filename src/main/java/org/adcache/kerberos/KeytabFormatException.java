package org.adcache.kerberos;

/** Says where bytes stop being a keytab, without showing any of them. */
final class KeytabFormatException extends Exception {
    private static final long serialVersionUID = 1;

    KeytabFormatException(String message) {
        super(message);
    }

    KeytabFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
