package org.adcache.http;

import java.lang.ref.WeakReference;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.adcache.api.Document;
import org.adcache.api.DocumentMapper;
import org.adcache.budget.Budget;
import org.adcache.http.problem.HttpProblem;
import org.jspecify.annotations.Nullable;
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
    private static final int DECODED_AT_ONCE = 1 << 12;

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final DocumentMapper documents = new DocumentMapper();
    private final Budget answers;
    private final Queue<KeptWriter> kept = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<KeptWriter> ofThread = ThreadLocal.withInitial(this::keep);

    /** Writer of one thread, with an array of at most 64 KiB. It holds the last answer. */
    private static final class KeptWriter {
        private final WeakReference<Thread> owner = new WeakReference<>(Thread.currentThread());
        private volatile @Nullable JsonWriter writer;
    }

    /** @param answers budget of large answers */
    public Json(Budget answers) {
        this.answers = answers;
    }

    private KeptWriter keep() {
        kept.removeIf(other -> other.owner.refersTo(null));
        KeptWriter own = new KeptWriter();
        kept.add(own);
        return own;
    }

    /** Drops the writers of all threads, and with them the last answer of each. */
    public void forget() {
        kept.forEach(each -> each.writer = null);
    }

    public byte[] write(Document document) {
        return documents.write(document);
    }

    /**
     * Writes a value.
     *
     * @throws HttpProblem if it exceeds the size limit of an answer, or the budget of answers
     */
    public byte[] write(Consumer<JsonWriter> content) {
        return write(content, JsonWriter::toByteArray);
    }

    /**
     * Writes an answer about accounts.
     *
     * @throws HttpProblem if it exceeds the size limit of an answer, or the budget of answers
     */
    public BufferedResponse ok(Consumer<JsonWriter> content) {
        return write(content, out -> {
            Optional<LargeBody> large = out.large();
            return large.isPresent() ? BufferedResponse.ok(large.get()) : BufferedResponse.ok(out.toByteArray());
        });
    }

    private <T> T write(Consumer<JsonWriter> content, Function<JsonWriter, T> result) {
        JsonWriter out = free();
        out.begin();
        try {
            content.accept(out);
            return result.apply(out);
        } finally {
            out.end();
        }
    }

    private JsonWriter free() {
        KeptWriter own = ofThread.get();
        JsonWriter out = own.writer;
        if (out != null && !out.isBusy()) {
            return out;
        }
        JsonWriter made = new JsonWriter(answers);
        if (out == null) {
            own.writer = made;
        }
        return made;
    }

    /**
     * Parses a body that is one JSON value.
     *
     * @throws HttpProblem if it is not JSON, or not of the shape that {@code shape} reads
     */
    public <T> T read(byte[] body, Function<JsonReader, T> shape) {
        requireUtf8(body);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), body)) {
            JsonReader reader = new JsonReader(parser);
            T value = shape.apply(reader);
            reader.end();
            return value;
        } catch (JacksonException e) {
            throw HttpProblem.badRequest("The body is no valid JSON" + place(e.getLocation()) + ".");
        }
    }

    /**
     * Refuses what is no UTF-8 (RFC 3629): Jackson reads overlong forms, so that one address would have several
     * spellings.
     *
     * @throws HttpProblem if it is another encoding, or no text at all
     */
    public static void requireUtf8(byte[] body) {
        if (isOtherUnicode(body)) {
            throw HttpProblem.badRequest("The body is no JSON in UTF-8.");
        }
        if (isAscii(body)) {
            return;
        }
        ByteBuffer bytes = ByteBuffer.wrap(body);
        CharBuffer decoded = CharBuffer.allocate(DECODED_AT_ONCE);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        CoderResult result = decoder.decode(bytes, decoded, true);
        while (result.isOverflow()) {
            decoded.clear();
            result = decoder.decode(bytes, decoded, true);
        }
        if (result.isError()) {
            throw HttpProblem.badRequest("The body is no UTF-8 at byte " + (bytes.position() + 1) + ".");
        }
    }

    private static boolean isAscii(byte[] body) {
        int all = 0;
        for (byte each : body) {
            all |= each;
        }
        return all >= 0;
    }

    /** Whether Jackson takes the bytes for UTF-16 or UTF-32, which have a zero byte or a mark in the first four. */
    private static boolean isOtherUnicode(byte[] body) {
        for (int i = 0; i < Math.min(body.length, 4); i++) {
            if (body[i] == 0 || body[i] == (byte) 0xFE || body[i] == (byte) 0xFF) {
                return true;
            }
        }
        return false;
    }

    private static String place(TokenStreamLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : ", line " + location.getLineNr() + ", column " + location.getColumnNr();
    }
}
