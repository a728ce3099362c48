package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.analysis.Word;

/**
 * Queries for adcache and its peers, stored beside the data: from accounts drawn at random, of one letter up to whole
 * names. Those that match few accounts are separate, because adcache then continues with its infix and fuzzy tiers,
 * which no peer has to do.
 *
 * @param addresses one in ten has no owner
 * @param enough prefixes of words of more accounts than are requested
 * @param few prefixes of words of no more accounts than are requested
 * @param single those among {@code enough} that are one word
 */
record Questions(List<String> addresses, List<String> enough, List<String> few, List<String> single) {
    static final int LIMIT = 8;
    private static final int COUNT = 20_000;

    static Questions in(Path folder) throws IOException {
        return new Questions(
                Files.readAllLines(folder.resolve("addresses")),
                Files.readAllLines(folder.resolve("enough")),
                Files.readAllLines(folder.resolve("few")),
                Files.readAllLines(folder.resolve("single")));
    }

    void write(Path folder) throws IOException {
        Files.write(folder.resolve("addresses"), addresses);
        Files.write(folder.resolve("enough"), enough);
        Files.write(folder.resolve("few"), few);
        Files.write(folder.resolve("single"), single);
    }

    static Questions about(Cache cache, int accounts, long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        List<Account> drawn = new ArrayList<>();
        cache.forEach(account -> {
            if (account.type() != AccountType.GROUP
                    && !account.addresses().isEmpty()
                    && random.nextInt(accounts) < 2 * COUNT) {
                drawn.add(account);
            }
        });
        List<String> addresses = new ArrayList<>();
        List<String> enough = new ArrayList<>();
        List<String> few = new ArrayList<>();
        List<String> single = new ArrayList<>();
        SortedWords words = SortedWords.of(cache);
        for (int i = 0; i < COUNT; i++) {
            Account account = drawn.get(random.nextInt(drawn.size()));
            int which = random.nextInt(account.addresses().size());
            addresses.add(
                    i % 10 == 9
                            ? "nobody" + i + "@corp.example"
                            : account.addresses().get(which).value());
            String text = text(account, i % 10, random);
            if (words.fitMore(text, LIMIT)) {
                enough.add(text);
                if (SearchedWords.ofQuestion(text).size() == 1) {
                    single.add(text);
                }
            } else {
                few.add(text);
            }
        }
        return new Questions(addresses, enough, few, single);
    }

    private static String text(Account account, int kind, SplittableRandom random) {
        List<Word> words = Word.ofQuestion(account.cn());
        String word = text(words.get(random.nextInt(words.size())));
        String last = text(words.get(words.size() - 1));
        String first = text(words.get(0));
        String mail = account.addresses().get(0).value();
        return switch (kind) {
            case 0 -> beginning(word, 1);
            case 1 -> beginning(word, 2);
            case 2, 3 -> beginning(word, 3);
            case 4 -> beginning(word, 4);
            case 5 -> beginning(word, 5);
            case 6 -> last;
            case 7 -> words.size() == 1 ? word : beginning(last, 3) + " " + beginning(first, 2);
            case 8 -> account.cn();
            default -> beginning(mail, 3 + random.nextInt(5));
        };
    }

    private static String text(Word word) {
        return word.text().substring(word.start(), word.end());
    }

    private static String beginning(String text, int letters) {
        int end = Math.min(letters, text.codePointCount(0, text.length()));
        return text.substring(0, text.offsetByCodePoints(0, end));
    }
}
