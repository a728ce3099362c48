package org.adcache.integration;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.store.StoreException;
import org.adcache.store.file.DataFolder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * State of the switch in {@code integration.json}. No file in a fresh folder means enabled. A file that can't be read,
 * or is missing although there is data, means disabled with a wipe to finish: a wipe may have been interrupted.
 *
 * <pre>{@code
 * {"enabled": false, "epoch": 2, "changedAt": "2026-11-21T10:00:00Z", "generation": 17, "wiping": false,
 *  "lastWipe": {"accounts": 400, "files": 5, "bytes": 2097152, "startedAt": "…", "finishedAt": "…"}}
 * }</pre>
 */
public final class IntegrationFile {
    private static final String NAME = "integration.json";
    private static final JsonMapper JSON = JsonMapper.shared();

    private final DataFolder folder;
    private final Clock clock;

    public IntegrationFile(DataFolder folder, Clock clock) {
        this.folder = folder;
        this.clock = clock;
    }

    /** The state, and the damage found in the file, if any. */
    public record Loaded(IntegrationState state, Optional<Problem> damage) {}

    /**
     * Reads the state; that of a fresh folder is written, so that its epoch is on disk before its first data.
     *
     * @throws StoreException if it can't be written
     */
    public Loaded load() throws StoreException {
        Optional<byte[]> content;
        try {
            content = folder.read(NAME);
        } catch (StoreException e) {
            return damaged(e.problem().detail());
        }
        if (content.isEmpty()) {
            return folder.fresh() ? fresh() : damaged("it is missing, but there is data");
        }
        try {
            return new Loaded(parse(JSON.readTree(content.get())), Optional.empty());
        } catch (JacksonException | DateTimeException | IllegalArgumentException e) {
            return damaged("its content is damaged");
        }
    }

    /**
     * Replaces the state durably.
     *
     * @throws StoreException if it can't be written
     */
    void save(IntegrationState state) throws StoreException {
        folder.write(NAME, JSON.writeValueAsBytes(format(state)));
    }

    private Loaded fresh() throws StoreException {
        IntegrationState state =
                new IntegrationState(true, Epoch.FIRST, clock.instant(), Optional.empty(), Generation.NONE, false);
        save(state);
        return new Loaded(state, Optional.empty());
    }

    private Loaded damaged(String what) throws StoreException {
        // The seconds since 1970 exceed every epoch and generation that was ever assigned.
        long above = clock.instant().getEpochSecond();
        Epoch epoch = folder.newestEpoch().map(Epoch::next).orElse(new Epoch(above));
        IntegrationState state =
                new IntegrationState(false, epoch, clock.instant(), Optional.empty(), new Generation(above), true);
        return new Loaded(
                state,
                Optional.of(new Problem(
                        ProblemType.INTEGRATION_STATE_DAMAGED,
                        "The switch's state in " + folder.path().resolve(NAME) + " can't be used: " + what
                                + ". The integration counts as off, and its data is wiped.",
                        "Check the disk, then switch the integration on again; it is read anew from the directory.")));
    }

    private static IntegrationState parse(JsonNode json) {
        JsonNode wipe = json.path("lastWipe");
        return new IntegrationState(
                json.required("enabled").asBoolean(),
                new Epoch(json.required("epoch").asLong()),
                Instant.parse(json.required("changedAt").asString()),
                wipe.isObject() ? Optional.of(receipt(wipe)) : Optional.empty(),
                new Generation(json.required("generation").asLong()),
                json.required("wiping").asBoolean());
    }

    private static WipeReceipt receipt(JsonNode wipe) {
        return new WipeReceipt(
                wipe.required("accounts").asInt(),
                wipe.required("files").asInt(),
                wipe.required("bytes").asLong(),
                Instant.parse(wipe.required("startedAt").asString()),
                Instant.parse(wipe.required("finishedAt").asString()));
    }

    private static ObjectNode format(IntegrationState state) {
        ObjectNode json = JSON.createObjectNode()
                .put("enabled", state.enabled())
                .put("epoch", state.epoch().number())
                .put("changedAt", state.changedAt().toString())
                .put("generation", state.floor().number())
                .put("wiping", state.wiping());
        state.lastWipe()
                .ifPresent(wipe -> json.putObject("lastWipe")
                        .put("accounts", wipe.accounts())
                        .put("files", wipe.files())
                        .put("bytes", wipe.bytes())
                        .put("startedAt", wipe.startedAt().toString())
                        .put("finishedAt", wipe.finishedAt().toString()));
        return json;
    }
}
