package org.adcache.http;

import java.io.ByteArrayOutputStream;
import java.util.function.Consumer;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Writes answers straight to bytes and reads bodies strictly, without trees in between. */
final class Json {
    private static final int FIRST_BYTES = 1024;
    private static final int MAX_BYTES = 64 << 20;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /**
     * Writes an answer.
     *
     * @throws Refusal if it becomes larger than an answer may be
     */
    byte[] write(Consumer<JsonGenerator> content) {
        ByteArrayOutputStream bytes = new BoundedBytes();
        try (JsonGenerator out = factory.createGenerator(ObjectWriteContext.empty(), bytes)) {
            content.accept(out);
        }
        return bytes.toByteArray();
    }

    /** Ends the request instead of the process. */
    private static final class BoundedBytes extends ByteArrayOutputStream {
        BoundedBytes() {
            super(FIRST_BYTES);
        }

        @Override
        public synchronized void write(byte[] part, int offset, int length) {
            if (count + length > MAX_BYTES) {
                throw new Refusal(ProblemKind.PAYLOAD_TOO_LARGE, "The answer would be larger than 64 MiB.")
                        .remedy("Ask about fewer addresses or conditions at once, or without explain.");
            }
            super.write(part, offset, length);
        }
    }

    /**
     * Reads a body that is one JSON value.
     *
     * @throws Refusal if it is none, or not what {@code shape} asks for
     */
    <T> T read(byte[] body, Function<JsonReader, T> shape) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
            JsonReader reader = new JsonReader(parser);
            T value = shape.apply(reader);
            reader.end();
            return value;
        } catch (JacksonException e) {
            throw Refusal.badRequest("The body is no valid JSON" + place(e.getLocation()) + ".");
        }
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** Writes text that a caller sent and gets back: a JSON string can hold half a surrogate pair, UTF-8 can't. */
    static void echo(JsonGenerator out, String text) {
        if (!hasLoneSurrogate(text)) {
            out.writeString(text);
            return;
        }
        StringBuilder escaped = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            String digits = Integer.toHexString(text.charAt(i));
            escaped.append("\\u").append("0".repeat(4 - digits.length())).append(digits);
        }
        out.writeRawValue(escaped.append('"').toString());
    }

    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
