package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adcache.index.array.ByteArena;
import org.adcache.index.array.Hash;
import org.adcache.index.array.IntList;
import org.adcache.index.array.KeyTable;
import org.adcache.index.array.MultikeyQuicksort;
import org.adcache.index.array.PostingsMerger;
import org.adcache.index.array.RangeMinimumPostings;
import org.adcache.index.array.TokenDictionary;
import org.adcache.index.array.WordRange;
import org.adcache.index.record.Records;
import org.adcache.index.record.SharedTexts;
import org.adcache.index.words.SearchWords;
import org.adcache.index.words.ValueIndex;
import org.adcache.index.words.WordIndex;
import org.junit.jupiter.api.Test;

/** Flat structures compared with plain collections. */
class ArraysTest {
    private static final long SEED = 20261121;

    @Test
    void anArenaGivesBackWhatWasAddedAcrossChunksToo() {
        Random random = new Random(SEED);
        ByteArena arena = new ByteArena();
        List<byte[]> added = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            byte[] bytes = new byte[i == 300 ? 3_000_000 : random.nextInt(i % 7 == 0 ? 40_000 : 300)];
            random.nextBytes(bytes);
            added.add(bytes);
            places.add(arena.add(bytes));
        }
        for (int i = 0; i < added.size(); i++) {
            assertThat(arena.get(places.get(i)))
                    .as("seed %d, string %d", SEED, i)
                    .isEqualTo(added.get(i));
            assertThat(arena.equals(places.get(i), added.get(i))).isTrue();
        }
    }

    @Test
    void sortsStringsWithALongCommonBeginningOnASmallStack() throws InterruptedException {
        ByteArena arena = new ByteArena();
        byte[] shared = new byte[1_000_000];
        Arrays.fill(shared, (byte) 'o');
        int[] places = new int[4];
        for (int i = 0; i < places.length; i++) {
            byte[] bytes = Arrays.copyOf(shared, shared.length + 1);
            bytes[shared.length] = (byte) (places.length - i);
            places[i] = arena.add(bytes);
        }
        List<Integer> sorted = new ArrayList<>();
        Thread small = new Thread(
                null,
                () -> Arrays.stream(MultikeyQuicksort.order(arena, places)).forEach(sorted::add),
                "small",
                1 << 17);
        small.start();
        small.join();

        assertThat(sorted).containsExactly(3, 2, 1, 0);
    }

    @Test
    void sortsByUnsignedBytes() {
        Random random = new Random(SEED);
        ByteArena arena = new ByteArena();
        List<byte[]> strings = new ArrayList<>();
        int[] places = new int[3000];
        for (int i = 0; i < places.length; i++) {
            byte[] bytes = new byte[random.nextInt(6)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = (byte) (random.nextInt(3) * 100);
            }
            strings.add(bytes);
            places[i] = arena.add(bytes);
        }
        List<byte[]> sorted = new ArrayList<>(strings);
        sorted.sort(Arrays::compareUnsigned);
        int[] order = MultikeyQuicksort.order(arena, places);
        assertThat(Arrays.stream(order).distinct().count()).isEqualTo(places.length);
        for (int i = 0; i < order.length; i++) {
            assertThat(strings.get(order[i])).as("seed %d, rank %d", SEED, i).isEqualTo(sorted.get(i));
        }
    }

    @Test
    void aKeyTableHasEveryOwnerOfAKeyAndAsksBeforeItBelievesAHash() {
        Random random = new Random(SEED);
        KeyTable.Builder builder = new KeyTable.Builder();
        Map<Integer, String> keyOf = new TreeMap<>();
        int[] ordinals = new int[2000];
        for (int i = 0; i < ordinals.length; i++) {
            ordinals[i] = ordinals.length - 1 - i;
            String key = "key" + random.nextInt(700);
            keyOf.put(ordinals[i], key);
            builder.add(collidingHash(key), i);
        }
        KeyTable table = builder.build(ordinals, new IntList());
        assertThat(table.size()).isEqualTo(ordinals.length);
        for (int i = 0; i < 710; i++) {
            String key = "key" + i;
            int[] expected = keyOf.entrySet().stream()
                    .filter(entry -> entry.getValue().equals(key))
                    .mapToInt(Map.Entry::getKey)
                    .toArray();
            assertThat(table.find(collidingHash(key), owner -> key.equals(keyOf.get(owner))))
                    .as("seed %d, %s", SEED, key)
                    .isEqualTo(expected);
        }
    }

    @Test
    void anOwnerIsFoundOnceThoughTwoOfHisKeysLookAlike() {
        KeyTable.Builder builder = new KeyTable.Builder();
        builder.add(8L << Integer.SIZE, 0);
        builder.add((8L + 256) << Integer.SIZE, 0);
        KeyTable table = builder.build(new int[] {5}, new IntList());
        assertThat(table.find(8L << Integer.SIZE, any -> true)).containsExactly(5);
    }

    /** Hashes limited to twenty distinct values. */
    private static long collidingHash(String key) {
        return Hash.of(key) % 20 << Integer.SIZE;
    }

    @Test
    void findsTokensByPrefix() {
        WordIndex index = indexOf(TokenKind.NAME);
        assertThat(prefix(index, TokenKind.NAME, "smi")).containsExactly(0, 2, 1);
        assertThat(prefix(index, TokenKind.NAME, "jo")).containsExactly(1, 0);
        assertThat(prefix(index, TokenKind.PART, "smi")).isEmpty();
        assertThat(prefix(index, TokenKind.NAME, "")).hasSize(5);
    }

    @Test
    void findsValuesThatEqualAText() {
        WordIndex index = indexOf(TokenKind.VALUE);
        assertThat(value(index, "smith")).containsExactly(0, 2);
        assertThat(value(index, "smit")).isEmpty();
        assertThat(value(index, "z")).isEmpty();
    }

    private static List<Integer> value(WordIndex index, String text) {
        List<WordRange> beginning = new ArrayList<>();
        index.addPrefix(TokenKind.VALUE, text, beginning);
        List<WordRange> exact = new ArrayList<>();
        index.addValue(text, beginning, exact);
        return postings(exact);
    }

    /**
     * An index of three accounts with words of this kind, 0 John Smith, 1 Jo Smithers and 2 Smith, and no other
     * values.
     */
    private static WordIndex indexOf(TokenKind kind) {
        WordIndex.Builder builder = new WordIndex.Builder();
        List<List<String>> accounts = List.of(List.of("john", "smith"), List.of("jo", "smithers"), List.of("smith"));
        for (List<String> words : accounts) {
            builder.add(stored(kind, words), 0);
        }
        Records nobody =
                new Records(new ByteArena(), new SharedTexts(), new int[0], new byte[0], new byte[0], List.of());
        return builder.build(
                builder.sort(), nobody, ValueIndex.Both.of(nobody, new int[0]), new int[] {0, 1, 2}, new int[] {0, 1, 2
                });
    }

    private static List<Integer> prefix(WordIndex index, TokenKind kind, String text) {
        List<WordRange> ranges = new ArrayList<>();
        index.addPrefix(kind, text, ranges);
        return postings(ranges);
    }

    private static byte[] stored(TokenKind kind, List<String> words) {
        StringBuilder stored = new StringBuilder();
        for (String word : words) {
            stored.append((char) (kind.code() | SearchWords.WORD_BEGINS))
                    .append((char) word.length())
                    .append(word);
        }
        return stored.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Integer> postings(List<WordRange> ranges) {
        List<Integer> ordinals = new ArrayList<>();
        for (WordRange range : ranges) {
            for (int i = range.from(); i < range.to(); i++) {
                ordinals.add(range.postings().get(i));
            }
        }
        return ordinals;
    }

    @Test
    void aDictionaryRanksWhatItHasAndWhatItHasNot() {
        Random random = new Random(SEED);
        TreeSet<String> words = new TreeSet<>();
        while (words.size() < 500) {
            words.add(word(random, "abé", 1 + random.nextInt(12)));
        }
        List<byte[]> sorted = words.stream()
                .map(word -> word.getBytes(StandardCharsets.UTF_8))
                .sorted(Arrays::compareUnsigned)
                .toList();
        TokenDictionary.Builder builder = new TokenDictionary.Builder();
        sorted.forEach(builder::add);
        TokenDictionary dictionary = builder.build();
        for (int rank = 0; rank < sorted.size(); rank++) {
            assertThat(dictionary.token(rank)).isEqualTo(sorted.get(rank));
        }
        for (int i = 0; i < 3000; i++) {
            byte[] key = word(random, "abé", 1 + random.nextInt(6)).getBytes(StandardCharsets.UTF_8);
            String about = "seed " + SEED + ", " + new String(key, StandardCharsets.UTF_8);
            long before = sorted.stream()
                    .filter(word -> Arrays.compareUnsigned(word, key) < 0)
                    .count();
            long begin = sorted.stream()
                    .filter(word -> word.length >= key.length && Arrays.equals(Arrays.copyOf(word, key.length), key))
                    .count();
            assertThat(dictionary.rank(key)).as(about).isEqualTo((int) before);
            assertThat(dictionary.rankBehind(key)).as(about).isEqualTo((int) (before + begin));
            assertThat(dictionary.has((int) before, key))
                    .as(about)
                    .isEqualTo(words.contains(new String(key, StandardCharsets.UTF_8)));
        }
    }

    private static String word(Random random, String letters, int length) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void theLowestComeFirstFromSeveralRangesEachOnce() {
        Random random = new Random(SEED);
        for (int round = 0; round < 200; round++) {
            int[] one = random.ints(1 + random.nextInt(1500), 0, 1 + random.nextInt(2000))
                    .toArray();
            int[] other = random.ints(1 + random.nextInt(200), 0, 2000).toArray();
            List<WordRange> ranges = new ArrayList<>();
            TreeSet<Integer> expected = new TreeSet<>();
            for (int[] postings : new int[][] {one, other, one}) {
                int from = random.nextInt(postings.length);
                int to = from + 1 + random.nextInt(postings.length - from);
                ranges.add(new WordRange(new RangeMinimumPostings(postings), from, to, 0, 0));
                Arrays.stream(postings, from, to).forEach(expected::add);
            }
            PostingsMerger ascending = new PostingsMerger(ranges);
            List<Integer> found = new ArrayList<>();
            for (int ordinal = ascending.next(); ordinal != PostingsMerger.END; ordinal = ascending.next()) {
                found.add(ordinal);
            }
            assertThat(found).as("seed %d, round %d", SEED, round).isEqualTo(List.copyOf(expected));
        }
    }
}
