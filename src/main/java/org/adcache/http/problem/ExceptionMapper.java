package org.adcache.http.problem;

import io.javalin.http.HttpResponseException;
import io.javalin.http.MethodNotAllowedResponse;
import org.adcache.account.ProblemException;
import org.adcache.auth.CacheUnavailableException;
import org.adcache.auth.NotAdmittedException;
import org.adcache.budget.QuestionRefusedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mapping from exceptions to problem answers, for the fast path and for Javalin. */
public final class ExceptionMapper {
    private static final Logger log = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    /**
     * The answer to an exception of a route. An unexpected one is a 500 and is logged without its message, which may
     * quote the request.
     *
     * @param route for the log
     */
    public static HttpProblem problemOf(Throwable failure, String route) {
        if (failure instanceof HttpProblem problem) {
            return problem;
        }
        if (failure instanceof NotAdmittedException e) {
            return AccessProblem.of(e);
        }
        if (failure instanceof CacheUnavailableException e) {
            return UnavailableProblem.because(e.reason(), e.freshness());
        }
        if (failure instanceof QuestionRefusedException e) {
            return HttpProblem.badRequest(e.detail()).remedy(e.remedy());
        }
        if (failure instanceof ProblemException e) {
            return HttpProblem.of(e.problem());
        }
        if (failure instanceof MethodNotAllowedResponse e) {
            return HttpProblem.ofStatus(e.getStatus())
                    .header("Allow", e.getDetails().getOrDefault("availableMethods", ""));
        }
        if (failure instanceof HttpResponseException e) {
            return HttpProblem.ofStatus(e.getStatus());
        }
        log.error("{} failed", route, Redacted.of(failure));
        return HttpProblem.ofStatus(500);
    }

    /** Whether the exception is an answer by itself, and is not logged. */
    public static boolean isExpected(Throwable failure) {
        return failure instanceof HttpProblem
                || failure instanceof NotAdmittedException
                || failure instanceof CacheUnavailableException
                || failure instanceof QuestionRefusedException
                || failure instanceof ProblemException
                || failure instanceof HttpResponseException;
    }
}
