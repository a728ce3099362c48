package org.adcache.cli.terminal;

/** Exit code of the process; the numbers are those of BSD's sysexits. */
public enum Exit {
    OK(0),
    /** A key was not found. */
    NOT_FOUND(1),
    /** A stage of a doctor run failed. */
    CHECK_FAILED(1),
    USAGE(2),
    /** The service can't be reached or can't start. */
    UNAVAILABLE(69),
    INTERNAL(70),
    /** Unknown for now: the integration is off, or the copy is too old. */
    UNKNOWN(75),
    /** The integration is off, but something of its wipe is still pending and tried again. */
    UNFINISHED(75),
    PERMISSION(77),
    CONFIGURATION(78);

    private final int code;

    Exit(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }
}
