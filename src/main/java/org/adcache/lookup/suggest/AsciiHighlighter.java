package org.adcache.lookup.suggest;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.adcache.account.AccountView;
import org.adcache.lookup.SuggestAnswer.Range;

/**
 * Fast path of the {@link Highlighter} for an ASCII query text and ASCII values, which are most: letters are compared
 * in place, without folding. Other texts are left undecided.
 */
final class AsciiHighlighter {
    private static final List<Range> UNDECIDED = List.of();

    /** The query words; none if they aren't ASCII letters and digits. */
    private final List<String> typed;
    /** The whole query text; empty if it isn't ASCII. */
    private final String whole;

    private AsciiHighlighter(List<String> typed, String whole) {
        this.typed = typed;
        this.whole = whole;
    }

    /** Returns a highlighter; for a text whose words aren't all plain, one that decides nothing. */
    static AsciiHighlighter of(ParsedQuery text) {
        List<String> typed = new ArrayList<>();
        boolean plain = text.interpretations().size() == 1;
        if (plain) {
            for (ParsedQuery.Typed word : text.interpretations().get(0)) {
                plain &= word.variants().size() == 1 && isPlain(word.variants().get(0));
                typed.add(word.variants().get(0));
            }
        }
        boolean plainWhole = text.whole().size() == 1 && isAscii(text.whole().get(0));
        return new AsciiHighlighter(
                plain ? typed : List.of(), plainWhole ? text.whole().get(0) : "");
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isLetter(c) && !isDigit(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLetter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * The ranges of the query words at the start of different words of the cn; empty if there are none or it is
     * undecided.
     */
    List<Range> inName(String cn) {
        if (typed.isEmpty()) {
            return UNDECIDED;
        }
        long[] fitting = new long[typed.size()];
        int[] starts = new int[TermAssignment.LIMIT];
        int words = 0;
        for (int i = 0; i < cn.length() && words < TermAssignment.LIMIT; ) {
            char c = cn.charAt(i);
            if (c == ' ' || c == '-' || c == ',' || c == '.' || c == '(' || c == ')') {
                i++;
                continue;
            }
            int end = wordEnd(cn, i);
            if (end < 0) {
                return UNDECIDED;
            }
            for (int which = 0; which < fitting.length; which++) {
                fitting[which] |= begins(cn, i, end, typed.get(which)) ? 1L << words : 0;
            }
            starts[words++] = i;
            i = end;
        }
        return ranges(TermAssignment.assign(fitting), starts);
    }

    /**
     * The range of the whole text at the start of the account name or an address; empty if there is none or it is
     * undecided.
     */
    List<Range> inValue(AccountView account) {
        if (whole.isEmpty()) {
            return UNDECIDED;
        }
        if (account.hasAccountName()) {
            String name = account.accountName();
            if (!isPlainValue(name)) {
                return UNDECIDED;
            }
            if (beginsValue(name)) {
                return List.of(new Range("sAMAccountName", OptionalInt.empty(), 0, whole.length()));
            }
        }
        int count = account.addressCount();
        for (int i = 0; i < count; i++) {
            String address = account.address(i);
            if (!isPlainValue(address)) {
                return UNDECIDED;
            }
            if (beginsValue(address)) {
                return List.of(new Range("addresses", OptionalInt.of(i), 0, whole.length()));
            }
        }
        return UNDECIDED;
    }

    private static boolean isPlainValue(String value) {
        return isAscii(value) && value.charAt(0) > ' ' && value.charAt(value.length() - 1) > ' ';
    }

    private boolean beginsValue(String value) {
        if (value.length() < whole.length()) {
            return false;
        }
        for (int i = 0; i < whole.length(); i++) {
            char c = value.charAt(i);
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != whole.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The end of a word of letters and digits; -1 if it has other characters. */
    private static int wordEnd(String cn, int from) {
        int end = from;
        while (end < cn.length() && (isLetter(cn.charAt(end)) || isDigit(cn.charAt(end)))) {
            end++;
        }
        boolean ends = end == cn.length() || " -,.()".indexOf(cn.charAt(end)) >= 0;
        return ends ? end : -1;
    }

    private static boolean begins(String cn, int from, int end, String typed) {
        if (typed.length() > end - from) {
            return false;
        }
        for (int i = 0; i < typed.length(); i++) {
            char c = cn.charAt(from + i);
            if ((c <= '9' ? c : c | 0x20) != typed.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private List<Range> ranges(int[] wordOf, int[] starts) {
        if (wordOf.length == 1) {
            return List.of(range(starts[wordOf[0]], 0));
        }
        List<Range> ranges = new ArrayList<>(wordOf.length);
        for (int which = 0; which < wordOf.length; which++) {
            ranges.add(range(starts[wordOf[which]], which));
        }
        return ranges;
    }

    private Range range(int start, int which) {
        return new Range(
                "cn", OptionalInt.empty(), start, start + typed.get(which).length());
    }
}
