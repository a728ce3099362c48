package org.adcache.http.problem;

import java.util.regex.Pattern;

/** Repeats a name that the caller sent only if it looks like one: a secret in the wrong place is never echoed. */
public final class CallerText {
    private static final Pattern NAME = Pattern.compile("(?!adc_)[A-Za-z0-9_.-]{1,40}");

    private CallerText() {}

    public static String name(String text) {
        return NAME.matcher(text).matches() ? text : "…";
    }
}
