package org.adcache;

import org.adcache.account.ConnectionId;
import org.adcache.api.configuration.InventoryDocument;
import org.adcache.auth.Scope;
import org.adcache.auth.sso.Role;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.DataInventory;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.http.HttpConfig;
import org.adcache.sync.SyncConfig;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What others may know of a configuration: the data stored with it, and its settings without what names people. */
final class ConfigurationFacts {
    InventoryDocument inventory(AdcacheConfig config) {
        return new InventoryDocument(new DataInventory(config)
                .items().stream()
                        .map(item -> new InventoryDocument.Item(
                                item.data(), item.use(), item.place(), item.howLong(), item.whoCanReadIt()))
                        .toList());
    }

    /** The settings as a JSON object: which of them are set, where a value may name a person, a file or a secret. */
    String configuration(AdcacheConfig config) {
        ObjectNode all = JsonNodeFactory.instance.objectNode();
        all.put("keyFile", config.store().keyFile().isPresent());
        all.put("maxAge", config.lookup().maxAge().toString());
        config.lookup().unknownAfter().ifPresent(age -> all.put("unknownAfter", age.toString()));
        all.set("http", http(config.http()));
        ObjectNode connections = all.putObject("connections");
        config.connections()
                .forEach(connection ->
                        connections.set(connection.directory().id().value(), connection(connection, config)));
        all.put("warnings", config.warnings().size());
        return all.toString();
    }

    private static ObjectNode http(HttpConfig http) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("port", http.port());
        node.put("tls", http.tls().isPresent());
        node.put(
                "clientCertificates",
                http.tls().flatMap(HttpConfig.Tls::clientCa).isPresent());
        node.put("accessLog", http.accessLog());
        node.put("clients", http.clients().size());
        node.put("singleSignOn", http.sso().isPresent());
        node.put("proxyUserHeader", http.proxies().userHeader().isPresent());
        node.put("sessionIdle", http.sessions().idle().toString());
        node.put("sessionLongest", http.sessions().longest().toString());
        ObjectNode roles = node.putObject("roles");
        for (Role role : http.roles()) {
            ArrayNode scopes = roles.putObject(role.id())
                    .put("members", role.members().size())
                    .putArray("scopes");
            Scope.labels(role.scopes()).forEach(scopes::add);
        }
        return node;
    }

    private static ObjectNode connection(ConnectionConfig connection, AdcacheConfig config) {
        DirectoryConfig directory = connection.directory();
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("managed", isManaged(directory.id(), config));
        node.put("domain", directory.domain());
        node.put("realm", directory.realm());
        ArrayNode servers = node.putArray("servers");
        directory.servers().forEach(server -> servers.add(server.toString()));
        ArrayNode kdcs = node.putArray("kdcs");
        directory.kdcs().forEach(kdcs::add);
        node.put("principalIsSet", directory.principal().isPresent());
        node.put("searchBaseIsSet", directory.searchBase().isPresent());
        node.put("emailAttributes", directory.emailAttributes().toString());
        node.put("contacts", directory.contacts());
        node.put("groups", directory.groups());
        node.put("extraAttributes", directory.extraAttributes().toString());
        node.put("tlsMode", directory.tls().mode().toString());
        node.put("trustIsSet", directory.tls().trust().isPresent());
        node.put("channelBinding", directory.tls().channelBinding());
        node.put("feed", directory.feed().toString());
        node.set("sync", sync(connection.sync()));
        return node;
    }

    private static boolean isManaged(ConnectionId id, AdcacheConfig config) {
        AdcacheConfig.Declaration declaration = config.declarations().get(id);
        return declaration != null && declaration.managed();
    }

    private static ObjectNode sync(SyncConfig sync) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("recurrence", sync.recurrence().toString())
                .put("reconcileEvery", sync.reconcileEvery().toString())
                .put("fullEvery", sync.fullEvery().toString())
                .put("shrinkLimit", sync.shrinkLimit())
                .put("timeout", sync.timeout().toString());
    }
}
