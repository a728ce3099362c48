package org.adcache.config.form;

/** A value that does not have the form of its key. */
public final class BadValueException extends Exception {
    private static final long serialVersionUID = 1;

    private final String suggestion;

    public BadValueException(String detail, String suggestion) {
        super(detail);
        this.suggestion = suggestion;
    }

    public String suggestion() {
        return suggestion;
    }
}
