package org.adcache.config;

import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.config.form.BadValueException;
import org.adcache.config.form.Form;

/**
 * One block of the file. A key that has not been read when {@link #end()} is called is unknown. Every method reports a
 * problem and returns empty then, so that reading continues with the next key.
 */
final class Section {
    private final Source source;
    private final List<String> path;
    private final ConfigObject block;
    private final Set<String> known = new LinkedHashSet<>();

    Section(Source source, List<String> path, ConfigObject block) {
        this.source = source;
        this.path = path;
        this.block = block;
    }

    <T> Optional<T> optional(String key, Form<T> form) {
        return written(key).flatMap(value -> parse(pathOf(key), value, form));
    }

    <T> T value(String key, Form<T> form, T otherwise) {
        return optional(key, form).orElse(otherwise);
    }

    <T> Optional<T> required(String key, Form<T> form) {
        if (written(key).isEmpty()) {
            source.problem(pathOf(key), "it is missing.", "Add it: " + form.expected() + ".");
            return Optional.empty();
        }
        return optional(key, form);
    }

    <T> List<T> list(String key, Form<T> form, List<T> otherwise) {
        Optional<ConfigValue> value = written(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!(value.get() instanceof ConfigList values)) {
            source.problem(
                    pathOf(key),
                    "it is " + kind(value.get()) + ", not a list.",
                    "Write it in brackets: " + key + " = [ … ], each " + form.expected() + ".");
            return otherwise;
        }
        List<T> parsed = new ArrayList<>();
        for (ConfigValue element : values) {
            parse(pathOf(key), element, form).ifPresent(parsed::add);
        }
        return parsed.size() == values.size() ? parsed : otherwise;
    }

    /** Returns the block under a key, an empty one if it is absent. */
    Section section(String key) {
        Optional<ConfigValue> value = written(key);
        ConfigObject inner = ConfigValueFactory.fromMap(Map.of());
        if (value.isPresent()) {
            if (value.get() instanceof ConfigObject object) {
                inner = object;
            } else {
                source.problem(
                        pathOf(key),
                        "it is " + kind(value.get()) + ", not a block.",
                        "Write " + key + " { key = value, … }.");
            }
        }
        return new Section(source, pathOf(key), inner);
    }

    /** This block as JSON. */
    String json() {
        return block.render(ConfigRenderOptions.concise());
    }

    /** The names in this block in the order of their lines. */
    List<String> names() {
        return block.keySet().stream()
                .sorted(Comparator.comparingInt((String name) -> source.line(pathOf(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
    }

    boolean has(String key) {
        return written(key).isPresent();
    }

    boolean isEmptyList(String key) {
        return written(key)
                .filter(value -> value instanceof ConfigList list && list.isEmpty())
                .isPresent();
    }

    /** A problem of a key here, which isn't reported. */
    ConfigProblem problemOf(String key, String detail, String suggestion) {
        return source.at(pathOf(key), detail, suggestion);
    }

    /** Reports problems of other files. */
    void add(List<ConfigProblem> others) {
        source.add(others);
    }

    void problem(String key, String detail, String suggestion) {
        source.problem(pathOf(key), detail, suggestion);
    }

    void problem(String detail, String suggestion) {
        source.problem(path, detail, suggestion);
    }

    /** Reports the keys that have not been read. */
    void end() {
        for (String name : names()) {
            if (!known.contains(name)) {
                source.problem(
                        pathOf(name),
                        "there is no such key.",
                        Spelling.nearest(name, known)
                                .map(guess -> "Did you mean \"" + guess + "\"?")
                                .orElse("The keys here are " + String.join(", ", known) + "."));
            }
        }
    }

    private Optional<ConfigValue> written(String key) {
        known.add(key);
        source.ask(String.join(".", pathOf(key)));
        return Optional.ofNullable(block.get(key)).filter(value -> value.valueType() != ConfigValueType.NULL);
    }

    private <T> Optional<T> parse(List<String> where, ConfigValue value, Form<T> form) {
        if (value.valueType() != form.type() && value.valueType() != ConfigValueType.STRING) {
            source.problem(where, "it is " + kind(value) + ".", "Write " + form.expected() + ".");
            return Optional.empty();
        }
        try {
            return Optional.of(form.parser().parse(value.unwrapped().toString(), source.folder(where)));
        } catch (BadValueException e) {
            source.problem(where, e.getMessage() + ".", e.suggestion() + ".");
            return Optional.empty();
        }
    }

    private List<String> pathOf(String key) {
        List<String> longer = new ArrayList<>(path);
        longer.add(key);
        return longer;
    }

    private static String kind(ConfigValue value) {
        return switch (value.valueType()) {
            case OBJECT -> "a block";
            case LIST -> "a list";
            case NUMBER -> "a number (" + value.unwrapped() + ")";
            case BOOLEAN -> "true or false";
            case NULL -> "null";
            case STRING -> "text";
        };
    }
}
