package org.adcache.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.store.Store;
import org.adcache.store.StoreConfig;
import org.adcache.store.StoreException;
import org.adcache.store.WordFolder;
import org.adcache.store.file.DataFolder;

/** Store on its own, in a separate folder; folding its words takes no time. */
final class MeasuredStore implements AutoCloseable {
    private static final WordFolder WORDS = new WordFolder() {
        @Override
        public int version() {
            return 1;
        }

        @Override
        public byte[] fold(Account account) {
            return ("words of " + account.cn()).getBytes(StandardCharsets.UTF_8);
        }
    };

    private final DataFolder folder;
    private final Store store;

    private MeasuredStore(DataFolder folder, Store store) {
        this.folder = folder;
        this.store = store;
    }

    static MeasuredStore open(Path path) throws StoreException {
        DataFolder folder = DataFolder.open(path);
        StoreConfig config = new StoreConfig(path, Optional.empty());
        return new MeasuredStore(
                folder, Store.open(folder, config, Epoch.FIRST, Generation.NONE, WORDS, Clock.systemUTC()));
    }

    Store store() {
        return store;
    }

    static Account user(int number, String state) {
        String name = "Alexander Johannes Example " + number + " " + state;
        return Account.builder(
                        new ObjectGuid(0, number),
                        AccountType.USER,
                        Population.CORP,
                        new DistinguishedName("CN=" + name + ",OU=Sales,OU=Berlin,DC=corp,DC=example,DC=com"))
                .cn(name)
                .addresses(List.of(
                        MailAddress.parse("alexander.example." + number + "@corp.example.com")
                                .orElseThrow(),
                        MailAddress.parse("a.example." + number + "@example.com")
                                .orElseThrow()))
                .samAccountName(new AccountName("aexample" + number))
                .objectSid(ObjectSid.parse("S-1-5-21-1-2-3-" + number).orElseThrow())
                .primaryGroup(ObjectSid.parse("S-1-5-21-1-2-3-513").orElseThrow())
                .build();
    }

    @Override
    public void close() {
        store.close();
        folder.close();
    }

    static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
