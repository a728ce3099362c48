package org.adcache.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adcache.account.Account;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;

/**
 * Simplest peer: a sorted map from each word to its accounts, the best first, and another from each address to its
 * owner. Several words are intersected.
 */
final class SortedWords {
    private final TreeMap<String, int[]> words;
    private final TreeMap<String, ObjectGuid> owners = new TreeMap<>();
    private final int accounts;

    private SortedWords(TreeMap<String, int[]> words, int accounts) {
        this.words = words;
        this.accounts = accounts;
    }

    /** An account with its sort keys. */
    private record Place(ObjectGuid guid, boolean addressed, int type, String name) {
        static final Comparator<Place> ORDER = Comparator.comparing(Place::addressed)
                .reversed()
                .thenComparing(Place::type)
                .thenComparing(Place::name)
                .thenComparing(Place::guid);

        static Place of(Account account) {
            return new Place(
                    account.objectGuid(),
                    !account.addresses().isEmpty(),
                    account.type().ordinal(),
                    String.join(" ", SearchedWords.plain(account.cn())));
        }
    }

    /** Returns the rank of each account that may be suggested. */
    static Map<ObjectGuid, Integer> ranks(Cache cache) throws StoreException {
        List<Place> places = new ArrayList<>();
        cache.forEach(account -> {
            if (SearchedWords.offered(account)) {
                places.add(Place.of(account));
            }
        });
        places.sort(Place.ORDER);
        Map<ObjectGuid, Integer> ranks = new HashMap<>(places.size() * 2);
        for (Place place : places) {
            ranks.put(place.guid(), ranks.size());
        }
        return ranks;
    }

    static SortedWords of(Cache cache) throws StoreException {
        Map<ObjectGuid, Integer> ranks = ranks(cache);
        SortedWords sorted = new SortedWords(new TreeMap<>(), ranks.size());
        cache.forEach(account -> {
            for (MailAddress address : account.addresses()) {
                sorted.owners.put(address.key(), account.objectGuid());
            }
            Integer rank = ranks.get(account.objectGuid());
            if (rank != null) {
                SearchedWords.of(account)
                        .forEach(word -> sorted.words.merge(word, new int[] {1, rank}, SortedWords::joined));
            }
        });
        sorted.words.replaceAll((word, list) -> {
            int[] ordered = Arrays.copyOfRange(list, 1, list[0] + 1);
            Arrays.sort(ordered);
            return ordered;
        });
        return sorted;
    }

    /** Appends a rank to a list that starts with its length and has spare room. */
    private static int[] joined(int[] list, int[] one) {
        int[] grown = list[0] + 1 < list.length ? list : Arrays.copyOf(list, list.length * 2);
        grown[++grown[0]] = one[1];
        return grown;
    }

    ObjectGuid owner(String address) {
        return owners.get(address);
    }

    /** Returns the ranks of the best matches. */
    int[] suggest(String text, int wanted) {
        TreeSet<Integer> best = new TreeSet<>();
        List<List<String>> question = SearchedWords.ofQuestion(text);
        Optional<BitSet> others = havingOthers(question);
        for (String variant : question.isEmpty() ? List.<String>of() : question.get(0)) {
            for (int[] list : beginningWith(variant)) {
                for (int i = 0; i < list.length && (best.size() < wanted || list[i] < best.last()); i++) {
                    int rank = list[i];
                    if (others.map(all -> all.get(rank)).orElse(true) && best.add(rank) && best.size() > wanted) {
                        best.pollLast();
                    }
                }
            }
        }
        return best.stream().mapToInt(Integer::intValue).toArray();
    }

    /** Whether more than this many accounts match. */
    boolean fitMore(String text, int than) {
        Set<Integer> fitting = new HashSet<>();
        List<List<String>> question = SearchedWords.ofQuestion(text);
        Optional<BitSet> others = havingOthers(question);
        for (String variant : question.isEmpty() ? List.<String>of() : question.get(0)) {
            for (int[] list : beginningWith(variant)) {
                for (int rank : list) {
                    if (others.map(all -> all.get(rank)).orElse(true) && fitting.add(rank) && fitting.size() > than) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Returns the accounts that match all words but the first; empty if there is only one word. */
    private Optional<BitSet> havingOthers(List<List<String>> question) {
        Optional<BitSet> all = Optional.empty();
        for (int i = 1; i < question.size(); i++) {
            BitSet having = new BitSet(accounts);
            for (String variant : question.get(i)) {
                for (int[] list : beginningWith(variant)) {
                    for (int rank : list) {
                        having.set(rank);
                    }
                }
            }
            all.ifPresent(having::and);
            all = Optional.of(having);
        }
        return all;
    }

    private Collection<int[]> beginningWith(String variant) {
        return words.subMap(variant, variant + Character.MAX_VALUE).values();
    }
}
