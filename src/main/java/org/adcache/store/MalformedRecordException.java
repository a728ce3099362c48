package org.adcache.store;

/** Bytes that are no account: {@code AccountCodec} did not write them, or a version that is not understood did. */
public final class MalformedRecordException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MalformedRecordException(String message) {
        super(message);
    }

    public MalformedRecordException(RuntimeException cause) {
        super("malformed record", cause);
    }
}
