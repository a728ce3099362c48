package org.adcache.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.ObjectGuid;
import org.adcache.index.words.SearchWords;
import org.adcache.store.ChangeVisitor;
import org.adcache.store.ConnectionState;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;
import org.adcache.store.record.AccountCodec;

/**
 * Store view over a list of accounts, folded as a store does.
 *
 * @param earlier the generations it can be compared with; the comparison also visits some unchanged records
 */
public record ListView(
        Epoch epoch,
        Generation generation,
        Map<ConnectionId, ConnectionState> connections,
        List<Account> accounts,
        List<ListView> earlier)
        implements StoreView {
    public ListView {
        SortedMap<ConnectionId, ConnectionState> sorted = new TreeMap<>(connections);
        connections = sorted;
        List<Account> inOrder = new ArrayList<>(accounts);
        inOrder.sort(Comparator.comparing(Account::connection).thenComparing(Account::objectGuid));
        accounts = List.copyOf(inOrder);
        earlier = List.copyOf(earlier);
    }

    /** A view that can't be compared with other generations. */
    public ListView(
            Epoch epoch,
            Generation generation,
            Map<ConnectionId, ConnectionState> connections,
            List<Account> accounts) {
        this(epoch, generation, connections, accounts, List.of());
    }

    /** The next generation, which can be compared with this one and those that this one can be compared with. */
    public ListView next(List<Account> changed) {
        List<ListView> known = new ArrayList<>(earlier);
        known.add(this);
        return new ListView(epoch, generation.next(), connections, changed, known);
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        for (Account account : accounts) {
            visitor.visit(account.connection(), AccountCodec.encode(account), words(account));
        }
    }

    @Override
    public boolean forEachSince(Generation since, ChangeVisitor visitor) throws StoreException {
        Optional<ListView> before =
                earlier.stream().filter(view -> view.generation.equals(since)).findFirst();
        if (before.isEmpty()) {
            return false;
        }
        Set<Account> same = new HashSet<>(before.get().accounts);
        for (Account account : accounts) {
            if (!same.contains(account) || account.objectGuid().low() % 4 == 0) {
                visitor.changed(account.connection(), AccountCodec.encode(account), words(account));
            }
        }
        Set<String> there = accounts.stream().map(ListView::id).collect(Collectors.toSet());
        for (Account account : before.get().accounts) {
            if (!there.contains(id(account))) {
                visitor.removed(account.connection(), account.objectGuid());
            }
        }
        connections.keySet().forEach(id -> visitor.removed(id, new ObjectGuid(-1, -1)));
        return true;
    }

    private static String id(Account account) {
        return account.connection() + " " + account.objectGuid();
    }

    private static byte[] words(Account account) {
        return new SearchWords().fold(account);
    }
}
