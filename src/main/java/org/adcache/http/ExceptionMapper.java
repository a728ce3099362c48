package org.adcache.http;

import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import org.adcache.account.ProblemException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mapping from exceptions to problem answers, for the fast path and for Javalin. */
final class ExceptionMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    /**
     * The answer to what a route threw. An exception that nobody expected is a 500 and goes to the log, without its message,
     * which may quote the request.
     *
     * @param route for the log
     */
    static Refusal refusal(Throwable failure, String route) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof NotAdmittedException e) {
            return AccessProblem.of(e);
        }
        if (failure instanceof ProblemException e) {
            return Refusal.of(e.problem());
        }
        if (failure instanceof MethodNotAllowedResponse e) {
            return Refusal.ofStatus(e.getStatus())
                    .header("Allow", e.getDetails().getOrDefault("availableMethods", ""));
        }
        if (failure instanceof HttpResponseException e) {
            return Refusal.ofStatus(e.getStatus());
        }
        LOG.error("{} failed", route, Redacted.of(failure));
        return Refusal.ofStatus(500);
    }
}
