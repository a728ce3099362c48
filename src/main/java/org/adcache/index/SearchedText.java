package org.adcache.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.MailAddress;
import org.adcache.analysis.Folding;
import org.adcache.analysis.Word;

/**
 * Searched text of an account, and its field.
 *
 * @param field the field's name in an answer
 * @param index the position of the value, for addresses and for extra attributes with several
 */
public record SearchedText(String field, OptionalInt index, String text) {
    private static final String ADDRESSES = "addresses";

    /**
     * The names of an account with this cn and these extra attributes, each of one or more texts: cn; every
     * displayName; givenName and sn together, as one name in two fields.
     */
    public static List<List<SearchedText>> names(String cn, Map<String, List<String>> extra) {
        List<List<SearchedText>> names = new ArrayList<>();
        names.add(List.of(new SearchedText("cn", OptionalInt.empty(), cn)));
        for (SearchedText displayName : extra(extra, "displayName")) {
            names.add(List.of(displayName));
        }
        List<SearchedText> person = new ArrayList<>(extra(extra, "givenName"));
        person.addAll(extra(extra, "sn"));
        if (!person.isEmpty()) {
            names.add(person);
        }
        return names;
    }

    public static SearchedText accountName(String name) {
        return new SearchedText("sAMAccountName", OptionalInt.empty(), name);
    }

    public static List<SearchedText> addresses(Account account) {
        List<SearchedText> texts = new ArrayList<>();
        for (MailAddress address : account.addresses()) {
            texts.add(address(texts.size(), address.value()));
        }
        return texts;
    }

    /** The address with this index. */
    public static SearchedText address(int index, String value) {
        return new SearchedText(ADDRESSES, OptionalInt.of(index), value);
    }

    public static SearchedText userPrincipalName(String name) {
        return new SearchedText("userPrincipalName", OptionalInt.empty(), name);
    }

    /** The words of a name, which may consist of several texts. */
    public static List<PlacedWord> words(List<SearchedText> name) {
        List<PlacedWord> words = new ArrayList<>();
        for (SearchedText text : name) {
            for (Word word : Word.of(text.text())) {
                words.add(new PlacedWord(text, word));
            }
        }
        return words;
    }

    /** The words that find this text besides the whole: those of an address's local part. */
    public List<PlacedWord> parts() {
        List<PlacedWord> parts = new ArrayList<>();
        if (field.equals(ADDRESSES)) {
            for (Word word : Word.ofLocalPart(text.substring(0, text.indexOf('@')))) {
                parts.add(new PlacedWord(this, word));
            }
        }
        return parts;
    }

    /** The tokens that find the text as a whole; an address is also found by its key, in A-labels. */
    public List<String> tokens() {
        if (isPlain()) {
            return List.of(text.toLowerCase(Locale.ROOT));
        }
        Set<String> tokens = new LinkedHashSet<>(Arrays.asList(Folding.whole(text.strip())));
        if (field.equals(ADDRESSES) && !Folding.isAscii(text)) {
            MailAddress.parse(text).ifPresent(address -> tokens.add(address.key()));
        }
        tokens.remove("");
        return List.copyOf(tokens);
    }

    /** Whether it is ASCII without surrounding space, so that lower-casing folds it. */
    public boolean isPlain() {
        return !text.isEmpty() && Folding.isAscii(text) && text.strip().length() == text.length();
    }

    /** The query text, to compare with whole account names and addresses. */
    public static SearchedText typed(String text) {
        return new SearchedText(ADDRESSES, OptionalInt.empty(), text);
    }

    private static List<SearchedText> extra(Map<String, List<String>> extra, String attribute) {
        List<SearchedText> texts = new ArrayList<>();
        for (Map.Entry<String, List<String>> entry : extra.entrySet()) {
            if (entry.getKey().equalsIgnoreCase(attribute)) {
                List<String> values = entry.getValue();
                for (int i = 0; i < values.size(); i++) {
                    OptionalInt index = values.size() == 1 ? OptionalInt.empty() : OptionalInt.of(i);
                    texts.add(new SearchedText(entry.getKey(), index, values.get(i)));
                }
            }
        }
        return texts;
    }
}
