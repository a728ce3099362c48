package org.adcache.http;

import java.util.function.Consumer;
import java.util.function.Function;
import org.adcache.api.Document;
import org.adcache.api.DocumentMapper;
import org.adcache.http.problem.HttpProblem;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/**
 * JSON of the interface: documents by Jackson, answers about accounts by {@link JsonWriter}, strict parsing of request
 * bodies.
 */
public final class Json {
    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final DocumentMapper documents = new DocumentMapper();
    /** One per thread, grown to the size of its answers. */
    private final ThreadLocal<JsonWriter> outs = ThreadLocal.withInitial(JsonWriter::new);

    public byte[] write(Document document) {
        return documents.write(document);
    }

    /**
     * Writes an answer about accounts.
     *
     * @throws HttpProblem if it exceeds the size limit of an answer
     */
    public byte[] write(Consumer<JsonWriter> content) {
        JsonWriter kept = outs.get();
        JsonWriter out = kept.isBusy() ? new JsonWriter() : kept;
        out.begin();
        try {
            content.accept(out);
            return out.toByteArray();
        } finally {
            out.end();
        }
    }

    /**
     * Parses a body that is one JSON value.
     *
     * @throws HttpProblem if it is not JSON, or not of the shape that {@code shape} reads
     */
    public <T> T read(byte[] body, Function<JsonReader, T> shape) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
            JsonReader reader = new JsonReader(parser);
            T value = shape.apply(reader);
            reader.end();
            return value;
        } catch (JacksonException e) {
            throw HttpProblem.badRequest("The body is no valid JSON" + place(e.getLocation()) + ".");
        }
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
