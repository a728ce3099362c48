package org.adcache.http.problem;

import java.util.regex.Pattern;

/** Filter for caller input in messages: repeats only what looks like a name, so a misplaced secret is never echoed. */
public final class CallerText {
    private static final Pattern NAME = Pattern.compile("(?!adc_)[A-Za-z0-9_.-]{1,40}");

    private CallerText() {}

    public static String name(String text) {
        return NAME.matcher(text).matches() ? text : "…";
    }
}
