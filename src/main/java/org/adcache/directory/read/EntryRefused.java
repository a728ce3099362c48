package org.adcache.directory.read;

import java.util.Optional;
import org.adcache.directory.IgnoredReason;

/** Refusal of an entry as a whole; the read continues with the next. */
final class EntryRefused extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Flaw flaw;

    /**
     * Fault of an entry or of a value.
     *
     * @param attribute empty if the fault is in no single attribute
     * @param value empty if there is none to show
     */
    record Flaw(IgnoredReason reason, Optional<String> attribute, Optional<String> value) {
        Flaw(IgnoredReason reason, String attribute, String value) {
            this(reason, Optional.of(attribute), Optional.of(value));
        }
    }

    EntryRefused(IgnoredReason reason) {
        this(new Flaw(reason, Optional.empty(), Optional.empty()));
    }

    EntryRefused(IgnoredReason reason, String attribute) {
        this(new Flaw(reason, Optional.of(attribute), Optional.empty()));
    }

    EntryRefused(IgnoredReason reason, String attribute, String value) {
        this(new Flaw(reason, attribute, value));
    }

    private EntryRefused(Flaw flaw) {
        super(flaw.reason().label(), null, false, false);
        this.flaw = flaw;
    }

    Flaw flaw() {
        return flaw;
    }
}
