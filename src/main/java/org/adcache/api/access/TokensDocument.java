package org.adcache.api.access;

import java.util.List;
import org.adcache.api.Document;

/** The tokens, oldest first: {@code GET /v1/tokens}. */
public record TokensDocument(List<TokenDocument> items) implements Document {
    public TokensDocument {
        items = List.copyOf(items);
    }
}
