package org.adcache.kerberos.negotiate;

/** Parse error of a client's token; names what was expected but shows no bytes. */
public final class TokenFormatException extends Exception {
    private static final long serialVersionUID = 1;

    TokenFormatException(String message) {
        super(message);
    }
}
