package org.adcache.auth;

import java.util.Locale;
import java.util.Optional;

/**
 * What a request tells of the page that sent it.
 *
 * @param origin value of the header Origin (RFC 6454, section 7), which browsers send with every request that may
 *     change something
 * @param host the host that was requested, with its port unless that is the scheme's
 * @param csrfToken value of the header X-CSRF-Token
 */
public record PageOrigin(Optional<String> origin, Optional<String> host, Optional<String> csrfToken) {
    /** Of a request without any of these headers. */
    public static final PageOrigin NONE = new PageOrigin(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String HTTPS = "https://";
    private static final String HTTP = "http://";

    /** Whether the page is one of another site, which may not act for the reader. */
    public boolean isForeign() {
        return origin.isPresent() && !isOwn();
    }

    /** Whether the page is known to be one of this service. */
    public boolean isOwn() {
        return origin.isPresent()
                && host.isPresent()
                && (isSame(HTTPS, ":443", origin.get(), host.get()) || isSame(HTTP, ":80", origin.get(), host.get()));
    }

    private static boolean isSame(String scheme, String port, String origin, String host) {
        String page = origin.toLowerCase(Locale.ROOT);
        return page.startsWith(scheme)
                && withoutPort(page.substring(scheme.length()), port)
                        .equals(withoutPort(host.toLowerCase(Locale.ROOT), port));
    }

    private static String withoutPort(String host, String port) {
        return host.endsWith(port) ? host.substring(0, host.length() - port.length()) : host;
    }
}
