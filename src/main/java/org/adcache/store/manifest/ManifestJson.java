package org.adcache.store.manifest;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectSid;
import org.adcache.encoding.Sha256;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.ConnectionState;
import org.adcache.store.SyncPoint;
import org.adcache.store.key.DataKey;
import org.adcache.store.segment.Segment;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON format of the manifest, with a checksum over its content. It holds no personal data.
 *
 * <pre>
 * {"sha256": "…", "macs": {"corp": "…"},
 *  "manifest": {"format": 1, "epoch": 3, "serial": 40, "generation": 17, "toldSince": 14,
 *  "connections": {"corp": {
 *   "domain": {"dnsName": "corp.example.com", "realm": "CORP.EXAMPLE.COM",
 *              "netbiosName": "CORP", "sid": "S-1-5-21-…"},
 *   "asOf": "2026-11-21T20:44:57Z", "reconciledAt": "2026-11-21T18:00:02Z",
 *   "fullAt": "2026-11-18T06:00:00Z", "cursor": "…",
 *   "configuration": {"sha256": "…", "domain": "corp.example.com", "base": "ou=people,dc=…",
 *                     "types": ["user", "contact"], "addresses": ["mail"]},
 *   "users": 90, "contacts": 8, "groups": 2, "ignoredAddresses": 0, "keyCheck": "…",
 *   "attributes": {"user": {"addresses": 88, "sAMAccountName": 90}, "group": {"member": 2}},
 *   "segments": [{"file": "cache-corp-3-16.dbm", "sha256": "…", "records": 100, "bytes": 262144, "folding": 1,
 *                 "generation": 17, "supersededSince": "2026-11-21T20:44:58Z"}]}}}}
 * </pre>
 *
 * Earlier versions wrote no configuration, and no fullAt; then a full read is due. The first version wrote neither macs, serial, toldSince
 * ({@link Manifest#diffableSince}), reconciledAt, cursor and attributes nor the generation of a segment. It compared everything each time, so the time of its last cycle is that of the last
 * reconciliation; without a cursor a full read follows, which counts the attributes. Each of its segments may hold a
 * change of the generation that its name gives.
 */
public final class ManifestJson {
    private static final int FORMAT = 1;
    private static final JsonMapper JSON = JsonMapper.shared();

    private ManifestJson() {}

    /** Adds the checksum of a manifest, and its authentication by these keys. */
    static ManifestFile file(Manifest manifest, Collection<DataKey> keys) {
        String sha256 = checksum(content(manifest));
        return new ManifestFile(
                manifest, sha256, keys.stream().collect(Collectors.toMap(DataKey::connection, key -> key.mac(sha256))));
    }

    static byte[] write(ManifestFile file) {
        ObjectNode node = JSON.createObjectNode();
        node.put("sha256", file.sha256());
        ObjectNode macs = node.putObject("macs");
        new TreeMap<>(file.macs()).forEach((connection, mac) -> macs.put(connection.value(), mac));
        node.set("manifest", content(file.manifest()));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node);
    }

    /**
     * Parses a manifest.
     *
     * @throws IllegalArgumentException if it is damaged, or of another version; the message says which
     */
    public static Manifest read(byte[] bytes) {
        return readFile(bytes).manifest();
    }

    static ManifestFile readFile(byte[] bytes) {
        try {
            JsonNode file = JSON.readTree(bytes);
            JsonNode content = file.required("manifest");
            String sha256 = checksum(content);
            if (!sha256.equals(file.required("sha256").stringValue())) {
                throw new IllegalArgumentException("its checksum differs");
            }
            if (content.required("format").intValue() != FORMAT) {
                throw new IllegalArgumentException("it was written by another version of adcache");
            }
            Map<ConnectionId, String> macs = new HashMap<>();
            file.path("macs")
                    .properties()
                    .forEach(mac -> macs.put(new ConnectionId(mac.getKey()), text(mac.getValue())));
            return new ManifestFile(manifest(content), sha256, macs);
        } catch (JacksonException | DateTimeException e) {
            throw new IllegalArgumentException("it is no manifest", e);
        }
    }

    /** The value of a node that may be null, unlike the result. */
    private static String text(JsonNode node) {
        if (!node.isString()) {
            throw new IllegalArgumentException("a value is no text");
        }
        return node.stringValue();
    }

    private static String checksum(JsonNode content) {
        return Sha256.hex(JSON.writeValueAsBytes(content));
    }

    private static ObjectNode content(Manifest manifest) {
        ObjectNode node = JSON.createObjectNode();
        node.put("format", FORMAT);
        node.put("epoch", manifest.epoch().number());
        if (manifest.serial() > 0) {
            node.put("serial", manifest.serial());
        }
        node.put("generation", manifest.generation().number());
        node.put("toldSince", manifest.diffableSince().number());
        putInstant(node, "previousSupersededSince", manifest.previousSupersededSince());
        ObjectNode connections = node.putObject("connections");
        manifest.connections().forEach((id, data) -> connections.set(id.value(), connection(data)));
        return node;
    }

    private static Manifest manifest(JsonNode node) {
        SortedMap<ConnectionId, ConnectionData> connections = new TreeMap<>();
        Generation generation = new Generation(node.required("generation").longValue());
        node.required("connections")
                .properties()
                .forEach(entry ->
                        connections.put(new ConnectionId(entry.getKey()), connection(entry.getValue(), generation)));
        return new Manifest(
                new Epoch(node.required("epoch").longValue()),
                node.optional("serial").map(JsonNode::longValue).orElse(0L),
                generation,
                node.optional("toldSince")
                        .map(number -> new Generation(number.longValue()))
                        .orElse(generation),
                instant(node, "previousSupersededSince"),
                connections);
    }

    private static ObjectNode connection(ConnectionData data) {
        ConnectionState state = data.state();
        ObjectNode node = JSON.createObjectNode();
        ObjectNode domain = node.putObject("domain");
        domain.put("dnsName", state.domain().dnsName());
        domain.put("realm", state.domain().realm());
        domain.put("netbiosName", state.domain().netbiosName());
        state.domain().sid().ifPresent(sid -> domain.put("sid", sid.toString()));
        node.put("asOf", state.asOf().toString());
        node.put("reconciledAt", state.point().reconciledAt().toString());
        node.put("fullAt", state.point().fullAt().toString());
        state.point().cursor().ifPresent(cursor -> node.put("cursor", cursor));
        state.point().configuration().ifPresent(read -> node.set("configuration", ReadConfigurationJson.write(read)));
        node.put("users", state.counts().users());
        node.put("contacts", state.counts().contacts());
        node.put("groups", state.counts().groups());
        node.put("ignoredAddresses", state.ignoredAddresses());
        node.put("keyCheck", data.keyCheck());
        node.set("attributes", attributes(state.attributes()));
        ArrayNode segments = node.putArray("segments");
        data.segments().forEach(segment -> segments.add(segment(segment)));
        return node;
    }

    private static ConnectionData connection(JsonNode node, Generation generation) {
        Instant asOf = Instant.parse(node.required("asOf").stringValue());
        JsonNode domain = node.required("domain");
        ConnectionState state = new ConnectionState(
                new SyncPoint(
                        new Domain(
                                domain.required("dnsName").stringValue(),
                                domain.required("realm").stringValue(),
                                domain.required("netbiosName").stringValue(),
                                domain.optional("sid").flatMap(sid -> ObjectSid.parse(sid.stringValue()))),
                        asOf,
                        instant(node, "reconciledAt").orElse(asOf),
                        instant(node, "fullAt").orElse(Instant.EPOCH),
                        node.optional("cursor").map(JsonNode::stringValue),
                        node.required("ignoredAddresses").intValue(),
                        node.optional("configuration").map(ReadConfigurationJson::read)),
                new AccountCounts(count(node, "users"), count(node, "contacts"), count(node, "groups")),
                attributes(node.path("attributes")));
        return new ConnectionData(
                state,
                node.required("keyCheck").stringValue(),
                stream(node.required("segments"))
                        .map(segment -> segment(segment, generation))
                        .toList());
    }

    private static ObjectNode attributes(AttributeCounts attributes) {
        ObjectNode node = JSON.createObjectNode();
        attributes
                .counts()
                .forEach((key, count) ->
                        node.withObjectProperty(key.type().label()).put(key.attribute(), count));
        return node;
    }

    private static int count(JsonNode node, String name) {
        int count = node.required(name).intValue();
        if (count < 0) {
            throw new IllegalArgumentException(name + " is negative");
        }
        return count;
    }

    private static AttributeCounts attributes(JsonNode node) {
        SortedMap<AttributeCounts.Key, Integer> counts = new TreeMap<>();
        for (AccountType type : AccountType.values()) {
            node.path(type.label())
                    .properties()
                    .forEach(entry -> counts.put(
                            new AttributeCounts.Key(type, entry.getKey()),
                            entry.getValue().intValue()));
        }
        return new AttributeCounts(counts);
    }

    private static ObjectNode segment(Segment segment) {
        ObjectNode node = JSON.createObjectNode();
        node.put("file", segment.file());
        node.put("sha256", segment.sha256());
        node.put("records", segment.records());
        node.put("bytes", segment.bytes());
        node.put("folding", segment.folding());
        node.put("generation", segment.generation().number());
        putInstant(node, "supersededSince", segment.supersededSince());
        return node;
    }

    private static Segment segment(JsonNode node, Generation generation) {
        return new Segment(
                node.required("file").stringValue(),
                node.required("sha256").stringValue(),
                node.required("records").intValue(),
                node.required("bytes").longValue(),
                node.required("folding").intValue(),
                node.optional("generation")
                        .map(number -> new Generation(number.longValue()))
                        .orElse(generation),
                instant(node, "supersededSince"));
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }

    private static void putInstant(ObjectNode node, String name, Optional<Instant> value) {
        value.ifPresent(instant -> node.put(name, instant.toString()));
    }

    private static Optional<Instant> instant(JsonNode node, String name) {
        return node.optional(name).map(value -> Instant.parse(value.stringValue()));
    }
}
