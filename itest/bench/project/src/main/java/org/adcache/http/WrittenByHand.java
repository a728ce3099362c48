package org.adcache.http;

import java.time.Instant;
import java.util.List;
import org.adcache.api.ProblemDocument;
import org.adcache.http.problem.ProblemJson;
import org.adcache.http.query.AccountJson;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupResult;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.SuggestAnswer;

/** Answers as the routes write them, with {@link JsonWriter}. */
public final class WrittenByHand {
    private static final JsonName ITEMS = new JsonName("items");

    private final Json json = new Json(HttpBudgets.of(HttpLimits.DEFAULTS).answers());

    public byte[] found(LookupResult.Found found, Freshness freshness) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("found", true);
            AccountJson.list(out, "accounts", found.accounts(), Instant.EPOCH);
            AccountJson.freshness(out, freshness);
            out.writeEndObject();
        });
    }

    public byte[] suggested(SuggestAnswer.Suggested answer) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeBooleanProperty("complete", answer.complete());
            out.writeName(ITEMS);
            out.writeStartArray();
            answer.items().forEach(item -> AccountJson.suggested(out, item.account(), item.matched(), Instant.EPOCH));
            out.writeEndArray();
            AccountJson.freshness(out, answer.freshness());
            out.writeEndObject();
        });
    }

    public byte[] matched(List<MatchAnswer.Recipient> recipients, Freshness freshness) {
        return json.write(out -> {
            out.writeStartObject();
            out.writeArrayPropertyStart("results");
            recipients.forEach(recipient -> {
                out.writeStartObject();
                out.writeStringProperty("address", recipient.address());
                out.writeObjectPropertyStart("matches");
                recipient.verdicts().forEach((id, verdict) -> out.writeStringProperty(id, AccountJson.label(verdict)));
                out.writeEndObject();
                out.writeEndObject();
            });
            out.writeEndArray();
            AccountJson.freshness(out, freshness);
            out.writeEndObject();
        });
    }

    public byte[] problem(ProblemDocument problem) {
        return json.write(out -> ProblemJson.write(out, problem));
    }
}
