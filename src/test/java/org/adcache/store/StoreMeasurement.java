package org.adcache.store;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectSid;

/** Writes and scans a large directory and prints what it takes: {@code java -Xmx256m … StoreMeasurement 1000000}. */
final class StoreMeasurement {
    private long step = System.nanoTime();

    private StoreMeasurement() {}

    public static void main(String[] args) throws Exception {
        new StoreMeasurement().run(Integer.parseInt(args[0]), Files.createTempDirectory("adcache-measurement"));
    }

    private void run(int accounts, Path path) throws Exception {
        try (TestStore test = new TestStore(path)) {
            read(test, accounts, 0);
            lap("first read committed");
            scan(test);
            lap("scanned and decrypted");
            read(test, accounts, 100);
            lap("second read, 1 in 100 changed, committed");
            scan(test);
            lap("scanned and decrypted");
            test.reopen();
            lap("opened and verified");
            System.out.println(test.store.bytesOnDisk() / 1_000_000 + " MB on disk");
        }
        try (var files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void read(TestStore test, int accounts, int changes) throws StoreException {
        try (Draft draft = test.store.begin(TestStore.CORP, test.epoch)) {
            for (int i = 0; i < accounts; i++) {
                draft.put(user(i, changes > 0 && i % changes == 0 ? "changed" : "as ever"));
            }
            lap("  put");
            draft.compare();
            lap("  compared");
            draft.commit(SyncPoint.full(TestStore.DOMAIN, test.clock.instant(), 0));
        }
    }

    static Account user(int number, String state) {
        String name = "Alexander Johannes Example " + number + " " + state;
        return Account.builder(
                        Accounts.guid(number),
                        AccountType.USER,
                        TestStore.CORP,
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

    private static void scan(TestStore test) throws StoreException {
        long[] sum = new long[2];
        test.store.current().forEach((connection, account, words) -> {
            sum[0]++;
            sum[1] += account.length + words.length;
        });
        System.out.println(sum[0] + " records of " + sum[1] / sum[0] + " bytes");
    }

    private void lap(String what) {
        long now = System.nanoTime();
        System.out.println(String.format(Locale.ROOT, "%6d ms  %s", (now - step) / 1_000_000, what));
        step = now;
    }
}
