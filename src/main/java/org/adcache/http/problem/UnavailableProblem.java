package org.adcache.http.problem;

import org.adcache.lookup.Freshness;
import org.adcache.lookup.UnknownReason;

/** Problem answers without a usable copy: 503, never "there is no such account". */
public final class UnavailableProblem {
    private UnavailableProblem() {}

    public static HttpProblem because(UnknownReason reason, Freshness freshness) {
        return because(reason).freshness(freshness);
    }

    public static HttpProblem because(UnknownReason reason) {
        return switch (reason) {
            case INTEGRATION_DISABLED ->
                new HttpProblem(
                                ProblemKind.INTEGRATION_DISABLED,
                                "The integration is switched off, so nothing is known of any account.")
                        .remedy("Switch it on with \"adcache enable\" or PUT /v1/integration.");
            case NEVER_SYNCED ->
                new HttpProblem(
                                ProblemKind.NEVER_SYNCED,
                                "The directory was not read to its end yet, so this is unknown.")
                        .remedy("Wait for the first sync to end; GET /v1/status says how it goes.");
            case TOO_STALE ->
                new HttpProblem(
                                ProblemKind.TOO_STALE,
                                "The copy of the directory is too old to say, so this is unknown.")
                        .remedy("GET /v1/status says why the directory is not read.");
            case ATTRIBUTE_UNREADABLE ->
                new HttpProblem(
                                ProblemKind.ATTRIBUTE_UNREADABLE,
                                "No account is known by this key, but some account's own can't be read, so this is"
                                        + " unknown.")
                        .remedy("Let the service account read objectSid and sAMAccountName of every account; \"adcache"
                                + " doctor\" prints the commands.");
        };
    }
}
