package org.adcache.cli.manual;

import java.util.Locale;

/** Text of a manual page in the man macros of roff. */
final class Roff {
    private final StringBuilder text = new StringBuilder();

    /** Starts a page; its source and date stand in its last line. */
    Roff(String name, int section, String date, String source) {
        macro("TH", name.toUpperCase(Locale.ROOT), Integer.toString(section), date, source, "adcache manual");
        // Neither hyphens nor spaces are put into what may be pasted.
        macro("nh");
        line(".ad l");
    }

    Roff section(String title) {
        return macro("SH", title);
    }

    Roff paragraph(String paragraph) {
        return macro("PP").line(escaped(paragraph));
    }

    /** An entry of a list: a tag in bold, and below it what it means. */
    Roff entry(String tag, String meaning) {
        return macro("TP").line(bold(tag)).line(meaning.isEmpty() ? "\\&" : escaped(meaning));
    }

    /** Lines that are shown as they are. */
    Roff verbatim(String lines) {
        macro("PP").macro("nf");
        lines.lines().forEach(each -> line(escaped(each)));
        return macro("fi");
    }

    /** A line in which the markup of roff is already written. */
    Roff line(String line) {
        text.append(line).append('\n');
        return this;
    }

    static String bold(String text) {
        return "\\fB" + escaped(text) + "\\fR";
    }

    /** A hyphen would become a typographic one, and a point or quote at the start of a line a request. */
    static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }

    private Roff macro(String name, String... arguments) {
        text.append('.').append(name);
        for (String argument : arguments) {
            text.append(" \"").append(argument.replace("\"", "\\(dq")).append('"');
        }
        text.append('\n');
        return this;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
