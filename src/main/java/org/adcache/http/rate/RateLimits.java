package org.adcache.http.rate;

import java.util.Optional;

/**
 * Limits of rates: those keys of {@code http.limits} that are rates.
 *
 * @param suggest suggestions of each caller; empty: {@link #SUGGEST_OF_PERSONS} of persons, none of others
 * @param signIn failed sign-ins from each address
 * @param caller requests of each caller
 * @param address requests from each address
 */
public record RateLimits(Optional<Rate> suggest, Rate signIn, Optional<Rate> caller, Optional<Rate> address) {
    /** What nobody types; a token is shared by all users of a gateway. */
    public static final Rate SUGGEST_OF_PERSONS = new Rate(20, Rate.Unit.SECOND);

    public static final RateLimits DEFAULTS =
            new RateLimits(Optional.empty(), new Rate(10, Rate.Unit.MINUTE), Optional.empty(), Optional.empty());

    /** Suggestions of one caller; empty: not limited. */
    Optional<Rate> suggest(boolean person) {
        return suggest.or(() -> person ? Optional.of(SUGGEST_OF_PERSONS) : Optional.empty());
    }
}
