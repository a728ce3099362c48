package org.adcache.http.problem;

import org.adcache.http.Json;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Error handler for requests that Jetty rejects before routing, for instance for a malformed request line. */
public final class ProblemErrorHandler implements Request.Handler {
    private final Json json;

    public ProblemErrorHandler(Json json) {
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = request.getAttribute(ErrorHandler.ERROR_STATUS) instanceof Integer code ? code : 500;
        HttpProblem.ofStatus(status).response(json).send(response, callback);
        return true;
    }
}
