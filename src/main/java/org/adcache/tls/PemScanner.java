package org.adcache.tls;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.ProblemException;

/**
 * Scanner for the blocks of a PEM file. It searches for the boundaries only, so line ends, indentation and line length
 * are arbitrary:
 *
 * <pre>
 * text, or nothing
 * -----BEGIN CERTIFICATE-----
 * MIIB…
 * -----END CERTIFICATE-----
 * </pre>
 */
final class PemScanner {
    private static final String BEGIN = "-----BEGIN ";
    private static final String DASHES = "-----";

    private final String text;
    private final PemProblems problems;
    private final List<PemBlock> blocks = new ArrayList<>();
    private int counted;
    private int line = 1;

    PemScanner(byte[] content, PemProblems problems) {
        this.text = new String(content, charset(content));
        this.problems = problems;
    }

    /**
     * ISO 8859-1 accepts any byte, a UTF-8 byte order mark included; PowerShell's {@code >} writes UTF-16 with its own
     * byte order mark.
     */
    private static Charset charset(byte[] content) {
        if (content.length < 2) {
            return StandardCharsets.ISO_8859_1;
        }
        int mark = ((content[0] & 0xFF) << 8) | (content[1] & 0xFF);
        return mark == 0xFEFF || mark == 0xFFFE ? StandardCharsets.UTF_16 : StandardCharsets.ISO_8859_1;
    }

    List<PemBlock> blocks() throws ProblemException {
        if (text.isBlank()) {
            throw problems.empty();
        }
        int at = text.indexOf(BEGIN);
        while (at >= 0) {
            at = text.indexOf(BEGIN, block(at));
        }
        return blocks;
    }

    /** Scans the block that starts at {@code begin}, and returns its end. */
    private int block(int begin) throws ProblemException {
        int labelAt = begin + BEGIN.length();
        int labelEnd = text.indexOf(DASHES, labelAt);
        String label = labelEnd < 0 ? "" : text.substring(labelAt, labelEnd);
        String boundary = "-----END " + label + DASHES;
        int bodyAt = labelEnd + DASHES.length();
        int end = labelEnd < 0 ? -1 : text.indexOf(boundary, bodyAt);
        int next = text.indexOf(BEGIN, labelAt);
        if (end < 0 || (next >= 0 && next < end)) {
            throw problems.withoutEnd(line(begin));
        }
        blocks.add(new PemBlock(label, line(begin), text.substring(bodyAt, end)));
        return end + boundary.length();
    }

    /** The line number of an offset; offsets must be passed in ascending order. */
    private int line(int at) {
        for (; counted < at; counted++) {
            char one = text.charAt(counted);
            if (one == '\n' || (one == '\r' && !text.startsWith("\n", counted + 1))) {
                line++;
            }
        }
        return line;
    }
}
