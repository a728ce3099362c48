package org.adcache.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Random;
import org.adcache.account.ObjectGuid;
import org.adcache.account.TextSink;
import org.adcache.budget.Budget;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.json.JsonMapper;

class JsonWriterTest {
    private static final int TEXTS = 20_000;
    private static final int MOST_CHARACTERS = 40;

    private static final Budget BUDGET = new Budget("http.limits.answers", 100 << 20);

    private final JsonWriter out = new JsonWriter(BUDGET);

    @Test
    void putsCommasBetweenValuesAndNowhereElse() {
        out.writeStartObject();
        out.writeArrayPropertyStart("none");
        out.writeEndArray();
        out.writeArrayPropertyStart("some");
        out.writeString("a");
        out.writeStartObject();
        out.writeEndObject();
        out.writeString("b");
        out.writeEndArray();
        out.writeObjectPropertyStart("object");
        out.writeNumberProperty("least", Long.MIN_VALUE);
        out.writeBooleanProperty("yes", true);
        out.writeBooleanProperty("no", false);
        out.writeEndObject();
        out.writeStringProperty("last", "");
        out.writeEndObject();

        assertThat(written())
                .isEqualTo("{\"none\":[],\"some\":[\"a\",{},\"b\"],"
                        + "\"object\":{\"least\":-9223372036854775808,\"yes\":true,\"no\":false},\"last\":\"\"}");
    }

    @Test
    void writesTheBytesOfJackson() {
        long seed = System.nanoTime();
        System.out.println("JsonOutTest seed " + seed);
        Random random = new Random(seed);
        ByteArrayOutputStream jackson = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), jackson)) {
            generator.writeStartObject();
            out.writeStartObject();
            for (int i = 0; i < TEXTS; i++) {
                String name = i + text(random);
                String value = text(random);
                generator.writeStringProperty(name, value);
                out.writeStringProperty(name, value);
            }
            generator.writeEndObject();
            out.writeEndObject();
        }

        assertThat(written()).isEqualTo(jackson.toString(UTF_8));
    }

    @Test
    void givesBackHalfASurrogatePair() {
        String text = "a\uD83Db\uDE00\uD83D\uDE00\uD83D";
        out.writeString(text);

        assertThat(written()).isEqualTo("\"a\\uD83Db\\uDE00\uD83D\uDE00\\uD83D\"");
        assertThat(new JsonMapper().readTree(out.toByteArray()).stringValue()).isEqualTo(text);
    }

    @Test
    void writesBytesAsTheTextTheyAre() {
        long seed = System.nanoTime();
        System.out.println("JsonOutTest seed " + seed);
        Random random = new Random(seed);
        JsonWriter ofStrings = new JsonWriter(BUDGET);
        JsonName name = new JsonName("name");
        out.writeStartArray();
        ofStrings.writeStartArray();
        for (int i = 0; i < TEXTS; i++) {
            String first = text(random);
            String second = text(random);
            out.writeStartObject();
            out.writeName(name);
            TextSink sink = out.startText();
            give(first, random, sink);
            give(second, random, sink);
            out.endText();
            out.writeEndObject();
            ofStrings.writeStartObject();
            ofStrings.writeStringProperty("name", first + second);
            ofStrings.writeEndObject();
        }
        out.writeEndArray();
        ofStrings.writeEndArray();

        assertThat(written()).isEqualTo(new String(ofStrings.toByteArray(), UTF_8));
    }

    /** Passes the bytes at a random offset of a larger array. */
    private static void give(String text, Random random, TextSink sink) {
        byte[] utf8 = text.getBytes(UTF_8);
        int from = random.nextInt(10);
        byte[] larger = new byte[from + utf8.length + random.nextInt(10)];
        random.nextBytes(larger);
        System.arraycopy(utf8, 0, larger, from, utf8.length);
        sink.utf8(larger, from, from + utf8.length);
    }

    @Test
    void writesAGuidInItsDashedForm() {
        ObjectGuid guid = new ObjectGuid(0x9829B7B638174F82L, 0xAFE9C36C1ECE3B16L);
        out.writeGuid(guid);

        assertThat(written())
                .isEqualTo("\"9829b7b6-3817-4f82-afe9-c36c1ece3b16\"")
                .contains(guid.toString());
    }

    private String written() {
        return new String(out.toByteArray(), UTF_8);
    }

    /** Whole characters of every length in UTF-8, including controls and characters that JSON escapes. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(MOST_CHARACTERS); left > 0; left--) {
            int limit = switch (random.nextInt(5)) {
                case 0 -> 0x800;
                case 1 -> 0xD800;
                case 2 -> Character.MAX_CODE_POINT;
                default -> 0x80;
            };
            int codePoint = random.nextInt(limit);
            text.appendCodePoint(
                    codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE ? '"' : codePoint);
        }
        return text.toString();
    }
}
