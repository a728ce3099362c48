package org.adcache.http.fastpath;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpParser;
import org.eclipse.jetty.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * What Jetty's parser reads of a request, as far as a plain question needs it: HTTP/1.1, GET, a path known here, one
 * Host, no body, and nothing that asks anything of the connection. All else is for others to understand.
 */
final class FastPathRequest implements HttpParser.RequestHandler {
    private final Predicate<String> known;
    private String path = "";
    private @Nullable String query;
    private @Nullable String authorization;
    private @Nullable String cookie;
    private int hosts;
    private boolean plain = true;
    private boolean whole;
    private OptionalInt failure = OptionalInt.empty();

    /**
     * Nothing is read yet.
     *
     * @param known the paths
     */
    FastPathRequest(Predicate<String> known) {
        this.known = known;
    }

    /** Gets ready for the next. */
    void clear() {
        path = "";
        query = null;
        authorization = null;
        cookie = null;
        hosts = 0;
        plain = true;
        whole = false;
        failure = OptionalInt.empty();
    }

    /** Whether it may be a plain question, or is one if it is whole. */
    boolean isPlain() {
        return plain && (!whole || hosts == 1);
    }

    /** The status it has to be refused with if it is no HTTP. */
    OptionalInt failure() {
        return failure;
    }

    /** Whether its head was read to the end. */
    boolean isWhole() {
        return whole;
    }

    String path() {
        return path;
    }

    /** As it was sent. */
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

    @Override
    public void startRequest(String method, String uri, HttpVersion version) {
        int end = uri.indexOf('?');
        path = end < 0 ? uri : uri.substring(0, end);
        query = end < 0 ? null : uri.substring(end + 1);
        plain = HttpMethod.GET.is(method) && version == HttpVersion.HTTP_1_1 && known.test(path) && isPlain(uri);
    }

    /** Visible ASCII without a fragment. */
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
        @Nullable HttpHeader header = field.getHeader();
        if (header == null) {
            return;
        }
        switch (header) {
            case HOST -> hosts++;
            case AUTHORIZATION -> {
                plain &= authorization == null;
                authorization = field.getValue();
            }
            case COOKIE -> {
                plain &= cookie == null;
                cookie = field.getValue();
            }
            case CONNECTION -> plain &= HttpHeaderValue.KEEP_ALIVE.is(field.getValue());
            case CONTENT_LENGTH, TRANSFER_ENCODING, EXPECT, UPGRADE -> plain = false;
            default -> {}
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
