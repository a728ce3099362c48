package org.adcache.store.manifest;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.AccountType;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.store.scope.ReadScope;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON format of the configuration that a copy was read with. */
final class ReadConfigurationJson {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ReadConfigurationJson() {}

    static ObjectNode write(ReadConfiguration read) {
        ObjectNode node = JSON.createObjectNode();
        node.put("sha256", read.digest());
        node.put("domain", read.scope().domain());
        read.scope().base().ifPresent(base -> node.put("base", base));
        ArrayNode types = node.putArray("types");
        Stream.of(AccountType.values()).filter(read.scope().types()::contains).forEach(type -> types.add(type.label()));
        ArrayNode addresses = node.putArray("addresses");
        new TreeSet<>(read.scope().addressAttributes()).forEach(addresses::add);
        return node;
    }

    static ReadConfiguration read(JsonNode node) {
        Set<String> types = texts(node, "types");
        ReadScope scope = new ReadScope(
                node.required("domain").stringValue(),
                node.optional("base").map(JsonNode::stringValue),
                Stream.of(AccountType.values())
                        .filter(type -> types.contains(type.label()))
                        .collect(Collectors.toSet()),
                texts(node, "addresses"));
        return new ReadConfiguration(node.required("sha256").stringValue(), scope);
    }

    private static Set<String> texts(JsonNode node, String name) {
        return node.required(name).valueStream().map(JsonNode::stringValue).collect(Collectors.toSet());
    }
}
