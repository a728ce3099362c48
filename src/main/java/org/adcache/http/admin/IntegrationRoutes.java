package org.adcache.http.admin;

import static org.adcache.http.RouteHandler.forExchange;
import static org.eclipse.jetty.http.HttpMethod.GET;
import static org.eclipse.jetty.http.HttpMethod.PUT;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.auth.AuditLog;
import org.adcache.auth.Principal;
import org.adcache.auth.RequiredScope;
import org.adcache.encoding.Sha256;
import org.adcache.http.BufferedResponse;
import org.adcache.http.Json;
import org.adcache.http.JsonReader;
import org.adcache.http.QueryParameters;
import org.adcache.http.RequestBody;
import org.adcache.http.RequestCredentials;
import org.adcache.http.Route;
import org.adcache.http.RouteGroup;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;

/** {@code /v1/integration}: the switch. The ETag is a digest of the answer, so it changes whenever the answer does. */
public final class IntegrationRoutes implements RouteGroup {
    private static final int TAG_DIGITS = 24;

    private final IntegrationSwitch integration;
    private final AuditLog audit;
    private final Json json;
    private final ReentrantLock changing = new ReentrantLock();

    public IntegrationRoutes(IntegrationSwitch integration, AuditLog audit, Json json) {
        this.integration = integration;
        this.audit = audit;
        this.json = json;
    }

    @Override
    public List<Route> routes() {
        return List.of(
                new Route(GET, "/v1/integration", RequiredScope.ANY, forExchange((context, caller) -> state(context))),
                new Route(PUT, "/v1/integration", RequiredScope.ADMIN, forExchange(this::change)));
    }

    BufferedResponse state(Context context) {
        QueryParameters.rejectAll(context);
        return response(integration.state());
    }

    BufferedResponse change(Context context, Principal caller) throws ProblemException {
        QueryParameters.rejectAll(context);
        boolean enabled = json.read(RequestBody.read(context), in -> onlyField(in, "enabled"));
        changing.lock();
        try {
            checkMatch(context);
            return response(switchTo(enabled, caller, RequestCredentials.addressOf(context)));
        } finally {
            changing.unlock();
            if (!enabled) {
                LastAnswer.of(context, this::forget);
            }
        }
    }

    private void forget() {
        json.forget();
        integration.receiptSent();
    }

    private IntegrationState switchTo(boolean enabled, Principal caller, Optional<InetAddress> from)
            throws ProblemException {
        String action = enabled ? "integration.enable" : "integration.disable";
        try {
            IntegrationState state = enabled ? integration.enable() : integration.disable();
            boolean unfinished = !enabled && !state.pending().isEmpty();
            String outcome = unfinished ? ProblemType.WIPE_INCOMPLETE.code() : AuditLog.OK;
            audit.record(caller, from, action, Optional.empty(), outcome);
            return state;
        } catch (ProblemException e) {
            audit.record(
                    caller, from, action, Optional.empty(), e.problem().type().code());
            throw e;
        }
    }

    private void checkMatch(Context context) {
        String condition = context.header("If-Match");
        if (condition == null || condition.strip().equals("*")) {
            return;
        }
        String now = tag(body(integration.state()));
        if (Arrays.stream(condition.split(",", -1)).noneMatch(tag -> tag.strip().equals(now))) {
            throw new HttpProblem(
                            ProblemKind.PRECONDITION_FAILED, "The integration was changed since its ETag was read.")
                    .remedy("Read it again, then decide.");
        }
    }

    private BufferedResponse response(IntegrationState state) {
        byte[] body = body(state);
        return BufferedResponse.ok(body).header("ETag", tag(body));
    }

    private byte[] body(IntegrationState state) {
        return json.write(IntegrationDocuments.of(state));
    }

    /** Parses the body {@code {NAME: true|false}}. */
    static boolean onlyField(JsonReader in, String name) {
        Optional<Boolean> value = Optional.empty();
        in.object("The body");
        while (in.nextField()) {
            String field = in.field();
            if (!field.equals(name)) {
                throw in.unknown(field);
            }
            value = Optional.of(in.bool(name));
        }
        return value.orElseThrow(() -> HttpProblem.badRequest(name + " is missing."));
    }

    private static String tag(byte[] body) {
        return '"' + Sha256.hex(body).substring(0, TAG_DIGITS) + '"';
    }
}
