package org.adcache.config.form;

import com.typesafe.config.ConfigValueType;
import java.nio.file.Path;

/**
 * Form of the value of a key.
 *
 * @param expected with an article and an example, for instance {@code a duration such as 30m}
 * @param type its type in HOCON; text is accepted too, because that is what environment variables are
 */
public record Form<T>(String expected, ConfigValueType type, Parser<T> parser) {
    /** Parses the text of a value; relative paths are relative to {@code folder}. */
    @FunctionalInterface
    public interface Parser<T> {
        T parse(String text, Path folder) throws BadValueException;
    }

    public static <T> Form<T> text(String expected, Parser<T> parser) {
        return new Form<>(expected, ConfigValueType.STRING, parser);
    }
}
