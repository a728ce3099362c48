package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.lookup.Condition;
import org.adcache.lookup.Lookup;
import org.adcache.lookup.LookupResults;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.SuggestAnswer;
import org.adcache.lookup.SuggestQuestion;
import org.adcache.store.StoreException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** JMH benchmarks: one query per invocation, the next of the list. */
public class QuestionsBenchmark {
    private static Path folder() {
        return Path.of(System.getProperty("bench.folder", "."));
    }

    /** The queries, in order. */
    @State(Scope.Benchmark)
    public static class Asked {
        private Turns addresses = new Turns(List.of());
        private Turns enough = new Turns(List.of());
        private Turns few = new Turns(List.of());
        private Turns plain = new Turns(List.of());

        @Setup(Level.Trial)
        public void read() throws IOException {
            read(folder());
        }

        void read(Path folder) throws IOException {
            Questions questions = Questions.in(folder);
            addresses = new Turns(questions.addresses());
            enough = new Turns(questions.enough());
            few = new Turns(questions.few());
            plain = new Turns(questions.enough().stream()
                    .map(text -> String.join(" ", SearchedWords.plain(text)))
                    .toList());
        }
    }

    /** Cyclic iteration over a list. */
    private static final class Turns {
        private final List<String> texts;
        private int next;

        Turns(List<String> texts) {
            this.texts = texts;
        }

        String next() {
            next = next + 1 < texts.size() ? next + 1 : 0;
            return texts.get(next);
        }
    }

    /** adcache over the data folder. */
    @State(Scope.Benchmark)
    public static class Served {
        private Lookup lookup = new Lookup(Cache.CONFIG, Clock.systemUTC(), Runnable::run);
        private final Map<String, Condition> conditions = new LinkedHashMap<>();

        static Served by(Lookup lookup) {
            Served served = new Served();
            served.lookup = lookup;
            return served;
        }

        @Setup(Level.Trial)
        public void open() throws StoreException {
            open(folder());
        }

        void open(Path folder) throws StoreException {
            try (Cache cache = Cache.open(folder.resolve("data"))) {
                lookup = cache.lookup(Runnable::run);
            }
            for (int i = 0; i < 100; i++) {
                conditions.put("condition" + i, condition(i));
            }
        }

        /** Half of them on groups, as in most rules. */
        private static Condition condition(int i) {
            return switch (i % 10) {
                case 0, 1, 2, 3, 4 -> new Condition.InGroup(Population.groupName(i * 7 % 400));
                case 5, 6 -> new Condition.InContainer("OU=Berlin,DC=corp,DC=example");
                case 7 -> new Condition.HasUpnSuffix("corp.example");
                case 8 -> new Condition.IsType(AccountType.USER);
                default -> new Condition.IsAccount(Population.groupName(i));
            };
        }

        private SuggestAnswer suggest(String text) {
            return lookup.suggest(
                    new SuggestQuestion(text, Questions.LIMIT, EnumSet.allOf(AccountType.class), false, false));
        }
    }

    /** The sorted map. */
    @State(Scope.Benchmark)
    public static class Sorted {
        private Optional<SortedWords> words = Optional.empty();

        @Setup(Level.Trial)
        public void build() throws StoreException {
            try (Cache cache = Cache.open(folder().resolve("data"))) {
                words = Optional.of(SortedWords.of(cache));
            }
        }
    }

    /** Lucene's suggester. */
    @State(Scope.Benchmark)
    public static class Lucene {
        private Optional<LuceneIndex> index = Optional.empty();

        @Setup(Level.Trial)
        public void open() throws IOException {
            index = Optional.of(LuceneIndex.open(folder().resolve("lucene")));
        }

        @TearDown(Level.Trial)
        public void close() throws IOException {
            index.orElseThrow().close();
        }
    }

    @Benchmark
    public LookupResults lookup(Asked asked, Served served) {
        return served.lookup.find(List.of(asked.addresses.next()), Optional.empty());
    }

    @Benchmark
    public SuggestAnswer suggest(Asked asked, Served served) {
        return served.suggest(asked.enough.next());
    }

    @Benchmark
    public SuggestAnswer suggestFew(Asked asked, Served served) {
        return served.suggest(asked.few.next());
    }

    @Benchmark
    public List<MatchAnswer.Recipient> match(Asked asked, Served served) {
        List<String> addresses = new ArrayList<>(11);
        for (int i = 0; i < 11; i++) {
            addresses.add(asked.addresses.next());
        }
        MatchAnswer answer = served.lookup.match(new MatchQuestion(addresses, served.conditions, false));
        return List.copyOf(((MatchAnswer.Matched) answer).recipients());
    }

    @Benchmark
    public ObjectGuid sortedLookup(Asked asked, Sorted sorted) {
        return sorted.words.orElseThrow().owner(asked.addresses.next());
    }

    @Benchmark
    public int[] sortedSuggest(Asked asked, Sorted sorted) {
        return sorted.words.orElseThrow().suggest(asked.enough.next(), Questions.LIMIT + 1);
    }

    @Benchmark
    public List<?> luceneSuggest(Asked asked, Lucene lucene) throws IOException {
        return lucene.index.orElseThrow().suggest(asked.plain.next(), Questions.LIMIT + 1);
    }
}
