package org.adcache.index;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adcache.account.Account;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.store.AccountCodec;
import org.adcache.store.ConnectionState;
import org.adcache.store.RecordVisitor;
import org.adcache.store.StoreException;
import org.adcache.store.StoreView;

/** A generation that is a list of accounts, for tests; folded as the store would have it done. */
public record ListView(
        Epoch epoch, Generation generation, Map<ConnectionId, ConnectionState> connections, List<Account> accounts)
        implements StoreView {
    public ListView {
        SortedMap<ConnectionId, ConnectionState> sorted = new TreeMap<>(connections);
        connections = sorted;
        List<Account> inOrder = new ArrayList<>(accounts);
        inOrder.sort(Comparator.comparing(Account::connection).thenComparing(Account::objectGuid));
        accounts = List.copyOf(inOrder);
    }

    @Override
    public void forEach(RecordVisitor visitor) throws StoreException {
        SearchWords words = new SearchWords();
        for (Account account : accounts) {
            visitor.visit(account.connection(), AccountCodec.encode(account), words.fold(account));
        }
    }
}
