package org.adcache.http;

import java.util.regex.Pattern;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Filter against DNS rebinding, for a service without tokens: admits only requests whose Host, and Origin if present,
 * is a loopback name. A page of another site can make a browser request any name that its own DNS server points at
 * 127.0.0.1, but not a loopback name with its own Origin.
 */
final class DnsRebindingFilter extends Handler.Wrapper {
    private static final String NAME = "(localhost|127\\.0\\.0\\.1|\\[::1])(:\\d{1,5})?";
    private static final Pattern HOST = Pattern.compile(NAME, Pattern.CASE_INSENSITIVE);
    private static final Pattern ORIGIN = Pattern.compile("https?://" + NAME, Pattern.CASE_INSENSITIVE);

    private final Json json;

    DnsRebindingFilter(Json json) {
        this.json = json;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        if (!isAskedByLoopbackName(request)) {
            new HttpProblem(
                            ProblemKind.FORBIDDEN,
                            "A service without tokens answers only under the names localhost, 127.0.0.1 and [::1].")
                    .remedy("Ask one of these names, or run \"adcache serve\" with tokens.")
                    .response(json)
                    .send(response, callback);
            return true;
        }
        if (isFromAnotherSite(request)) {
            new HttpProblem(ProblemKind.FORBIDDEN, "A service without tokens does not answer pages of other sites.")
                    .remedy("Ask without the header Origin, or run \"adcache serve\" with tokens.")
                    .response(json)
                    .send(response, callback);
            return true;
        }
        return super.handle(request, response, callback);
    }

    private static boolean isAskedByLoopbackName(Request request) {
        String host = request.getHeaders().get(HttpHeader.HOST);
        String authority = request.getHttpURI().getAuthority();
        return (host != null || authority != null)
                && (host == null || HOST.matcher(host).matches())
                && (authority == null || HOST.matcher(authority).matches());
    }

    private static boolean isFromAnotherSite(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        return origin != null && !ORIGIN.matcher(origin).matches();
    }
}
