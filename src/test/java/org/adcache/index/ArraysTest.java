package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The flat structures against plain collections. */
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
        int[] order = ByteSort.order(arena, places);
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
            builder.add(collidingHash(key), i);
        }
        KeyTable table = builder.build(ordinals, new LongList());
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
        builder.add(8, 0);
        builder.add(16, 0);
        KeyTable table = builder.build(new int[] {5}, new LongList());
        assertThat(table.find(8, any -> true)).containsExactly(5);
    }

    /** Only twenty different hashes. */
    private static long collidingHash(String key) {
        return Hash.of(key) % 20;
    }

    @Test
    void findsTokensByPrefix() {
        WordIndex.Builder builder = new WordIndex.Builder();
        List<List<String>> accounts = List.of(List.of("john", "smith"), List.of("jo", "smithers"), List.of("smith"));
        for (List<String> words : accounts) {
            builder.add(stored(words), 0);
        }
        WordIndex index = builder.build(new int[] {0, 1, 2});
        assertThat(postings(index, index.prefix(TokenKind.NAME, "smi"))).containsExactly(0, 2, 1);
        assertThat(postings(index, index.prefix(TokenKind.NAME, "jo"))).containsExactly(1, 0);
        assertThat(postings(index, index.exact(TokenKind.NAME, "smith"))).containsExactly(0, 2);
        assertThat(postings(index, index.exact(TokenKind.NAME, "smit"))).isEmpty();
        assertThat(postings(index, index.prefix(TokenKind.PART, "smi"))).isEmpty();
        assertThat(postings(index, index.prefix(TokenKind.NAME, ""))).hasSize(5);
    }

    private static byte[] stored(List<String> words) {
        StringBuilder stored = new StringBuilder();
        for (String word : words) {
            stored.append((char) (TokenKind.NAME.code() | SearchWords.WORD_BEGINS))
                    .append((char) word.length())
                    .append(word);
        }
        return stored.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static List<Integer> postings(WordIndex index, WordIndex.Range range) {
        List<Integer> ordinals = new ArrayList<>();
        for (int i = index.postingsFrom(range.from()); i < index.postingsFrom(range.to()); i++) {
            ordinals.add(index.posting(i));
        }
        return ordinals;
    }
}
