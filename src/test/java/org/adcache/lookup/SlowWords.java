package org.adcache.lookup;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference implementation of word division and folding: regular expressions, and ICU for every text. */
final class SlowWords {
    private static final String APOSTROPHE = "['’‘‛`´ʼʹʻʽ′＇ʾʿ]";
    private static final String SEPARATOR = "[\\p{Z}\\s\\p{Cc}\\p{Pd}.,()．，（）、。・｡､･'’‘‛`´ʼʹʻʽ′＇ʾʿ]";
    private static final Pattern RUNS = Pattern.compile(SEPARATOR + "+|[^" + SEPARATOR + "]+");
    private static final Transliterator ICU = Transliterator.getInstance("Any-Latin; Latin-ASCII; Lower");
    private static final String HAN = "(?=\\p{IsHan})|(?<=\\p{IsHan})(?=[\\p{L}\\p{Nd}])";
    private static final Pattern NAME_CHUNKS = Pattern.compile("(?:(?!" + APOSTROPHE + ")" + SEPARATOR + ")+");
    private static final Pattern LOCAL_CHUNKS = Pattern.compile("(?:(?!" + APOSTROPHE + ")" + SEPARATOR + "|[_+])+");
    private static final Pattern APOSTROPHES = Pattern.compile(APOSTROPHE);
    private static final Pattern HAN_CHARACTERS = Pattern.compile(HAN);
    private static final Pattern SEPARATORS = Pattern.compile(SEPARATOR);
    private static final Pattern LEADING = Pattern.compile("^[^\\p{L}\\p{Nd}]+");
    private static final Pattern TRAILING = Pattern.compile("[^\\p{L}\\p{Nd}\\p{Mc}]+$");
    private static final Map<String, List<String>> VARIANTS = new ConcurrentHashMap<>();
    private static final Map<String, List<String>> WHOLES = new ConcurrentHashMap<>();
    private static final Map<String, List<List<String>>> NAMES = new ConcurrentHashMap<>();
    private static final Map<String, List<List<String>>> LOCAL_PARTS = new ConcurrentHashMap<>();

    private SlowWords() {}

    /** The tokens that find each word, those of its run-on included. */
    static List<List<String>> ofName(String text) {
        return NAMES.computeIfAbsent(text, name -> words(NAME_CHUNKS.split(name, -1)));
    }

    static List<List<String>> ofLocalPart(String text) {
        return LOCAL_PARTS.computeIfAbsent(text, local -> words(LOCAL_CHUNKS.split(local, -1)));
    }

    /** The words of a text, grouped by run-on. */
    static List<List<String>> runs(String text) {
        return runs(NAME_CHUNKS.split(text, -1));
    }

    private static List<List<String>> runs(String[] chunks) {
        List<List<String>> runs = new ArrayList<>();
        for (String chunk : chunks) {
            List<String> pieces = new ArrayList<>();
            for (String piece : APOSTROPHES.split(chunk, -1)) {
                for (String part : HAN_CHARACTERS.split(piece, -1)) {
                    if (!part.isEmpty()) {
                        pieces.add(part);
                    }
                }
            }
            if (!pieces.isEmpty()) {
                runs.add(pieces);
            }
        }
        return runs;
    }

    private static List<List<String>> words(String[] chunks) {
        List<List<String>> words = new ArrayList<>();
        for (List<String> run : runs(chunks)) {
            for (int i = 0; i < run.size(); i++) {
                Set<String> tokens = new LinkedHashSet<>(tokens(run.get(i)));
                tokens.addAll(tokens(String.join("", run.subList(i, run.size()))));
                words.add(List.copyOf(tokens));
            }
        }
        return words;
    }

    /** The interpretations of a query: divided at apostrophes, and joined there. */
    static List<List<List<String>>> ofQuestion(String text) {
        List<List<String>> divided = new ArrayList<>();
        List<List<String>> joined = new ArrayList<>();
        for (String chunk : NAME_CHUNKS.split(text, -1)) {
            for (String piece : APOSTROPHES.split(chunk, -1)) {
                divided.add(tokens(piece));
            }
            joined.add(tokens(APOSTROPHES.matcher(chunk).replaceAll("")));
        }
        divided.removeIf(List::isEmpty);
        joined.removeIf(List::isEmpty);
        return List.of(divided, joined);
    }

    static List<String> tokens(String word) {
        Set<String> tokens = new LinkedHashSet<>();
        for (String variant : variants(word)) {
            tokens.add(variant);
            tokens.add(stripped(variant));
        }
        tokens.remove("");
        return List.copyOf(tokens);
    }

    static String stripped(String variant) {
        return TRAILING.matcher(LEADING.matcher(variant).replaceAll("")).replaceAll("");
    }

    static List<String> variants(String word) {
        return VARIANTS.computeIfAbsent(word, SlowWords::fold);
    }

    private static List<String> fold(String word) {
        StringBuilder original = new StringBuilder();
        Normalizer.normalize(word, Normalizer.Form.NFKD)
                .replaceAll("[\\p{Mn}\\p{Me}]", "")
                .codePoints()
                .forEach(c -> original.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c))));
        String lower = Normalizer.normalize(word, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        String german = lower.replace("ä", "ae")
                .replace("ö", "oe")
                .replace("ü", "ue")
                .replace("å", "aa")
                .replace("ø", "oe");
        return List.of(
                clean(original.toString()),
                clean(ICU.transliterate(lower)),
                clean(ICU.transliterate(german)),
                clean(ICU.transliterate(romanised(lower))));
    }

    private static String romanised(String lower) {
        String[][] letters = {
            {"щ", "shch"}, {"ш", "sh"}, {"ч", "ch"}, {"ж", "zh"}, {"х", "kh"}, {"ц", "ts"}, {"ю", "yu"}, {"я", "ya"},
            {"ё", "yo"}, {"й", "y"}, {"ы", "y"}, {"ъ", ""}, {"ь", ""}, {"э", "e"}, {"ї", "yi"}, {"є", "ye"},
            {"ґ", "g"}, {"ў", "u"}, {"і", "i"}, {"а", "a"}, {"б", "b"}, {"в", "v"}, {"г", "g"}, {"д", "d"},
            {"е", "e"}, {"з", "z"}, {"и", "i"}, {"к", "k"}, {"л", "l"}, {"м", "m"}, {"н", "n"}, {"о", "o"},
            {"п", "p"}, {"р", "r"}, {"с", "s"}, {"т", "t"}, {"у", "u"}, {"ф", "f"}
        };
        String text = lower;
        for (String[] letter : letters) {
            text = text.replace(letter[0], letter[1]);
        }
        return text;
    }

    private static String clean(String text) {
        return SEPARATORS.matcher(text).replaceAll("");
    }

    /** The variants of a whole text, its separators folded to ASCII. */
    static List<String> whole(String text) {
        return WHOLES.computeIfAbsent(text, SlowWords::foldWhole);
    }

    private static List<String> foldWhole(String text) {
        if (text.chars().allMatch(c -> c < 0x80)) {
            String lower = text.toLowerCase(Locale.ROOT);
            return List.of(lower, lower, lower, lower);
        }
        List<String> whole = new ArrayList<>(List.of("", "", "", ""));
        Matcher runs = RUNS.matcher(text);
        while (runs.find()) {
            boolean separators = runs.group().matches(SEPARATOR + "+");
            List<String> variants = separators ? List.of() : variants(runs.group());
            for (int i = 0; i < 4; i++) {
                whole.set(i, whole.get(i) + (separators ? plain(runs.group()) : variants.get(i)));
            }
        }
        return whole;
    }

    private static String plain(String separators) {
        return separators
                .replaceAll(APOSTROPHE, "'")
                .replaceAll("\\p{Pd}", "-")
                .replaceAll("[．。・｡･]", ".")
                .replaceAll("[，、､]", ",")
                .replace('（', '(')
                .replace('）', ')')
                .replaceAll("[\\p{Z}\\s\\p{Cc}]", " ");
    }
}
