package org.adcache.http.fastpath;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.adcache.http.RequestCredentials;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.util.StringUtil;
import org.jspecify.annotations.Nullable;

/**
 * Request as Jetty's parser reports it, if it is eligible for the fast path: HTTP/1.1, GET, a known path, one Host, no
 * body, and no connection options. All others are left to Jetty.
 */
final class FastPathRequest implements HttpParser.RequestHandler {
    private static final String REQUEST_ID = "X-Request-Id";
    private static final String TRACE_PARENT = "traceparent";

    private final Predicate<String> known;
    private final @Nullable String userHeader;
    private String path = "";
    private @Nullable String query;
    private @Nullable String authorization;
    private @Nullable String cookie;
    private @Nullable String forwardedFor;
    private @Nullable String requestId;
    private @Nullable String traceParent;
    private int hosts;
    private boolean plain = true;
    private boolean whole;
    private OptionalInt failure = OptionalInt.empty();

    /**
     * A request of which nothing is known yet.
     *
     * @param known the paths of the fast path
     * @param userHeader the header in which a proxy names a user; a request with it is left to Jetty
     */
    FastPathRequest(Predicate<String> known, Optional<String> userHeader) {
        this.known = known;
        this.userHeader = userHeader.orElse(null);
    }

    /** Resets for the next request. */
    void clear() {
        path = "";
        query = null;
        authorization = null;
        cookie = null;
        forwardedFor = null;
        requestId = null;
        traceParent = null;
        hosts = 0;
        plain = true;
        whole = false;
        failure = OptionalInt.empty();
    }

    /** Whether the request may still be eligible, or is eligible once it is complete. */
    boolean isPlain() {
        return plain && (!whole || hosts == 1);
    }

    /** The status of the error response to invalid HTTP. */
    OptionalInt failure() {
        return failure;
    }

    /** Whether the header section is complete. */
    boolean isWhole() {
        return whole;
    }

    String path() {
        return path;
    }

    /** The raw query string. */
    Optional<String> query() {
        return Optional.ofNullable(query);
    }

    @Nullable
    String authorization() {
        return authorization;
    }

    @Nullable
    String cookie() {
        return cookie;
    }

    @Nullable
    String forwardedFor() {
        return forwardedFor;
    }

    @Nullable
    String requestId() {
        return requestId;
    }

    @Nullable
    String traceParent() {
        return traceParent;
    }

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        int end = uri.indexOf('?');
        path = end < 0 ? uri : uri.substring(0, end);
        query = end < 0 ? null : uri.substring(end + 1);
        plain = HttpMethod.GET.is(method) && version == HttpVersion.HTTP_1_1 && known.test(path) && isPlain(uri);
    }

    /** Whether the URI is visible ASCII without a fragment. */
    private static boolean isPlain(String uri) {
        for (int i = 0; i < uri.length(); i++) {
            char c = uri.charAt(i);
            if (c <= ' ' || c > '~' || c == '#') {
                return false;
            }
        }
        return true;
    }

    @Override
    public void parsedHeader(HttpField field) {
        if (userHeader != null) {
            plain &= !userHeader.equalsIgnoreCase(field.getName());
        }
        @Nullable HttpHeader header = field.getHeader();
        if (header == null) {
            noteOther(field);
            return;
        }
        switch (header) {
            case HOST -> {
                hosts++;
                plain &= !StringUtil.isBlank(field.getValue());
            }
            case AUTHORIZATION -> {
                plain &= authorization == null;
                authorization = field.getValue();
            }
            case COOKIE -> {
                plain &= cookie == null;
                cookie = field.getValue();
            }
            case X_FORWARDED_FOR -> {
                plain &= forwardedFor == null;
                forwardedFor = field.getValue();
            }
            case CONNECTION -> plain &= HttpHeaderValue.KEEP_ALIVE.is(field.getValue());
            // A page of another site has to be told from one of ours.
            case CONTENT_LENGTH, TRANSFER_ENCODING, EXPECT, UPGRADE, ORIGIN -> plain = false;
            default -> {}
        }
    }

    /** The first of each id counts, as in Jetty's own requests. */
    private void noteOther(HttpField field) {
        if (requestId == null && REQUEST_ID.equalsIgnoreCase(field.getName())) {
            requestId = field.getValue();
        } else if (traceParent == null && TRACE_PARENT.equalsIgnoreCase(field.getName())) {
            traceParent = field.getValue();
        } else {
            plain &= !RequestCredentials.BACKGROUND.equalsIgnoreCase(field.getName());
        }
    }

    @Override
    public boolean headerComplete() {
        whole = true;
        return true;
    }

    @Override
    public boolean content(ByteBuffer bytes) {
        return true;
    }

    @Override
    public boolean contentComplete() {
        return true;
    }

    @Override
    public boolean messageComplete() {
        return true;
    }

    @Override
    public void earlyEOF() {
        plain = false;
    }

    @Override
    public void badMessage(HttpException rejection) {
        failure = OptionalInt.of(rejection.getCode());
    }
}
