package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.index.record.Records;
import org.adcache.store.StoreException;
import org.adcache.store.record.AccountCodec;
import org.adcache.store.record.RecordFields;
import org.junit.jupiter.api.Test;

/** Every kind of key against a plain list of accounts. */
class IndexedKeyTest {
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final ObjectSid DOMAIN = ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    private static final List<Account> ACCOUNTS = List.of(
            user(1, "Jo Ray", "jo", "jo@corp.example", "Info@corp.example", "info@CORP.example"),
            user(2, "Jürgen \"J\" Müller", "JÜRGEN", "jürgen@bücher.example", "info@corp.example"),
            user(3, "\uD800 half", "\uD800", "x@corp.example"),
            user(4, "Straße, Al", " al ", "STRAßE@corp.example"));

    @Test
    void eachKindFindsEachKeyOfEachAccountAndNobodyElse() throws StoreException {
        Snapshot snapshot = Snapshot.of(view(), Set.of(CORP));
        for (IndexedKey<?> kind : IndexedKey.ALL) {
            assertFindsAll(snapshot, kind);
        }
    }

    private static <K> void assertFindsAll(Snapshot snapshot, IndexedKey<K> kind) {
        Set<K> keys =
                ACCOUNTS.stream().flatMap(account -> kind.of(account).stream()).collect(Collectors.toSet());
        assertThat(keys).as("keys of kind %d", kind.table()).isNotEmpty();
        for (K key : keys) {
            assertThat(Arrays.stream(snapshot.find(kind, key)).mapToObj(snapshot::account))
                    .as("owners of %s", key)
                    .containsExactlyInAnyOrderElementsOf(ACCOUNTS.stream()
                            .filter(account -> kind.of(account).contains(key))
                            .toList());
        }
    }

    @Test
    void eachKindHasATableOfItsOwn() {
        assertThat(IndexedKey.ALL.stream().map(IndexedKey::table))
                .containsExactlyElementsOf(
                        IntStream.range(0, IndexedKey.ALL.size()).boxed().toList());
    }

    @Test
    void valuesOfAnExtraAttributeAreTheSameInEveryFormOfAnAccount() throws StoreException {
        Records records = Base.of(view(), Set.of(CORP), () -> true).layer().records();
        RecordFields fields = new RecordFields();
        for (int ordinal = 0; ordinal < records.size(); ordinal++) {
            Account account = records.account(ordinal);
            fields.read(AccountCodec.encode(account));
            for (String attribute : List.of("title", "EMPLOYEEid", "sn")) {
                assertThat(fields.extra(attribute)).isEqualTo(account.extra(attribute));
                assertThat(records.record(ordinal).extra(attribute)).isEqualTo(account.extra(attribute));
            }
        }
        assertThat(ACCOUNTS.get(0).extra("employeeid")).containsExactly("E1", "\uD800");
        assertThat(ACCOUNTS.get(0).extra("sn")).isEmpty();
    }

    private static ListView view() {
        return new ListView(new Epoch(1), new Generation(7), Map.of(), ACCOUNTS);
    }

    private static Account user(int number, String cn, String name, String... addresses) {
        String rdn = "CN=" + cn.replaceAll("([,\"])", "\\\\$1");
        return Account.builder(
                        new ObjectGuid(0, number),
                        AccountType.USER,
                        CORP,
                        new DistinguishedName(rdn + ",OU=People,DC=corp,DC=example"))
                .cn(cn)
                .samAccountName(new AccountName(name))
                .userPrincipalName(new UserPrincipalName(name + "@corp.example"))
                .objectSid(DOMAIN.withRelativeId(number / 2))
                .sidHistory(List.of(DOMAIN.withRelativeId(100 + number / 2), DOMAIN.withRelativeId(200 + number)))
                .addresses(Arrays.stream(addresses)
                        .map(address -> MailAddress.parse(address).orElseThrow())
                        .toList())
                .extra(Map.of("employeeID", List.of("E" + number, "\uD800")))
                .build();
    }
}
