package org.adcache.integration;

import java.util.Locale;

/** Step of a wipe, in the order in which they are taken. */
enum WipeStep {
    /** What is served from memory. */
    ANSWERS("answers"),
    /** The secrets in {@code keys/}, without which the files can't be read. */
    KEYS("keys"),
    /** Kerberos tickets, and the krb5.conf. */
    TICKETS("krb5.conf"),
    /** Segments, index images, drafts, manifests and the files of the keys. */
    FILES("."),
    /** Not destroyed but written: that the integration is off. */
    STATE("integration.json");

    private final String what;

    WipeStep(String what) {
        this.what = what;
    }

    /** The name in receipts. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What is pending if the step as a whole fails. */
    String what() {
        return what;
    }
}
