package org.adcache.config.form;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.DistinguishedName;
import org.adcache.config.Spelling;

/** The forms of plain values: a flat list. */
public final class Forms {
    private static final Pattern WITH_UNIT = Pattern.compile("[0-9]+(\\.[0-9]+)?\\s*[A-Za-z]+");
    private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)\\s*%");
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,18}");
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");
    private static final Set<String> SECRETS = Set.of(
            "unicodepwd",
            "userpassword",
            "unixuserpassword",
            "dbcspwd",
            "ntpwdhistory",
            "lmpwdhistory",
            "supplementalcredentials",
            "ms-mcs-admpwd",
            "mslaps-password",
            "mslaps-encryptedpassword",
            "mslaps-encryptedpasswordhistory",
            "mslaps-encrypteddsrmpassword",
            "mslaps-encrypteddsrmpasswordhistory",
            "msfve-recoverypassword",
            "msfve-keypackage",
            "trustauthincoming",
            "trustauthoutgoing",
            "mssfu30password",
            "sambalmpassword",
            "sambantpassword",
            "msds-managedpassword");

    private Forms() {}

    public static final Form<Boolean> FLAG = new Form<>("true or false", ConfigValueType.BOOLEAN, (text, folder) -> {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        throw new BadValueException("\"" + text + "\" is neither true nor false", "Write true or false");
    });

    public static final Form<Duration> DURATION =
            Form.text("a duration with its unit such as 30s, 30m or 12h", (text, folder) -> duration(text));

    /** A whole number within limits. */
    public static Form<Long> wholeNumber(long least, long most) {
        String expected = "a whole number from " + least + " to " + most;
        return new Form<>(expected, ConfigValueType.NUMBER, (text, folder) -> {
            if (!DIGITS.matcher(text.strip()).matches()) {
                throw new BadValueException("\"" + text + "\" is not a whole number", "Write " + expected);
            }
            long number = Long.parseLong(text.strip());
            if (number < least || number > most) {
                throw new BadValueException(
                        "\"" + text + "\" is " + (number < least ? "too small" : "too large"), "Write " + expected);
            }
            return number;
        });
    }

    public static final Form<Double> PERCENTAGE = Form.text(
            "a percentage such as 10%",
            (text, folder) -> {
                Matcher matcher = PERCENT.matcher(text.strip());
                if (!matcher.matches()) {
                    throw new BadValueException(
                            "\"" + text + "\" is not a percentage", "Write a number from 0 to 100 and %, such as 10%");
                }
                double percent = Double.parseDouble(matcher.group(1));
                if (percent > 100) {
                    throw new BadValueException("\"" + text + "\" is more than 100%", "Write 0% to 100%");
                }
                return percent / 100;
            });

    public static final Form<String> SEARCH_BASE =
            Form.text("a distinguished name such as \"OU=Staff,DC=corp,DC=example,DC=com\"", (text, folder) -> {
                if (DistinguishedName.keyOf(text).isEmpty()) {
                    throw new BadValueException(
                            "\"" + text + "\" is not a distinguished name",
                            "Write it as the directory shows it, such as \"OU=Staff,DC=corp,DC=example,DC=com\"");
                }
                return text.strip();
            });

    public static final Form<String> ATTRIBUTE_NAME = Form.text("the name of an LDAP attribute", (text, folder) -> {
        if (!ATTRIBUTE.matcher(text).matches()) {
            throw new BadValueException(
                    "\"" + text + "\" is not the name of an LDAP attribute",
                    "Write the attribute's LDAP display name, such as department");
        }
        if (SECRETS.contains(text.toLowerCase(Locale.ROOT))) {
            throw new BadValueException(
                    "\"" + text + "\" holds a password or a key, which adcache does not store", "Leave it out");
        }
        return text;
    });

    /** One of a few words, in any case. */
    public static Form<String> oneOf(String... words) {
        String expected = String.join(" or ", words);
        return Form.text(expected, (text, folder) -> {
            for (String word : words) {
                if (word.equalsIgnoreCase(text)) {
                    return word;
                }
            }
            throw new BadValueException(
                    "\"" + text + "\" is not one of its values",
                    Spelling.nearest(text, List.of(words))
                            .map(guess -> "Did you mean " + guess + "? The values are " + expected)
                            .orElse("Write " + expected));
        });
    }

    private static Duration duration(String text) throws BadValueException {
        if (!WITH_UNIT.matcher(text.strip()).matches()) {
            boolean number = text.strip().chars().allMatch(Character::isDigit) && !text.isBlank();
            throw new BadValueException(
                    "\"" + text + "\" " + (number ? "has no unit" : "is not a duration"),
                    number
                            ? "Write " + text.strip() + "s, " + text.strip() + "m or " + text.strip() + "h"
                            : "Write a number and a unit such as 30s, 30m, 12h or 7d");
        }
        Duration duration;
        try {
            duration = ConfigValueFactory.fromAnyRef(text.strip()).atKey("d").getDuration("d");
        } catch (ConfigException e) {
            throw new BadValueException(
                    "\"" + text + "\" is not a duration", "Write a number and a unit such as 30s, 30m, 12h or 7d");
        }
        if (duration.isZero()) {
            throw new BadValueException("it is zero", "Write a longer time");
        }
        if (duration.compareTo(Duration.ofDays(3650)) > 0) {
            throw new BadValueException("\"" + text + "\" is more than ten years", "Write a shorter time");
        }
        return duration;
    }
}
