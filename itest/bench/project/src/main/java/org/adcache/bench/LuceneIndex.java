package org.adcache.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adcache.account.Account;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.apache.lucene.analysis.core.WhitespaceAnalyzer;
import org.apache.lucene.search.suggest.InputIterator;
import org.apache.lucene.search.suggest.Lookup;
import org.apache.lucene.search.suggest.analyzing.AnalyzingInfixSuggester;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.BytesRef;

/**
 * Lucene's suggester over the same accounts in the same order of preference. Words of accounts and of queries are
 * folded for it, and it does not highlight matches: both are adcache's work and not required of it.
 */
final class LuceneIndex implements AutoCloseable {
    private final AnalyzingInfixSuggester suggester;

    private LuceneIndex(AnalyzingInfixSuggester suggester) {
        this.suggester = suggester;
    }

    static LuceneIndex open(Path folder) throws IOException {
        return new LuceneIndex(new AnalyzingInfixSuggester(FSDirectory.open(folder), new WhitespaceAnalyzer()));
    }

    void build(Cache cache) throws IOException, StoreException {
        Map<ObjectGuid, Integer> ranks = SortedWords.ranks(cache);
        List<Entry> entries = new ArrayList<>(ranks.size());
        cache.forEach(account -> {
            Integer rank = ranks.get(account.objectGuid());
            if (rank != null) {
                entries.add(Entry.of(account, ranks.size() - rank));
            }
        });
        suggester.build(new Entries(entries.iterator()));
        suggester.commit();
    }

    List<Lookup.LookupResult> suggest(String folded, int wanted) throws IOException {
        return suggester.lookup(folded, wanted, true, false);
    }

    @Override
    public void close() throws IOException {
        suggester.close();
    }

    private record Entry(String words, long weight, byte[] guid) {
        static Entry of(Account account, long weight) {
            String words = String.join(" ", SearchedWords.of(account));
            return new Entry(words, weight, account.objectGuid().toBytes());
        }
    }

    private static final class Entries implements InputIterator {
        private final Iterator<Entry> entries;
        private Entry current = new Entry("", 0, new byte[0]);

        Entries(Iterator<Entry> entries) {
            this.entries = entries;
        }

        @Override
        public BytesRef next() {
            if (!entries.hasNext()) {
                return null;
            }
            current = entries.next();
            return new BytesRef(current.words());
        }

        @Override
        public long weight() {
            return current.weight();
        }

        @Override
        public BytesRef payload() {
            return new BytesRef(current.guid());
        }

        @Override
        public boolean hasPayloads() {
            return true;
        }

        @Override
        public Set<BytesRef> contexts() {
            return Set.of();
        }

        @Override
        public boolean hasContexts() {
            return false;
        }
    }
}
