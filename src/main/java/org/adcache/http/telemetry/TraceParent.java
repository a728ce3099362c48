package org.adcache.http.telemetry;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Header {@code traceparent} of W3C Trace Context, section 3.2: the trace that a request belongs to. */
record TraceParent(String value, String traceId) {
    static final String HEADER = "traceparent";
    private static final Pattern FORM =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");
    /** A later version may append fields. */
    private static final Pattern LATER = Pattern.compile("(?!00|ff)[0-9a-f]{2}-.{52}-[!-~]*");

    private static final int LENGTH = 55;
    private static final int LONGEST = 256;

    /** Parses a header; empty if it isn't valid, as the specification demands to ignore it then. */
    static Optional<TraceParent> parse(@Nullable String sent) {
        if (sent == null || sent.length() < LENGTH || sent.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher matcher = FORM.matcher(sent.substring(0, LENGTH));
        return matcher.matches()
                        && (sent.length() == LENGTH || LATER.matcher(sent).matches())
                ? Optional.of(new TraceParent(sent, matcher.group(1)))
                : Optional.empty();
    }
}
