package org.adcache.http.limits;

import java.util.Set;
import org.adcache.http.Json;
import org.adcache.http.problem.HttpProblem;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Limit on the line and the headers of a request. Jetty has one for a whole listener, which has to be that of the routes for signing
 * in: a Kerberos ticket of 48,000 bytes is a header of 64,000 characters.
 */
public final class HeaderLimit extends Handler.Wrapper {
    /** A key of 2048 characters takes 18 KiB percent-encoded. */
    public static final int USUAL = 32 << 10;
    /** For tickets. */
    public static final int SIGN_IN = 80 << 10;

    private final Set<String> signIn;
    private final Json json;

    /** @param signIn paths to which tickets are sent */
    public HeaderLimit(Set<String> signIn, Json json) {
        this.signIn = Set.copyOf(signIn);
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (request.getHttpURI().toString().length() > USUAL) {
            HttpProblem.ofStatus(414).response(json).send(response, callback);
            return true;
        }
        if (size(request) > USUAL && !signIn.contains(Request.getPathInContext(request))) {
            HttpProblem.ofStatus(431).response(json).send(response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static int size(Request request) {
        int size = request.getHttpURI().toString().length();
        for (HttpField field : request.getHeaders()) {
            String value = field.getValue();
            size += field.getName().length() + (value == null ? 0 : value.length());
        }
        return size;
    }
}
