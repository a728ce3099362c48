package org.adcache.store;

/** The bytes are no account: they were not made by {@link AccountCodec}, or by a version that is not understood. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    MalformedRecordException(String message) {
        super(message);
    }

    MalformedRecordException(RuntimeException cause) {
        super("malformed record", cause);
    }
}
