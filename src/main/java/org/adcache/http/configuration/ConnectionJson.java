package org.adcache.http.configuration;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.doctor.DiscoveredDomain;
import org.adcache.encoding.Sha256;
import org.adcache.http.Json;
import org.adcache.http.problem.HttpProblem;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;
import org.adcache.tls.ShownCertificate;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of connections. Their keys are those of the configuration, nested in the same way, and not a fixed list. */
final class ConnectionJson {
    private static final int TAG_DIGITS = 24;

    private final JsonMapper mapper = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** The text of a body that is one object; it quotes nothing of one that isn't. */
    String object(byte[] body) {
        return mapper.writeValueAsString(read(body));
    }

    ObjectNode read(byte[] body) {
        Json.requireUtf8(body);
        try {
            JsonNode node = mapper.readTree(body);
            if (node instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            throw HttpProblem.badRequest("The body is not valid JSON.");
        }
        throw HttpProblem.badRequest("The body is not an object.");
    }

    byte[] list(List<DeclaredConnection> connections) {
        ObjectNode list = JsonNodeFactory.instance.objectNode();
        ArrayNode items = list.putArray("items");
        connections.forEach(connection -> items.add(node(connection)));
        return mapper.writeValueAsBytes(list);
    }

    byte[] item(DeclaredConnection connection) {
        return mapper.writeValueAsBytes(node(connection));
    }

    /** Changes whenever what is shown of the connection does. */
    String tag(DeclaredConnection connection) {
        byte[] shown = mapper.writeValueAsString(content(connection)).getBytes(StandardCharsets.UTF_8);
        return '"' + Sha256.hex(shown).substring(0, TAG_DIGITS) + '"';
    }

    private ObjectNode node(DeclaredConnection connection) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("id", connection.id().value());
        node.put("source", connection.managed() ? "managed" : "file");
        node.put("etag", tag(connection));
        node.setAll(content(connection));
        return node;
    }

    /** The keys, with what is in the keytab in place of its path. */
    private ObjectNode content(DeclaredConnection connection) {
        ObjectNode keys = (ObjectNode) mapper.readTree(connection.keys());
        keys.remove("keytab");
        connection.keytab().ifPresent(keytab -> keys.set("keytab", node(keytab)));
        connection.keytabProblem().ifPresent(problem -> keys.set("keytabProblem", node(problem)));
        connection.trust().ifPresent(trust -> keys.set("trust", node(trust)));
        connection.trustProblem().ifPresent(problem -> keys.set("trustProblem", node(problem)));
        return keys;
    }

    private static ObjectNode node(DeclaredConnection.KeytabContent keytab) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        keytab.file().ifPresent(file -> node.put("file", file.toString()));
        ArrayNode principals = node.putArray("principals");
        keytab.principals().forEach(principals::add);
        ArrayNode versions = node.putArray("keyVersions");
        keytab.keyVersions().forEach(versions::add);
        ArrayNode types = node.putArray("encryptionTypes");
        keytab.encryptionTypes().forEach(types::add);
        return node.put("uploadedAt", keytab.uploadedAt().toString());
    }

    private static ObjectNode node(DeclaredConnection.TrustContent trust) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        trust.file().ifPresent(file -> node.put("file", file.toString()));
        node.set("certificates", certificates(trust.certificates()));
        return node.put("uploadedAt", trust.uploadedAt().toString());
    }

    private static ArrayNode certificates(List<ShownCertificate> certificates) {
        ArrayNode nodes = JsonNodeFactory.instance.arrayNode();
        certificates.forEach(one -> nodes.addObject()
                .put("subject", one.subject())
                .put("issuer", one.issuer())
                .put("notBefore", one.notBefore().toString())
                .put("notAfter", one.notAfter().toString())
                .put("sha256", one.sha256())
                .put("authority", one.authority())
                .put("pem", one.pem()));
        return nodes;
    }

    static ObjectNode node(Problem problem) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", problem.type().code())
                .put("detail", problem.detail())
                .put("remedy", problem.remedy());
    }

    /** The CAs that were uploaded. */
    byte[] trust(DeclaredConnection connection) {
        return mapper.writeValueAsBytes(
                connection.trust().map(ConnectionJson::node).orElseGet(JsonNodeFactory.instance::objectNode));
    }

    /** What is in a keytab that is not stored. */
    byte[] keytab(KeytabReport report) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode principals = node.putArray("principals");
        ArrayNode versions = node.putArray("keyVersions");
        ArrayNode types = node.putArray("encryptionTypes");
        report.entries().stream().map(KeytabEntry::principal).distinct().forEach(principals::add);
        report.entries().stream().map(KeytabEntry::keyVersion).distinct().forEach(versions::add);
        report.entries().stream()
                .map(entry -> entry.encryptionType().label())
                .distinct()
                .forEach(types::add);
        report.entries().stream()
                .map(KeytabEntry::timestamp)
                .filter(Instant.EPOCH::isBefore)
                .max(Comparator.naturalOrder())
                .ifPresent(written -> node.put("writtenAt", written.toString()));
        ArrayNode warnings = node.putArray("warnings");
        report.problems().forEach(doubt -> warnings.add(node(doubt)));
        return mapper.writeValueAsBytes(node);
    }

    /** What was found of a domain. */
    byte[] domain(DiscoveredDomain found) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("domain", found.domain()).put("realm", found.realm());
        ArrayNode controllers = node.putArray("controllers");
        found.controllers().forEach(controller -> {
            ObjectNode one = controllers.addObject();
            one.put("server", controller.server().toString()).put("source", controller.listed() ? "dns" : "given");
            controller.reachable().ifPresent(reachable -> one.put("reachable", reachable));
            controller.problem().ifPresent(problem -> one.set("problem", node(problem)));
        });
        ArrayNode kdcs = node.putArray("kdcs");
        found.kdcs().forEach(kdcs::add);
        found.searchBase().ifPresent(base -> node.put("searchBase", base));
        node.set("certificates", certificates(found.certificates()));
        node.put("trusted", found.trusted());
        ArrayNode problems = node.putArray("problems");
        found.problems().forEach(problem -> problems.add(node(problem)));
        return mapper.writeValueAsBytes(node);
    }

    /** What is in a keytab that was uploaded, and what is doubtful in it. */
    byte[] keytab(DeclaredConnection connection, List<Problem> doubts) {
        ObjectNode node = connection.keytab().map(ConnectionJson::node).orElseGet(JsonNodeFactory.instance::objectNode);
        ArrayNode warnings = node.putArray("warnings");
        doubts.forEach(doubt -> warnings.add(node(doubt)));
        return mapper.writeValueAsBytes(node);
    }
}
