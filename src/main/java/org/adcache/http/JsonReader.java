package org.adcache.http;

import java.util.ArrayList;
import java.util.List;
import org.adcache.http.problem.CallerText;
import org.adcache.http.problem.HttpProblem;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Pull parser for request bodies. Every mistake becomes an {@link HttpProblem} that names the place, as {@code
 * keys[3]} or {@code conditions.boss.type}.
 */
public final class JsonReader {
    private final JsonParser parser;

    JsonReader(JsonParser parser) {
        this.parser = parser;
    }

    /** Enters an object, whose fields {@link #nextField} visits in order. */
    public void object(String path) {
        expect(JsonToken.START_OBJECT, path, "an object");
    }

    /** Moves to the next field of the innermost open object; false at its end. */
    public boolean nextField() {
        return parser.nextToken() == JsonToken.PROPERTY_NAME;
    }

    /** The name of the field; its value follows. */
    public String field() {
        return parser.currentName();
    }

    public String text(String path) {
        expect(JsonToken.VALUE_STRING, path, "a string");
        return parser.getString();
    }

    public boolean bool(String path) {
        JsonToken token = parser.nextToken();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE) {
            throw wrongType(path, "true or false");
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Reads a list of 1 to {@code max} strings. */
    public List<String> texts(String path, int max) {
        expect(JsonToken.START_ARRAY, path, "a list");
        List<String> texts = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                throw wrongType(path + "[" + texts.size() + "]", "a string");
            }
            if (texts.size() == max) {
                throw HttpProblem.badRequest(path + " has more than " + max + " entries.");
            }
            texts.add(parser.getString());
        }
        if (texts.isEmpty()) {
            throw HttpProblem.badRequest(path + " is empty.");
        }
        return texts;
    }

    /** The problem for a field of the body that the route doesn't know. */
    public HttpProblem unknown(String field) {
        return HttpProblem.badRequest("The field " + CallerText.name(field) + " is unknown.");
    }

    /** The problem for a field of an inner object that the route doesn't know. */
    public HttpProblem unknown(String path, String field) {
        return HttpProblem.badRequest("The field " + path + "." + CallerText.name(field) + " is unknown.");
    }

    /** Rejects content after the value. */
    void end() {
        if (parser.nextToken() != null) {
            throw HttpProblem.badRequest("Something follows the JSON object in the body.");
        }
    }

    private void expect(JsonToken token, String path, String what) {
        if (parser.nextToken() != token) {
            throw wrongType(path, what);
        }
    }

    private static HttpProblem wrongType(String path, String what) {
        return HttpProblem.badRequest(path + " is not " + what + ".");
    }
}
