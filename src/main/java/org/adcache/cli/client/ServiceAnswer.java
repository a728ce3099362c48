package org.adcache.cli.client;

import java.net.URI;
import org.adcache.api.Document;
import org.adcache.api.DocumentMapper;
import org.adcache.api.UnreadableDocumentException;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import tools.jackson.databind.JsonNode;

/** Successful response of a service: the JSON as received, and its document. */
public final class ServiceAnswer {
    private final URI service;
    private final DocumentMapper documents;
    private final JsonNode json;

    ServiceAnswer(URI service, DocumentMapper documents, JsonNode json) {
        this.service = service;
        this.documents = documents;
        this.json = json;
    }

    public JsonNode json() {
        return json;
    }

    /**
     * Parses the answer as a document.
     *
     * @throws CommandException if it isn't one
     */
    public <T extends Document> T as(Class<T> type) throws CommandException {
        try {
            return documents.read(json, type);
        } catch (UnreadableDocumentException e) {
            throw new CommandException(
                    Exit.UNAVAILABLE,
                    service + " does not answer like adcache: " + e.getMessage(),
                    "Check the address in --url or ADCACHE_URL, and that the service is no older than this command.",
                    e);
        }
    }
}
