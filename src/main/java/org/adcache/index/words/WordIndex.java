package org.adcache.index.words;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.adcache.analysis.Folding;
import org.adcache.budget.Work;
import org.adcache.index.SearchedText;
import org.adcache.index.TokenKind;
import org.adcache.index.array.IntList;
import org.adcache.index.array.LongList;
import org.adcache.index.array.OrdinalSet;
import org.adcache.index.array.RangeMinimumPostings;
import org.adcache.index.array.TokenDictionary;
import org.adcache.index.array.TokenInterner;
import org.adcache.index.array.TokenInterner.Interned;
import org.adcache.index.array.WordRange;
import org.adcache.index.record.PackedRecord;
import org.adcache.index.record.Records;
import org.adcache.store.ImageInput;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.jspecify.annotations.Nullable;

/**
 * Inverted index from word prefixes to accounts. Every distinct token, preceded by a byte for its {@link TokenKind},
 * is once in a sorted dictionary; its number is its rank. Postings map a token to the ordinals of its accounts,
 * ascending, which is suggestion order. Entries map an account to its tokens, so that a test for a word with some
 * prefix compares ints: is a token's number in the range of the prefix? Plain ASCII account names, addresses and UPNs,
 * which are nearly all distinct, are not tokens; they are in {@link ValueIndex}.
 *
 * <pre>
 *   0 John Smith    1 Jo Smithers    2 Smith (a group)
 *
 *   token  0         1          2            3           4
 *          3jo       3john      3smith       3smithers   …     3 is the kind NAME
 *   postings of      0: 1       1: 0         2: 0 2      3: 1
 *   entries of       0: 1nw 2w  1: 0nw 3w    2: 2nw            n, w: start of a name, a word
 *
 *   "smi" is the range of tokens 2 to 3, postings 0 2 1
 * </pre>
 */
public final class WordIndex {
    static final int NAME_BEGINS = 0x8000_0000;
    static final int WORD_BEGINS = 0x4000_0000;
    public static final int TOKEN = TokenInterner.MAX_ID;

    private static final byte[] AT = {'@'};

    private final Records records;
    private final TokenDictionary dictionary;
    private final int[] postingStarts;
    private final RangeMinimumPostings postings;
    private final int[] entryStarts;
    private final int[] entries;
    private final ValueIndex names;
    private final ValueIndex upns;
    private final OrdinalSet alike;
    private final InfixFuzzyIndex infixFuzzy;
    /** The kinds that have tokens. */
    private final Set<TokenKind> kinds = EnumSet.noneOf(TokenKind.class);

    private WordIndex(
            Records records,
            TokenDictionary dictionary,
            int[] postingStarts,
            RangeMinimumPostings postings,
            int[] entryStarts,
            int[] entries,
            ValueIndex.Both values,
            OrdinalSet alike,
            InfixFuzzyIndex infixFuzzy) {
        this.records = records;
        this.dictionary = dictionary;
        this.postingStarts = postingStarts;
        this.postings = postings;
        this.entryStarts = entryStarts;
        this.entries = entries;
        this.names = values.names();
        this.upns = values.upns();
        this.alike = alike;
        this.infixFuzzy = infixFuzzy;
        for (TokenKind kind : TokenKind.values()) {
            byte[] key = {kind.code()};
            if (dictionary.rank(key) < dictionary.rankBehind(key)) {
                kinds.add(kind);
            }
        }
    }

    public void write(ImageOutput out) throws StoreException {
        dictionary.write(out);
        out.ints(postingStarts);
        postings.write(out);
        out.ints(entryStarts);
        out.ints(entries);
        new ValueIndex.Both(names, upns).write(out);
        alike.write(out);
        infixFuzzy.write(out);
    }

    public static WordIndex read(ImageInput in, Records records) throws StoreException {
        return new WordIndex(
                records,
                TokenDictionary.read(in),
                in.ints(),
                RangeMinimumPostings.read(in),
                in.ints(),
                in.ints(),
                ValueIndex.Both.read(in, records),
                OrdinalSet.read(in),
                InfixFuzzyIndex.read(in));
    }

    /** Adds the words of a kind that start with a text. */
    public void addPrefix(TokenKind kind, String text, List<WordRange> into) {
        if (hasTokens(kind)) {
            byte[] key = key(kind, text);
            addTokens(dictionary.rank(key), dictionary.rankBehind(key), into);
        }
        ValueIndex values = values(kind);
        if (values != null && Folding.isAscii(text)) {
            byte[] prefix = text.getBytes(StandardCharsets.US_ASCII);
            addValues(values, values.rank(prefix), values.rankBehind(prefix), into);
        }
    }

    /**
     * Adds the account names and addresses that equal a text.
     *
     * @param beginning the ranges that {@link #addPrefix} adds for {@link TokenKind#VALUE} and this text
     */
    public void addValue(String text, List<WordRange> beginning, List<WordRange> into) {
        for (int i = 0; i < beginning.size(); i++) {
            WordRange range = beginning.get(i);
            if (range.firstToken() < range.endToken()) {
                boolean there = dictionary.has(range.firstToken(), key(TokenKind.VALUE, text));
                addTokens(range.firstToken(), range.firstToken() + (there ? 1 : 0), into);
            } else {
                byte[] value = text.getBytes(StandardCharsets.US_ASCII);
                int to = range.from();
                while (to < range.to() && names.isValue(to, value)) {
                    to++;
                }
                addValues(names, range.from(), to, into);
            }
        }
    }

    /** Adds the UPNs that are tokens, as they aren't plain ASCII, and equal a text. */
    public void addUserPrincipalName(String text, List<WordRange> into) {
        if (hasTokens(TokenKind.UPN)) {
            byte[] key = key(TokenKind.UPN, text);
            int rank = dictionary.rank(key);
            addTokens(rank, dictionary.has(rank, key) ? rank + 1 : rank, into);
        }
    }

    private boolean hasTokens(TokenKind kind) {
        return kinds.contains(kind);
    }

    private void addTokens(int from, int to, List<WordRange> into) {
        if (from < to) {
            into.add(range(from, to));
        }
    }

    WordRange range(int fromToken, int toToken) {
        return new WordRange(postings, postingStarts[fromToken], postingStarts[toToken], fromToken, toToken);
    }

    private static void addValues(ValueIndex values, int from, int to, List<WordRange> into) {
        if (from < to) {
            into.add(new WordRange(values.ordinals(), from, to, 0, 0));
        }
    }

    private @Nullable ValueIndex values(TokenKind kind) {
        return switch (kind) {
            case VALUE -> names;
            case UPN -> upns;
            default -> null;
        };
    }

    /** Whether an ASCII account name, address or UPN starts with an ASCII text. */
    public boolean valueBegins(int ordinal, byte[] prefix) {
        PackedRecord record = records.record(ordinal);
        int count = record.values();
        for (int value = PackedRecord.NAME_VALUE; value < count; value++) {
            if (begins(record, value, prefix)) {
                return true;
            }
        }
        return record.hasUpnOfItsOwn() && begins(record, PackedRecord.UPN_VALUE, prefix);
    }

    private static boolean begins(PackedRecord record, int value, byte[] prefix) {
        return record.toPlainValue(value) && record.text().compare(prefix) == 0;
    }

    /** The accounts with a text of at least three code points anywhere in a word. */
    public InfixMatches inside(String text, Work work) {
        return new InfixMatches(this, text, work);
    }

    /** Whether a token that may be a word contains a text, its kind byte excepted. */
    boolean tokenHas(int token, byte[] text) {
        return dictionary.contains(token, text) && dictionary.kind(token) != TokenKind.UPN.code();
    }

    /** Whether a token is a word of an account; of the values only account names are. */
    boolean isWord(int token, int ordinal) {
        return !mayBeAddress(token) || isNameOf(ordinal, dictionary.token(token));
    }

    private boolean isNameOf(int ordinal, byte[] token) {
        PackedRecord record = records.record(ordinal);
        return record.toAccountName()
                && SearchedText.accountName(record.text().toString())
                        .tokens()
                        .contains(new String(token, 1, token.length - 1, StandardCharsets.UTF_8));
    }

    boolean mayBeAddress(int token) {
        return dictionary.kind(token) == TokenKind.VALUE.code() && dictionary.contains(token, AT);
    }

    /** Whether an ASCII account name contains a text. */
    boolean plainNameHas(int ordinal, byte[] text) {
        PackedRecord record = records.record(ordinal);
        return record.toPlainValue(PackedRecord.NAME_VALUE) && record.text().has(text);
    }

    TokenDictionary dictionary() {
        return dictionary;
    }

    ValueIndex names() {
        return names;
    }

    InfixFuzzyIndex infixFuzzy() {
        return infixFuzzy;
    }

    /** The accounts that have two words of one name with the same initial. */
    public OrdinalSet alike() {
        return alike;
    }

    public int entriesFrom(int ordinal) {
        return entryStarts[ordinal];
    }

    public int entry(int index) {
        return entries[index];
    }

    public static int token(int entry) {
        return entry & TOKEN;
    }

    public static boolean beginsWord(int entry) {
        return (entry & WORD_BEGINS) != 0;
    }

    public static boolean beginsName(int entry) {
        return (entry & NAME_BEGINS) != 0;
    }

    /** The number of accounts. */
    public int accounts() {
        return records.size();
    }

    static byte[] key(TokenKind kind, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        byte[] key = new byte[utf8.length + 1];
        key[0] = kind.code();
        System.arraycopy(utf8, 0, key, 1, utf8.length);
        return key;
    }

    /** Builder that accepts the folded words of accounts in order. */
    public static final class Builder {
        private TokenInterner tokens = new TokenInterner();
        private final IntList starts = new IntList();
        private final IntList entries = new IntList();
        /**
         * Initials, which are not among the entries: number of the account in the upper half, of the token in the
         * lower.
         */
        private final LongList initials = new LongList();

        private final SharedInitials sharedInitials = new SharedInitials();
        private final BitSet alike = new BitSet();

        /** Adds the tokens in an account's words from this position on. */
        public void add(byte[] words, int position) {
            int number = starts.size();
            starts.add(entries.size());
            sharedInitials.begin();
            WordReader reader = new WordReader(words, position);
            while (reader.hasNext()) {
                int head = reader.head();
                int kind = head & SearchWords.KIND;
                byte[] text = reader.next((byte) kind);
                int token = tokens.idOf(text);
                if (kind == TokenKind.NAME.code()) {
                    sharedInitials.add(head, text, 1, text.length);
                }
                if (kind == TokenKind.INITIALS.code()) {
                    initials.add((long) number << Integer.SIZE | token);
                } else {
                    entries.add(token
                            | ((head & SearchWords.WORD_BEGINS) != 0 ? WORD_BEGINS : 0)
                            | ((head & SearchWords.NAME_BEGINS) != 0 ? NAME_BEGINS : 0));
                }
            }
            alike.set(number, sharedInitials.found());
        }

        /** Sorts the tokens after the last was added, and releases the interner. */
        public Sorted sort() {
            starts.add(entries.size());
            Sorted sorted = new Sorted(tokens.sorted());
            tokens = new TokenInterner();
            return sorted;
        }

        /**
         * Builds the index, once.
         *
         * @param order the account at each ordinal, numbered in the order of adding
         * @param ordinals the ordinal of each account, in the order of adding
         */
        public WordIndex build(Sorted sorted, Records records, ValueIndex.Both values, int[] order, int[] ordinals) {
            Interned interned = sorted.tokens();
            int[] entryStarts = new int[order.length + 1];
            int[] ordered = new int[entries.size()];
            int at = 0;
            for (int ordinal = 0; ordinal < order.length; ordinal++) {
                entryStarts[ordinal] = at;
                for (int i = starts.get(order[ordinal]); i < starts.get(order[ordinal] + 1); i++) {
                    int entry = entries.get(i);
                    ordered[at++] = (entry & ~TOKEN) | interned.rankOf(token(entry));
                }
            }
            entryStarts[order.length] = at;
            starts.drop();
            entries.drop();
            Postings postings = new Postings(interned, entryStarts, ordered, sortedInitials(interned, ordinals));
            return new WordIndex(
                    records,
                    interned.dictionary(),
                    postings.starts,
                    new RangeMinimumPostings(postings.ordinals),
                    entryStarts,
                    ordered,
                    values,
                    OrdinalSet.where(order.length, ordinal -> alike.get(order[ordinal])),
                    InfixFuzzyIndex.of(records, interned.dictionary(), entryStarts, ordered));
        }

        /** The account's ordinal in the upper half, the token's rank in the lower; ascending. */
        private long[] sortedInitials(Interned interned, int[] ordinals) {
            long[] sorted = initials.take();
            for (int i = 0; i < sorted.length; i++) {
                sorted[i] = (long) ordinals[(int) (sorted[i] >>> Integer.SIZE)] << Integer.SIZE
                        | interned.rankOf((int) sorted[i]);
            }
            Arrays.sort(sorted);
            return sorted;
        }
    }

    /** The sorted tokens. */
    public record Sorted(Interned tokens) {}

    /** The postings of token {@code i} are those from {@code starts[i]} to before {@code starts[i + 1]}. */
    private static final class Postings {
        private final int[] starts;
        private final int[] ordinals;

        Postings(Interned tokens, int[] entryStarts, int[] entries, long[] initials) {
            this.starts = new int[tokens.size() + 1];
            int[] counted = new int[tokens.size()];
            for (int ordinal = 0; ordinal + 1 < entryStarts.length; ordinal++) {
                for (int i = entryStarts[ordinal]; i < entryStarts[ordinal + 1]; i++) {
                    int token = token(entries[i]);
                    if (counted[token] != ordinal + 1) {
                        counted[token] = ordinal + 1;
                        starts[token + 1]++;
                    }
                }
            }
            for (long pair : initials) {
                starts[(int) pair + 1]++;
            }
            for (int token = 1; token < starts.length; token++) {
                starts[token] += starts[token - 1];
            }
            this.ordinals = new int[starts[starts.length - 1]];
            fill(entryStarts, entries, initials);
        }

        private void fill(int[] entryStarts, int[] entries, long[] initials) {
            int[] next = starts.clone();
            for (int ordinal = 0; ordinal + 1 < entryStarts.length; ordinal++) {
                for (int i = entryStarts[ordinal]; i < entryStarts[ordinal + 1]; i++) {
                    int token = token(entries[i]);
                    if (next[token] == starts[token] || ordinals[next[token] - 1] != ordinal) {
                        ordinals[next[token]++] = ordinal;
                    }
                }
            }
            for (long pair : initials) {
                ordinals[next[(int) pair]++] = (int) (pair >>> Integer.SIZE);
            }
        }
    }
}
