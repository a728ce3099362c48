package org.adcache.store.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.store.Accounts;
import org.adcache.store.AttributeCounts;
import org.adcache.store.MalformedRecordException;
import org.adcache.store.commit.AccountTally;
import org.junit.jupiter.api.Test;

class AccountCodecTest {
    private static final ConnectionId CORP = new ConnectionId("corp");

    @Test
    void everyAccountComesBackExactly() {
        long seed = System.nanoTime();
        System.out.println("AccountCodecTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 2000; i++) {
            Account account = Accounts.random(CORP, new ObjectGuid(random.nextLong(), random.nextLong()), random);
            Account decoded = AccountCodec.decode(CORP, AccountCodec.encode(account));
            assertThat(decoded).isEqualTo(account);
            assertThat(decoded.extra().keySet())
                    .containsExactlyElementsOf(account.extra().keySet());
            byte[] bytes = AccountCodec.encode(account);
            assertThat(AccountCodec.type(bytes)).isEqualTo(account.type());
            AccountTally tally = new AccountTally();
            tally.add(bytes, 1);
            assertThat(AttributeCounts.NONE.plus(tally.attributes())).isEqualTo(Accounts.attributes(List.of(account)));
        }
    }

    @Test
    void aRecordOfTheFirstFormatIsRead() {
        Account account = Accounts.user(CORP, 1, "Jo Smith");
        byte[] bytes = AccountCodec.encode(account);
        bytes[0] = 1;
        assertThat(AccountCodec.decode(CORP, bytes)).isEqualTo(account);
    }

    @Test
    void aGroupOfManyMembersComesBack() {
        List<GroupMember> members = IntStream.range(0, 100_000)
                .mapToObj(i -> new GroupMember(Accounts.guid(i), Optional.empty()))
                .toList();
        Account group = Account.builder(
                        Accounts.guid(1), AccountType.GROUP, CORP, new DistinguishedName("CN=All,DC=corp"))
                .members(members)
                .build();
        assertThat(AccountCodec.decode(CORP, AccountCodec.encode(group))).isEqualTo(group);
    }

    @Test
    void anOrdinaryUserTakesFewBytes() {
        assertThat(AccountCodec.encode(Accounts.user(CORP, 1, "Jo Smith"))).hasSizeLessThan(260);
    }

    @Test
    void hostileBytesAreRefusedInOneWay() {
        long seed = System.nanoTime();
        System.out.println("AccountCodecTest seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = AccountCodec.encode(Accounts.user(CORP, i, "Jo Smith"));
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            byte[] hostile = random.nextBoolean() ? bytes : Arrays.copyOf(bytes, random.nextInt(bytes.length));
            try {
                AccountCodec.forEachAttribute(hostile, attribute -> {});
                AccountCodec.decode(CORP, hostile);
            } catch (MalformedRecordException e) {
                assertThat(e).hasMessageNotContaining("Smith");
            }
        }
        assertThatThrownBy(() -> AccountCodec.decode(CORP, new byte[0])).isInstanceOf(MalformedRecordException.class);
        byte[] longer = Arrays.copyOf(AccountCodec.encode(Accounts.user(CORP, 1, "Jo")), 400);
        assertThatThrownBy(() -> AccountCodec.decode(CORP, longer)).isInstanceOf(MalformedRecordException.class);
    }
}
