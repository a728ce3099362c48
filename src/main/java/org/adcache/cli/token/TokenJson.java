package org.adcache.cli.token;

import org.adcache.auth.ApiToken;
import org.adcache.auth.Scope;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON of a token as the {@code token} commands print it, without the secret. */
final class TokenJson {
    private TokenJson() {}

    static ObjectNode of(ApiToken token) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("id", token.id());
        token.name().ifPresent(name -> node.put("name", name));
        ArrayNode scopes = node.putArray("scopes");
        token.scopes().stream().sorted().map(Scope::label).forEach(scopes::add);
        node.put("createdAt", token.createdAt().toString());
        token.expiresAt().ifPresent(end -> node.put("expiresAt", end.toString()));
        return node;
    }
}
