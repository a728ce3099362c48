package org.adcache.itest;

import java.text.Normalizer;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Generator of search texts that a user might type to find an account: the prefix of a name, or prefixes of two names,
 * in either order; as written, without accents, or in capitals or small letters. Texts of only spaces and punctuation
 * are left out: they have no word to be found by, though ANR finds a name that starts with one, as {@code (} the group
 * {@code (all) Sales}. So are texts that start with an equals sign, which makes ANR compare whole values.
 */
final class AnrQuestions {
    /** Attributes from which an account's search texts are drawn. */
    static final List<String> ATTRIBUTES =
            List.of("name", "displayName", "givenName", "sn", "sAMAccountName", "mail", "proxyAddresses");

    private static final String TYPE = "smtp:";
    private static final int LONGEST = 14;

    private final List<LdifEntry> accounts;
    private final Random random;

    /** Draws the same from the same accounts, whatever the order in which the server returned them. */
    AnrQuestions(List<LdifEntry> accounts, long seed) {
        this.accounts =
                accounts.stream().sorted(Comparator.comparing(LdifEntry::dn)).toList();
        this.random = new Random(seed);
    }

    /** Draws this many different ones. */
    Set<String> draw(int count) {
        Set<String> questions = new LinkedHashSet<>();
        while (questions.size() < count) {
            text(pick(accounts))
                    .map(this::spelled)
                    .filter(text -> text.codePoints().anyMatch(Character::isLetterOrDigit) && !text.startsWith("="))
                    .ifPresent(questions::add);
        }
        return questions;
    }

    private Optional<String> text(LdifEntry account) {
        return switch (random.nextInt(11)) {
            case 0 -> account.text("givenName").map(this::beginning);
            case 1 -> account.text("sn").map(this::beginning);
            case 2 -> account.text("displayName").map(this::beginning);
            case 3 -> account.text("name").map(this::beginning);
            case 4 -> account.text("sAMAccountName").map(this::beginning);
            case 5 -> account.text("mail").map(this::beginning);
            case 6 -> mailProxy(account).map(value -> beginning(value.substring(TYPE.length())));
            case 7 -> mailProxy(account).map(value -> TYPE + beginning(value.substring(TYPE.length())));
            case 8 -> both(account, "givenName", "sn");
            case 9 -> both(account, "sn", "givenName");
            default -> account.text("displayName").map(this::twoWords);
        };
    }

    private Optional<String> both(LdifEntry account, String first, String second) {
        return account.text(first)
                .flatMap(one ->
                        account.text(second).map(other -> beginning(one.split(" ", -1)[0]) + " " + beginning(other)));
    }

    /** Returns a mail address as written in proxyAddresses, with its type. */
    private Optional<String> mailProxy(LdifEntry account) {
        List<String> values = account.texts("proxyAddresses").stream()
                .filter(value -> value.toLowerCase(Locale.ROOT).startsWith(TYPE))
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(pick(values));
    }

    private String twoWords(String name) {
        List<String> words = List.of(name.split(" ", -1));
        return beginning(pick(words)) + " " + beginning(pick(words));
    }

    private String beginning(String text) {
        int letters = text.codePointCount(0, text.length());
        int length = Math.min(1 + random.nextInt(LONGEST), letters);
        return text.substring(0, text.offsetByCodePoints(0, length));
    }

    private String spelled(String text) {
        return switch (random.nextInt(6)) {
            case 0 -> text.toLowerCase(Locale.ROOT);
            case 1 -> text.toUpperCase(Locale.ROOT);
            case 2 -> Normalizer.normalize(text, Normalizer.Form.NFD).replaceAll("\\p{M}", "");
            case 3 -> mixedCase(text);
            default -> text;
        };
    }

    private String mixedCase(String text) {
        return text.codePoints()
                .map(c -> random.nextBoolean() ? Character.toUpperCase(c) : Character.toLowerCase(c))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
