package org.adcache.auth.audit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.adcache.api.AuditDocument;
import org.adcache.api.DocumentMapper;
import org.adcache.api.UnreadableDocumentException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One entry as a line of JSON. Characters that nobody sees, or that turn the direction of a text, are escaped, so that
 * no name looks like another line or another name.
 *
 * <pre>{@code
 * {"at":"2026-11-21T10:00:00Z","who":{"kind":"token","id":"3f9c02d1","name":"ops"},"from":"10.0.0.5",
 *     "what":"integration.disable","outcome":"ok"}
 * }</pre>
 *
 * <p>Version 0.1.0 wrote {@code actor}, {@code name} and {@code action}, which are read too.
 */
public final class AuditLine {
    /** Longer texts are cut; names and ids are far shorter. */
    private static final int LONGEST = 256;

    private final DocumentMapper documents = new DocumentMapper();
    private final JsonMapper json = new JsonMapper();

    /** The line with its line feed. */
    public byte[] write(AuditDocument.Entry entry) {
        AuditDocument.Entry clean = new AuditDocument.Entry(
                entry.at(),
                new AuditDocument.Who(
                        text(entry.who().kind()),
                        entry.who().id().map(AuditLine::text),
                        entry.who().name().map(AuditLine::text)),
                entry.from().map(AuditLine::text),
                text(entry.what()),
                entry.target().map(AuditLine::text),
                entry.count(),
                text(entry.outcome()));
        String line = new String(documents.write(clean), StandardCharsets.UTF_8);
        StringBuilder escaped = new StringBuilder(line.length() + 16);
        line.codePoints().forEach(c -> append(escaped, c));
        return escaped.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void append(StringBuilder text, int c) {
        if (isSeen(c)) {
            text.appendCodePoint(c);
        } else {
            for (char part : Character.toChars(c)) {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) part));
            }
        }
    }

    private static boolean isSeen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> c == ' ' || Character.getType(c) != Character.SPACE_SEPARATOR;
        };
    }

    /** A text without halves of characters, which JSON in UTF-8 can't have, and not too long. */
    private static String text(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.getType(c) == Character.SURROGATE ? 0xFFFD : c)
                .forEach(whole::appendCodePoint);
        return text.codePointCount(0, text.length()) > LONGEST
                ? whole.append('\u2026').toString()
                : whole.toString();
    }

    /** The entry in a line; empty if it is damaged. */
    public Optional<AuditDocument.Entry> read(byte[] line) {
        try {
            JsonNode node = json.readTree(line);
            if (node == null || !node.isObject()) {
                return Optional.empty();
            }
            JsonNode current = node.has("actor") ? renamed((ObjectNode) node) : node;
            return Optional.of(documents.read(current, AuditDocument.Entry.class));
        } catch (JacksonException | UnreadableDocumentException e) {
            return Optional.empty();
        }
    }

    /** A line of version 0.1.0 as it would be now. */
    private static JsonNode renamed(ObjectNode old) {
        String actor = old.path("actor").asString("");
        ObjectNode who = old.putObject("who");
        who.put("kind", actor.equals("local") ? "local" : "token").put("id", actor);
        if (old.has("name")) {
            who.set("name", old.get("name"));
        }
        return old.set("what", old.path("action"));
    }
}
