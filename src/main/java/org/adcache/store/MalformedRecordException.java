package org.adcache.store;

/** The bytes are no account: they were not made by {@code AccountCodec}, or by a version that is not understood. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(RuntimeException cause) {
        super("malformed record", cause);
    }
}
