package org.adcache.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import org.adcache.config.form.BadValueException;
import org.adcache.config.form.Form;
import org.adcache.directory.EntryLimits;

/**
 * Reader of the block {@code entries}. The least values are such that whatever a lookup may ask for, 2048 characters,
 * is never left out of an entry.
 */
final class EntriesReader {
    private static final int LONGEST_KEY = 2048;
    private static final int MOST = 1_000_000_000;
    private static final int MEBIBYTE = 1 << 20;

    private EntriesReader() {}

    static EntryLimits read(Section section) {
        EntryLimits.Sizes usual = EntryLimits.Sizes.defaults();
        EntryLimits.Sizes sizes = new EntryLimits.Sizes(
                section.value("dn-depth", number(16, LONGEST_KEY), usual.dnDepth()),
                section.value("dn-length", number(LONGEST_KEY, MEBIBYTE), usual.dnLength()),
                section.value("max-values", number(1500, 1_000_000), usual.values()),
                section.value("max-value-length", number(LONGEST_KEY, MEBIBYTE), usual.valueLength()),
                section.value("max-length", number(65_536, 64 * MEBIBYTE), usual.length()),
                section.value("max-words-length", number(65_536, 64 * MEBIBYTE), usual.wordsLength()),
                section.value("max-members", number(1500, MOST), usual.members()),
                section.value("max-message", size(MEBIBYTE, MOST), usual.message()));
        section.end();
        return new EntryLimits(sizes);
    }

    private static Form<Integer> number(int least, int most) {
        return new Form<>("a whole number such as " + least, ConfigValueType.NUMBER, (text, folder) -> {
            try {
                return between(Long.parseLong(text.strip()), text, least, most, "Write " + least + " to " + most);
            } catch (NumberFormatException e) {
                throw new BadValueException(
                        "\"" + text + "\" is not a whole number", "Write " + least + " to " + most + ", in digits");
            }
        });
    }

    private static Form<Integer> size(int least, int most) {
        return Form.text("a size with its unit such as 64 MiB", (text, folder) -> {
            try {
                long bytes = ConfigValueFactory.fromAnyRef(text.strip())
                        .atKey("size")
                        .getBytes("size");
                return between(bytes, text, least, most, "Write 1 MiB to 900 MiB");
            } catch (ConfigException e) {
                throw new BadValueException(
                        "\"" + text + "\" is not a size", "Write a number and a unit such as 64 MiB");
            }
        });
    }

    private static int between(long number, String text, int least, int most, String suggestion)
            throws BadValueException {
        if (number < least || number > most) {
            throw new BadValueException(
                    "\"" + text + "\" is " + (number < least ? "too small" : "too large"), suggestion);
        }
        return (int) number;
    }
}
