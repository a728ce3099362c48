package org.adcache.tls;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.ProblemException;

/**
 * Block of a PEM file.
 *
 * @param label the text between {@code BEGIN} and the dashes
 * @param line number of the block's first line, from 1
 * @param text the content between the boundaries: headers (RFC 1421, only in OpenSSL's older keys), then Base64
 */
record PemBlock(String label, int line, String text) {
    /** A header and a line break; Base64 contains no colon. */
    private static final Pattern HEADERS = Pattern.compile("(?:\\s*[A-Za-z-]+:[^\\r\\n]*)+");

    private static final Pattern ENCRYPTED = Pattern.compile("(?m)^\\s*Proc-Type:\\s*4\\s*,\\s*ENCRYPTED");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    PemContent content() {
        return PemContent.of(label);
    }

    boolean encrypted() {
        return label.startsWith("ENCRYPTED ") || ENCRYPTED.matcher(text).find();
    }

    /**
     * Decodes the Base64 into DER.
     *
     * @throws ProblemException if it is not Base64
     */
    byte[] decode(PemProblems problems) throws ProblemException {
        Matcher headers = HEADERS.matcher(text);
        String base64 = headers.lookingAt() ? text.substring(headers.end()) : text;
        try {
            return Base64.getDecoder().decode(SPACE.matcher(base64).replaceAll(""));
        } catch (IllegalArgumentException e) {
            throw problems.damaged(this, "what it holds is not Base64", e);
        }
    }

    /** Label and line only; the content may be secret. */
    @Override
    public String toString() {
        return label + " in line " + line;
    }
}
