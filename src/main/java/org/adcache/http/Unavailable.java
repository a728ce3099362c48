package org.adcache.http;

import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;

/** Says why a question has no answer now: 503, never "there is no such account". */
final class Unavailable {
    private Unavailable() {}

    static Refusal because(UnknownReason reason, Freshness freshness) {
        return because(reason).freshness(freshness);
    }

    static Refusal because(UnknownReason reason) {
        return switch (reason) {
            case INTEGRATION_DISABLED ->
                new Refusal(
                                ProblemKind.INTEGRATION_DISABLED,
                                "The integration is switched off, so nothing is known of any account.")
                        .remedy("Switch it on with \"adcache enable\" or PUT /v1/integration.");
            case NEVER_SYNCED ->
                new Refusal(ProblemKind.NEVER_SYNCED, "The directory was not read to its end yet, so this is unknown.")
                        .remedy("Wait for the first sync to end; GET /v1/status says how it goes.");
            case TOO_STALE ->
                new Refusal(ProblemKind.TOO_STALE, "The copy of the directory is too old to say, so this is unknown.")
                        .remedy("GET /v1/status says why the directory is not read.");
        };
    }
}
