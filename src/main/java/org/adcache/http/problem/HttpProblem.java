package org.adcache.http.problem;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.api.ProblemDocument;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.lookup.Freshness;

/**
 * Exception that ends a request with a problem answer (RFC 9457). Its text names fields and limits, never caller
 * input.
 */
public final class HttpProblem extends RuntimeException {
    private static final long serialVersionUID = 1;
    private static final String CONTENT_TYPE = "application/problem+json";

    private final String label;
    private final int status;
    private final String title;
    private final String detail;
    private final transient Optional<String> remedy;
    private final transient Optional<Freshness> freshness;
    private final transient Map<String, String> headers;

    private HttpProblem(
            String label,
            int status,
            String title,
            String detail,
            Optional<String> remedy,
            Optional<Freshness> freshness,
            Map<String, String> headers) {
        super(label + ": " + detail, null, false, false);
        this.label = label;
        this.status = status;
        this.title = title;
        this.detail = detail;
        this.remedy = remedy;
        this.freshness = freshness;
        this.headers = headers;
    }

    public HttpProblem(ProblemKind kind, String detail) {
        this(
                kind.label(),
                kind.status(),
                kind.title(),
                detail,
                Optional.empty(),
                Optional.empty(),
                kind.retryAfterSeconds().isPresent()
                        ? Map.of(
                                "Retry-After",
                                Integer.toString(kind.retryAfterSeconds().getAsInt()))
                        : Map.of());
    }

    public static HttpProblem badRequest(String detail) {
        return new HttpProblem(ProblemKind.BAD_REQUEST, detail);
    }

    /**
     * The problem for a request that a budget has no room for.
     *
     * @param budget its key in the configuration
     */
    public static HttpProblem beyond(String budget, String detail) {
        return new HttpProblem(ProblemKind.TOO_MANY_REQUESTS, detail + " The limit is " + budget + ".")
                .header("Retry-After", "1")
                .remedy("Try again in a moment, with fewer requests at once.");
    }

    /** The problem for a rejection by Jetty or Javalin; only its status is kept. */
    public static HttpProblem ofStatus(int status) {
        ProblemKind kind = ProblemKind.ofStatus(status);
        return new HttpProblem(
                kind.label(),
                status,
                kind.title(),
                switch (status) {
                    case 404 -> "There is no such route.";
                    case 405 -> "This route has no such method.";
                    case 413 -> "The body is larger than 1 MiB.";
                    case 414 -> "The request's address is too long.";
                    case 417 -> "The only expectation that can be met is 100-continue.";
                    case 426 -> "HTTP/1.1 or HTTP/2 is required.";
                    case 431 -> "The request's headers are too large.";
                    case 501 -> "The method or the transfer coding is unknown.";
                    case 505 -> "The HTTP version of the request is not supported.";
                    default -> status < 500 ? "The request can't be understood." : "The request failed.";
                },
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    /**
     * The problem for a failure of another component: a conflict if the state changed during the request, else an
     * internal error.
     */
    static HttpProblem of(Problem problem) {
        boolean conflict = switch (problem.type()) {
            case EPOCH_CHANGED, DRAFT_OUTDATED, INTEGRATION_DISABLED, WIPE_INCOMPLETE -> true;
            default -> false;
        };
        return new HttpProblem(
                problem.type().code(),
                conflict ? 409 : 500,
                conflict ? "Conflict" : ProblemKind.INTERNAL_ERROR.title(),
                problem.detail(),
                Optional.of(problem.remedy()),
                Optional.empty(),
                Map.of());
    }

    /**
     * The problem for a ticket that is refused: 403 if its owner has no access, 503 if tickets can't be accepted now,
     * else 401.
     */
    public static HttpProblem ofSignIn(Problem problem) {
        if (problem.type() == ProblemType.SSO_UNAVAILABLE) {
            return new HttpProblem(ProblemKind.SSO_UNAVAILABLE, problem.detail()).remedy(problem.remedy());
        }
        boolean known = switch (problem.type()) {
            case SSO_ACCOUNT_UNKNOWN, SSO_ACCOUNT_DISABLED -> true;
            default -> false;
        };
        ProblemKind kind = known ? ProblemKind.FORBIDDEN : ProblemKind.UNAUTHORIZED;
        return new HttpProblem(
                problem.type().code(),
                kind.status(),
                kind.title(),
                problem.detail(),
                Optional.of(problem.remedy()),
                Optional.empty(),
                known ? Map.of() : Map.of("WWW-Authenticate", "Bearer realm=\"adcache\""));
    }

    /** The problem for a file that was sent and can't be used. */
    public static HttpProblem unprocessable(Problem problem) {
        return new HttpProblem(
                problem.type().code(),
                422,
                "Unusable file",
                problem.detail(),
                Optional.of(problem.remedy()),
                Optional.empty(),
                Map.of());
    }

    public HttpProblem remedy(String text) {
        return new HttpProblem(label, status, title, detail, Optional.of(text), freshness, headers);
    }

    public HttpProblem freshness(Freshness of) {
        return new HttpProblem(label, status, title, detail, remedy, Optional.of(of), headers);
    }

    public HttpProblem header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpProblem(label, status, title, detail, remedy, freshness, more);
    }

    /** Whether it is a problem of this kind. */
    public boolean isOf(ProblemKind kind) {
        return label.equals(kind.label());
    }

    public BufferedResponse response(Json json) {
        return new BufferedResponse(
                status, CONTENT_TYPE, json.write(out -> ProblemJson.write(out, document())), headers);
    }

    private ProblemDocument document() {
        return new ProblemDocument(
                "/problems/" + label,
                title,
                status,
                detail,
                remedy,
                freshness.map(of -> OptionalLong.of(of.generation().number())).orElse(OptionalLong.empty()),
                freshness.flatMap(Freshness::asOf),
                freshness.map(Freshness::stale),
                freshness.map(of -> OptionalLong.of(of.epoch().number())).orElse(OptionalLong.empty()));
    }
}
