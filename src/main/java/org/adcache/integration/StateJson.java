package org.adcache.integration;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON form of the switch's state. What is pending isn't part of it: the next start tries again and finds out.
 *
 * <pre>{@code
 * {"enabled": false, "epoch": 2, "changedAt": "2026-11-21T10:00:00Z", "generation": 17, "wiping": false,
 *  "lastWipe": {"accounts": 400, "files": 5, "bytes": 2097152, "startedAt": "…", "finishedAt": "…",
 *               "destroyed": ["answers", "keys", "tickets", "files", "state"]}}
 * }</pre>
 */
final class StateJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private StateJson() {}

    static String format(IntegrationState state) {
        ObjectNode json = JSON.createObjectNode()
                .put("enabled", state.enabled())
                .put("epoch", state.epoch().number())
                .put("changedAt", state.changedAt().toString())
                .put("generation", state.floor().number())
                .put("wiping", state.wiping());
        state.lastWipe().ifPresent(wipe -> json.set("lastWipe", receipt(wipe)));
        return JSON.writeValueAsString(json);
    }

    private static ObjectNode receipt(WipeReceipt wipe) {
        ObjectNode json = JSON.createObjectNode()
                .put("accounts", wipe.accounts())
                .put("files", wipe.files())
                .put("bytes", wipe.bytes())
                .put("startedAt", wipe.startedAt().toString());
        wipe.finishedAt().ifPresent(at -> json.put("finishedAt", at.toString()));
        ArrayNode destroyed = json.putArray("destroyed");
        wipe.destroyed().forEach(destroyed::add);
        return json;
    }

    /** @throws IllegalArgumentException if it isn't what {@link #format} writes, or a number is out of bounds */
    static IntegrationState parse(String text) {
        try {
            JsonNode json = JSON.readTree(text);
            JsonNode wipe = json.path("lastWipe");
            return new IntegrationState(
                    json.required("enabled").booleanValue(),
                    new Epoch(bounded(json.required("epoch"), Epoch.HIGHEST_READ)),
                    Instant.parse(json.required("changedAt").stringValue()),
                    wipe.isObject() ? Optional.of(receipt(wipe)) : Optional.empty(),
                    new Generation(bounded(json.required("generation"), Generation.HIGHEST_READ)),
                    json.required("wiping").booleanValue());
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("no state of the switch", e);
        }
    }

    private static WipeReceipt receipt(JsonNode wipe) {
        List<String> destroyed =
                wipe.path("destroyed").valueStream().map(JsonNode::stringValue).toList();
        return new WipeReceipt(
                wipe.required("accounts").intValue(),
                wipe.required("files").intValue(),
                wipe.required("bytes").longValue(),
                Instant.parse(wipe.required("startedAt").stringValue()),
                wipe.optional("finishedAt").map(at -> Instant.parse(at.stringValue())),
                destroyed,
                List.of());
    }

    private static long bounded(JsonNode number, long highest) {
        long value = number.longValue();
        if (value > highest) {
            throw new IllegalArgumentException(value + " is more than was ever assigned");
        }
        return value;
    }
}
