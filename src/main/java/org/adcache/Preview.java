package org.adcache;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.MailAddress;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.directory.AccountSink;
import org.adcache.directory.IgnoredEntry;
import org.adcache.store.AccountCounts;
import org.adcache.store.AttributeCounts;

/** Counts of a read that is thrown away. Of the accounts it keeps a few samples, and a hash of each address. */
final class Preview implements AccountSink {
    private static final int SAMPLES_OF_EACH = 5;
    private static final int SAMPLES_OF_DUPLICATES = 20;
    /** Addresses among which samples of duplicates are found; all are counted. */
    private static final int COMPARED = 100_000;

    private final Map<AccountType, Integer> counts = new EnumMap<>(AccountType.class);
    private final List<PreviewDocument.Sample> samples = new ArrayList<>();
    private final Map<AttributeCounts.Key, Integer> attributes = new TreeMap<>();
    private final Map<String, Integer> ignored = new TreeMap<>();
    private final Set<String> seen = new HashSet<>();
    private final Set<String> duplicates = new LinkedHashSet<>();
    private long[] hashes = new long[1024];
    private int addresses;
    private String server = "";

    void server(String name) {
        server = name;
    }

    @Override
    public void accept(Account account) {
        int count = counts.merge(account.type(), 1, Integer::sum);
        if (count <= SAMPLES_OF_EACH) {
            samples.add(new PreviewDocument.Sample(
                    account.type().label(),
                    account.cn(),
                    account.distinguishedName().toString(),
                    account.addresses().stream().map(MailAddress::toString).toList()));
        }
        AttributeCounts.keysOf(account).forEach(key -> attributes.merge(key, 1, Integer::sum));
        account.addresses().forEach(this::note);
    }

    private void note(MailAddress address) {
        String key = address.key();
        if (addresses == hashes.length) {
            hashes = Arrays.copyOf(hashes, addresses * 2);
        }
        hashes[addresses++] = hash(key);
        boolean known = seen.size() < COMPARED ? !seen.add(key) : seen.contains(key);
        if (known && duplicates.size() < SAMPLES_OF_DUPLICATES) {
            duplicates.add(address.toString());
        }
    }

    private static long hash(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .getMostSignificantBits();
    }

    @Override
    public void ignored(IgnoredEntry entry) {
        ignored.merge(entry.reason().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'), 1, Integer::sum);
    }

    PreviewDocument document() {
        long[] sorted = Arrays.copyOf(hashes, addresses);
        Arrays.sort(sorted);
        int distinct = 0;
        int shared = 0;
        for (int i = 0; i < sorted.length; ) {
            int next = i + 1;
            while (next < sorted.length && sorted[next] == sorted[i]) {
                next++;
            }
            distinct++;
            shared += next - i > 1 ? 1 : 0;
            i = next;
        }
        return new PreviewDocument(
                server,
                of(AccountType.USER),
                of(AccountType.CONTACT),
                of(AccountType.GROUP),
                distinct,
                samples,
                new PreviewDocument.Duplicates(shared, List.copyOf(duplicates)),
                unreadable(),
                ignored.entrySet().stream()
                        .map(entry -> new PreviewDocument.Ignored(entry.getKey(), entry.getValue()))
                        .toList());
    }

    private int of(AccountType type) {
        return counts.getOrDefault(type, 0);
    }

    private List<PreviewDocument.Unreadable> unreadable() {
        AccountCounts all = new AccountCounts(of(AccountType.USER), of(AccountType.CONTACT), of(AccountType.GROUP));
        return AttributeCounts.NONE.plus(attributes).unreadable(all).stream()
                .map(share -> new PreviewDocument.Unreadable(share.type().label(), share.attribute(), share.share()))
                .toList();
    }
}
