package org.adcache.http;

import java.time.Duration;
import java.util.OptionalLong;
import org.adcache.http.rate.RateLimits;

/**
 * Limits of the HTTP listener: the block {@code http.limits}. An empty one is derived from heap and open files, see
 * {@link HttpBudgets}.
 *
 * @param connections all connections at once
 * @param connectionsPerAddress connections of one address at once
 * @param handshakes steps of TLS handshakes that wait
 * @param bodyTime total time for the arrival of a body
 * @param bodies bytes of all bodies that arrive or are being answered
 * @param largeBodies large bodies that wait to be answered
 * @param answerTime time in which a client has to read each MiB of an answer, or the rest of it
 * @param answers bytes of all answers that are written or wait for their reader
 * @param rates of requests
 */
public record HttpLimits(
        OptionalLong connections,
        long connectionsPerAddress,
        long handshakes,
        Duration bodyTime,
        OptionalLong bodies,
        long largeBodies,
        Duration answerTime,
        OptionalLong answers,
        RateLimits rates) {
    public static final HttpLimits DEFAULTS = new HttpLimits(
            OptionalLong.empty(),
            200,
            1000,
            Duration.ofSeconds(10),
            OptionalLong.empty(),
            32,
            Duration.ofSeconds(10),
            OptionalLong.empty(),
            RateLimits.DEFAULTS);

    /** These limits with other rates. */
    public HttpLimits with(RateLimits others) {
        return new HttpLimits(
                connections,
                connectionsPerAddress,
                handshakes,
                bodyTime,
                bodies,
                largeBodies,
                answerTime,
                answers,
                others);
    }
}
