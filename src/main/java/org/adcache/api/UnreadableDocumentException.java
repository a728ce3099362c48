package org.adcache.api;

/** JSON that is not the expected document; the message names the field. */
public final class UnreadableDocumentException extends Exception {
    private static final long serialVersionUID = 1;

    UnreadableDocumentException(String message, Throwable cause) {
        super(message, cause);
    }
}
