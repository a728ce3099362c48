package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.UserPrincipalName;
import org.adcache.store.ImageOutput;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;

/** Regression test of the saved base's format: the bytes change only with the format's number. */
class BaseFormatTest {
    private static final String AS_OF_FORMAT_5 = "7d4125f87b78ab566a8672caff2981d102a34fe65f144a0b5cd859b21562d722";
    private static final ConnectionId CORP = new ConnectionId("corp");
    private static final ConnectionId PARTNER = new ConnectionId("partner");
    private static final ObjectSid DOMAIN = ObjectSid.parse("S-1-5-21-1-2-3").orElseThrow();
    private static final ObjectSid ELSEWHERE =
            ObjectSid.parse("S-1-5-21-7-8-9-1104").orElseThrow();

    @Test
    void whoeverChangesWhatIsWrittenRaisesTheFormatsNumber() throws StoreException, GeneralSecurityException {
        Digesting digest = new Digesting();
        Base.of(view(), Set.of(CORP, PARTNER), () -> true).write(digest);
        assertThat(HexFormat.of().formatHex(digest.digest.digest()))
                .as("hash of the written base; if it changed, raise the number in Base.FORMAT and put this hash here")
                .isEqualTo(AS_OF_FORMAT_5);
    }

    private static ListView view() {
        List<Account> accounts = new ArrayList<>();
        accounts.add(user(1, "John Smith", "jsmith", "john.smith@corp.example", "js@corp.example"));
        accounts.add(user(2, "Jürgen Müller-Lüdenscheid", "jmueller", "jürgen@bücher.example"));
        accounts.add(user(3, "Иван Щукин", "ishch", "ivan@corp.example"));
        accounts.add(user(4, "王小明", "wang", "john.smith@corp.example"));
        accounts.add(builder(5, AccountType.CONTACT, PARTNER, "Mary Miller", "OU=Old,DC=partner,DC=example")
                .addresses(List.of(address("mary@partner.example")))
                .extra(Map.of("title", List.of("Boss")))
                .build());
        accounts.add(group(
                6, "Sales", new GroupMember(guid(1), Optional.empty()), new GroupMember(guid(5), Optional.empty())));
        accounts.add(group(
                7,
                "All",
                new GroupMember(guid(6), Optional.empty()),
                new GroupMember(guid(99), Optional.of(ELSEWHERE))));
        return new ListView(new Epoch(1), new Generation(7), Map.of(), accounts);
    }

    private static Account user(int number, String cn, String name, String... addresses) {
        List<MailAddress> parsed = new ArrayList<>();
        for (String one : addresses) {
            parsed.add(address(one));
        }
        return builder(number, AccountType.USER, CORP, cn, "OU=People,DC=corp,DC=example")
                .samAccountName(new AccountName(name))
                .userPrincipalName(new UserPrincipalName(name + "@corp.example"))
                .objectSid(DOMAIN.withRelativeId(1000 + number))
                .primaryGroup(DOMAIN.withRelativeId(1007))
                .sidHistory(number == 2 ? List.of(ELSEWHERE) : List.of())
                .addresses(parsed)
                .hidden(number == 3)
                .disabled(number == 4)
                .build();
    }

    private static Account group(int number, String cn, GroupMember... members) {
        return builder(number, AccountType.GROUP, CORP, cn, "OU=Groups,DC=corp,DC=example")
                .samAccountName(new AccountName(cn))
                .objectSid(DOMAIN.withRelativeId(1000 + number))
                .members(List.of(members))
                .build();
    }

    private static Account.Builder builder(
            int number, AccountType type, ConnectionId connection, String cn, String container) {
        return Account.builder(guid(number), type, connection, new DistinguishedName("CN=" + cn + "," + container))
                .cn(cn);
    }

    private static MailAddress address(String value) {
        return MailAddress.parse(value).orElseThrow();
    }

    private static ObjectGuid guid(int number) {
        return new ObjectGuid(0x9829B7B638174F82L, number);
    }

    /** Digest over all values, each preceded by its kind and length. */
    private static final class Digesting implements ImageOutput {
        private final MessageDigest digest = MessageDigest.getInstance("SHA-256");

        Digesting() throws GeneralSecurityException {}

        private void add(char kind, int count, int size, Consumer<ByteBuffer> values) {
            ByteBuffer bytes = ByteBuffer.allocate(Character.BYTES + Integer.BYTES + count * size);
            bytes.putChar(kind).putInt(count);
            values.accept(bytes);
            digest.update(bytes.array());
        }

        @Override
        public void number(long value) {
            add('n', 1, Long.BYTES, bytes -> bytes.putLong(value));
        }

        @Override
        public void ints(int[] values, int from, int to) {
            add('i', to - from, Integer.BYTES, bytes -> bytes.asIntBuffer().put(values, from, to - from));
        }

        @Override
        public void longs(long[] values, int from, int to) {
            add('l', to - from, Long.BYTES, bytes -> bytes.asLongBuffer().put(values, from, to - from));
        }

        @Override
        public void bytes(byte[] values, int from, int to) {
            add('b', to - from, 1, bytes -> bytes.put(values, from, to - from));
        }

        @Override
        public void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            bytes(utf8, 0, utf8.length);
        }
    }
}
