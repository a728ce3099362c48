package org.adcache.config;

/** A value that does not have the form of its key. */
final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;

    private final String suggestion;

    BadValueException(String detail, String suggestion) {
        super(detail);
        this.suggestion = suggestion;
    }

    String suggestion() {
        return suggestion;
    }
}
