package org.adcache.demo.search;

/**
 * Three-valued logic of filters (RFC 4511 4.5.1.7): a condition on an attribute that the schema lacks, or that the
 * client may not read, is neither true nor false.
 */
enum Truth {
    TRUE,
    FALSE,
    UNDEFINED;

    static Truth of(boolean value) {
        return value ? TRUE : FALSE;
    }

    Truth not() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case UNDEFINED -> UNDEFINED;
        };
    }
}
