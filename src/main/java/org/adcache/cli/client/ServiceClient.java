package org.adcache.cli.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.adcache.api.DocumentMapper;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * HTTP client of a running service. It returns successful responses only; every other outcome is a {@link
 * CommandException}.
 */
public final class ServiceClient {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** A wipe of many files, or a commit of many accounts, may take a while. */
    private static final Duration CHANGE_TIMEOUT = Duration.ofMinutes(10);

    private static final int NONE = 0;
    private static final int UNAUTHORIZED = 401;

    /** Path of the decisions on held results. */
    static final String HELD = "/v1/sync/held/";

    private final URI base;
    private final Supplier<Optional<String>> token;
    private final HttpClient http;
    private final JsonMapper json = JsonMapper.shared();
    private final DocumentMapper documents = new DocumentMapper();

    /** @param token is asked for at each request, and again if the service refuses it: the local one may be new */
    ServiceClient(URI base, Supplier<Optional<String>> token, HttpClient http) {
        this.base = base;
        this.token = token;
        this.http = http;
    }

    public ServiceAnswer get(String path) throws CommandException {
        return send("GET", path, HttpRequest.BodyPublishers.noBody(), NONE);
    }

    public ServiceAnswer post(String path) throws CommandException {
        return send("POST", path, HttpRequest.BodyPublishers.noBody(), NONE);
    }

    /**
     * Posts a change that may take long.
     *
     * @param refusal the status of problem answers that are returned too
     */
    public ServiceAnswer post(String path, int refusal) throws CommandException {
        return send("POST", path, HttpRequest.BodyPublishers.noBody(), refusal);
    }

    public ServiceAnswer post(String path, JsonNode body) throws CommandException {
        return send("POST", path, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)), NONE);
    }

    public ServiceAnswer put(String path, JsonNode body) throws CommandException {
        return send("PUT", path, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)), NONE);
    }

    private ServiceAnswer send(String method, String path, HttpRequest.BodyPublisher body, int refusal)
            throws CommandException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(method.equals("PUT") || path.startsWith(HELD) || refusal != NONE ? CHANGE_TIMEOUT : TIMEOUT)
                .header("Accept", "application/json")
                .method(method, body);
        if (body.contentLength() > 0) {
            request.header("Content-Type", "application/json");
        }
        try {
            return answer(authorized(request), refusal);
        } catch (IOException e) {
            throw new ConnectionFailures(base).of(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandException(Exit.UNAVAILABLE, "Interrupted.", "Try again.", e);
        }
    }

    /** After a wipe the service starts anew with another local token, while a request waits to be accepted. */
    private HttpResponse<String> authorized(HttpRequest.Builder request) throws IOException, InterruptedException {
        Optional<String> known = token.get();
        HttpResponse<String> response = sent(request, known);
        if (response.statusCode() != UNAUTHORIZED) {
            return response;
        }
        Optional<String> now = token.get();
        return now.equals(known) ? response : sent(request, now);
    }

    private HttpResponse<String> sent(HttpRequest.Builder request, Optional<String> secret)
            throws IOException, InterruptedException {
        secret.ifPresent(value -> request.setHeader("Authorization", "Bearer " + value));
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private ServiceAnswer answer(HttpResponse<String> response, int refusal) throws CommandException {
        JsonNode body;
        try {
            body = json.readTree(response.body());
        } catch (JacksonException e) {
            throw foreign(response.statusCode(), e);
        }
        if ((response.statusCode() / 100 == 2 || response.statusCode() == refusal) && body.isObject()) {
            return new ServiceAnswer(base, documents, body);
        }
        if (!body.path("type").isString()) {
            throw foreign(response.statusCode(), new IOException("no problem answer"));
        }
        throw refused(response.statusCode(), body);
    }

    private CommandException foreign(int status, Exception cause) {
        return new CommandException(
                Exit.UNAVAILABLE,
                base + " does not answer like adcache (HTTP " + status + ").",
                "Check the address in --url or ADCACHE_URL.",
                cause);
    }

    /** RFC 9457 leaves every member but the type optional: a proxy's problem may have no detail. */
    private CommandException refused(int status, JsonNode problem) {
        String detail = problem.path("detail").asString(problem.path("title").asString("HTTP " + status));
        String remedy = problem.path("remedy").asString(remedy(status));
        return new CommandException(exit(status), sentence(detail), remedy);
    }

    private static String sentence(String text) {
        return text.endsWith(".") ? text : text + ".";
    }

    private String remedy(int status) {
        return switch (status) {
            case 400, 413 -> "Correct that, and ask again.";
            case 401 ->
                token.get().isPresent()
                        ? "The token is revoked, expired or another service's: create one with \"adcache token"
                                + " create\"."
                        : "Name a file with a token with --token-file or ADCACHE_TOKEN_FILE; \"adcache token create\""
                                + " creates one.";
            case 403 -> "Use a token with the scope that this command needs.";
            case 429 -> "Try again in a few seconds.";
            case 503 -> "\"adcache status\" says what is wrong.";
            default -> "See the log of the service.";
        };
    }

    private static Exit exit(int status) {
        return switch (status) {
            case 400, 404, 413 -> Exit.USAGE;
            case 401, 403 -> Exit.PERMISSION;
            case 409, 412, 429, 503 -> Exit.UNKNOWN;
            default -> Exit.INTERNAL;
        };
    }
}
