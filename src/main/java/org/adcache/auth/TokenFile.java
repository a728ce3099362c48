package org.adcache.auth;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.adcache.encoding.Sha256;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Format of {@code tokens.json}, which holds only the SHA-256 of each secret, in hexadecimal, and one over the tokens.
 *
 * <pre>{@code
 * {"sha256": "60303ae22b998861…", "tokens": [{"id": "3f9c02d1", "name": "gateway", "scopes": ["lookup"], "createdAt": "2026-11-21T10:00:00Z",
 *              "expiresAt": "2027-11-21T10:00:00Z", "sha256": "9f86d081884c7d65…"}]}
 * }</pre>
 *
 * The previous version wrote no checksum; its files are accepted, and the next write adds one.
 */
final class TokenFile {
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    private final JsonMapper json = JsonMapper.shared();

    /** A token and the hash of its secret. */
    record Entry(ApiToken token, String sha256) {}

    /**
     * Parses the file.
     *
     * @throws IllegalArgumentException if any part is damaged; a partly valid file admits no one
     */
    List<Entry> parse(byte[] content) {
        try {
            JsonNode file = json.readTree(content);
            JsonNode tokens = file.required("tokens");
            if (!tokens.isArray()) {
                throw new IllegalArgumentException("tokens is no list");
            }
            requireChecksum(file.optional("sha256"), tokens);
            return StreamSupport.stream(tokens.spliterator(), false)
                    .map(TokenFile::entry)
                    .toList();
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("not the JSON of a token file", e);
        }
    }

    private void requireChecksum(Optional<JsonNode> checksum, JsonNode tokens) {
        if (checksum.isPresent() && !checksum.get().stringValue().equals(checksum(tokens))) {
            throw new IllegalArgumentException("its checksum differs");
        }
    }

    private String checksum(JsonNode tokens) {
        return Sha256.hex(json.writeValueAsBytes(tokens));
    }

    byte[] format(List<Entry> entries) {
        ArrayNode tokens = json.createArrayNode();
        for (Entry entry : entries) {
            ObjectNode node = tokens.addObject().put("id", entry.token().id());
            entry.token().name().ifPresent(name -> node.put("name", name));
            ArrayNode scopes = node.putArray("scopes");
            entry.token().scopes().stream()
                    .sorted(Comparator.naturalOrder())
                    .forEach(scope -> scopes.add(scope.label()));
            node.put("createdAt", entry.token().createdAt().toString());
            entry.token().expiresAt().ifPresent(end -> node.put("expiresAt", end.toString()));
            node.put("sha256", entry.sha256());
        }
        ObjectNode checked = json.createObjectNode().put("sha256", checksum(tokens));
        checked.set("tokens", tokens);
        return json.writerWithDefaultPrettyPrinter().writeValueAsBytes(checked);
    }

    private static Entry entry(JsonNode node) {
        String sha256 = text(node, "sha256");
        if (!SHA256.matcher(sha256).matches()) {
            throw new IllegalArgumentException("sha256 is malformed");
        }
        return new Entry(
                new ApiToken(
                        text(node, "id"),
                        node.has("name") ? Optional.of(text(node, "name")) : Optional.empty(),
                        scopes(node.required("scopes")),
                        Instant.parse(text(node, "createdAt")),
                        node.has("expiresAt") ? Optional.of(Instant.parse(text(node, "expiresAt"))) : Optional.empty()),
                sha256);
    }

    private static String text(JsonNode node, String key) {
        JsonNode value = node.required(key);
        if (!value.isString()) {
            throw new IllegalArgumentException(key + " is no text");
        }
        return value.stringValue();
    }

    private static Set<Scope> scopes(JsonNode names) {
        if (!names.isArray()) {
            throw new IllegalArgumentException("scopes is no list");
        }
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> Scope.parse(name.asString(""))
                        .orElseThrow(() -> new IllegalArgumentException("there is no such scope")))
                .collect(Collectors.toSet());
    }
}
