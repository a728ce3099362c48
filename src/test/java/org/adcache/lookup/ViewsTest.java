package org.adcache.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.adcache.account.Account;
import org.adcache.account.AccountView;
import org.adcache.account.ObjectGuid;
import org.adcache.account.TextSink;
import org.adcache.store.StoreException;
import org.adcache.testing.Slow;
import org.junit.jupiter.api.Test;

/** Account views of the index compared, field by field, with the indexed accounts. */
class ViewsTest {
    private static final int FEW = 4;
    private static final int ROUNDS = 60;

    @Test
    void aViewSaysWhatTheAccountSays() throws StoreException {
        compare(FEW);
    }

    @Slow
    @Test
    void aViewSaysWhatTheAccountSaysInManyRounds() throws StoreException {
        compare(ROUNDS);
    }

    private static void compare(int rounds) throws StoreException {
        for (long seed = 0; seed < rounds; seed++) {
            Random random = new Random(seed);
            RandomAccounts population = new RandomAccounts(random, 20);
            Lookup lookup =
                    new Lookup(population.config(), Clock.fixed(RandomAccounts.NOW, ZoneOffset.UTC), Runnable::run);
            lookup.serve(population.view(List.of(RandomAccounts.CORP, RandomAccounts.PARTNER)));
            for (Account account : population.accounts) {
                AccountView view = find(lookup, account.objectGuid(), account);
                assertThat(view.account().withMembers(account.members()))
                        .as("seed " + seed)
                        .isEqualTo(account);
                assertThat(fields(view)).as("seed " + seed).isEqualTo(fields(account.view()));
            }
        }
    }

    private static AccountView find(Lookup lookup, ObjectGuid guid, Account account) {
        LookupResult answer = lookup.find(List.of(guid.toString()), Optional.empty())
                .answers()
                .get(0);
        return ((LookupResult.Found) answer)
                .accounts().stream()
                        .filter(view -> view.connection().equals(account.connection()))
                        .findFirst()
                        .orElseThrow();
    }

    /** All fields of a view, in an order in which no field is adjacent to the one before. */
    private static List<Object> fields(AccountView view) {
        List<Object> fields = new ArrayList<>();
        fields.add(view.extra());
        if (view.hasObjectSid()) {
            fields.add(text(view::objectSid));
        }
        for (int i = view.addressCount() - 1; i >= 0; i--) {
            int index = i;
            fields.add(view.address(index));
            fields.add(text(sink -> view.address(index, sink)));
        }
        if (view.hasUpnSuffix()) {
            fields.add(view.upnSuffix());
            fields.add(text(view::upnSuffix));
        }
        fields.add(view.hasCn());
        fields.add(view.cn());
        fields.add(text(view::cn));
        if (view.hasUserPrincipalName()) {
            fields.add(view.userPrincipalName());
            fields.add(text(view::userPrincipalName));
        }
        fields.add(text(view::distinguishedName));
        if (view.hasAccountName()) {
            fields.add(view.accountName());
            fields.add(text(view::accountName));
        }
        fields.add(view.objectGuid());
        fields.add(view.type());
        fields.add(view.connection());
        fields.add(view.hasDisabled());
        if (view.hasDisabled()) {
            fields.add(view.disabled());
        }
        fields.add(view.mailboxType());
        fields.add(view.isExpired(RandomAccounts.NOW));
        fields.add(view.hidden());
        return fields;
    }

    private static String text(Consumer<TextSink> field) {
        StringBuilder text = new StringBuilder();
        field.accept(new TextSink() {
            @Override
            public void utf8(byte[] bytes, int from, int to) {
                text.append(new String(bytes, from, to - from, StandardCharsets.UTF_8));
            }

            @Override
            public void utf16(String utf16) {
                text.append(utf16);
            }
        });
        return text.toString();
    }
}
