package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.IgnoredReason;
import org.adcache.store.record.AccountCodec;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class AccountMapperFuzzTest {
    private static final String[] NAMES = {
        "objectGUID",
        "objectClass",
        "objectSid",
        "distinguishedName",
        "cn",
        "sAMAccountName",
        "userPrincipalName",
        "primaryGroupID",
        "userAccountControl",
        "msExchHideFromAddressLists",
        "mail",
        "proxyAddresses",
        "department",
        "member;range=0-1499"
    };
    private static final byte[] GUID = new byte[16];

    private final AccountMapper mapper =
            new AccountMapper(new ConfigBuilder().extraAttributes("department").build(), ConfigBuilder.DOMAIN);

    @FuzzTest
    void map(FuzzedDataProvider input) {
        Entry entry = new Entry(input.consumeString(40));
        if (input.consumeBoolean()) {
            entry.addAttribute("objectGUID", GUID);
            entry.addAttribute("objectClass", input.pickValue(new String[] {"user", "group", "contact"}));
        }
        while (input.remainingBytes() > 0) {
            byte[][] values = new byte[input.consumeInt(0, 3)][];
            String name = input.pickValue(NAMES);
            for (int i = 0; i < values.length; i++) {
                values[i] = input.consumeBytes(input.consumeInt(0, 60));
            }
            entry.addAttribute(new Attribute(name, values));
        }
        try {
            assertUsable(mapper.map(entry, List.of()).account());
        } catch (EntryRefused e) {
            assertThat(e.flaw().reason()).isNotEqualTo(IgnoredReason.UNREADABLE);
        } catch (ProblemException e) {
            assertThat(e.problem().detail()).endsWith(".");
        }
    }

    @FuzzTest
    void members(FuzzedDataProvider input) {
        List<String> values = new ArrayList<>();
        while (input.remainingBytes() > 0) {
            values.add(input.consumeString(120));
        }
        try {
            assertThat(mapper.members(values.toArray(String[]::new), new Entry("CN=g,DC=x"))
                            .members())
                    .hasSize(values.size());
        } catch (EntryRefused e) {
            assertThat(e.flaw().reason()).isEqualTo(IgnoredReason.MALFORMED_VALUE);
        } catch (ProblemException e) {
            assertThat(e.problem().type()).isEqualTo(ProblemType.LDAP_EXTENDED_DN_MISSING);
        }
    }

    /** What is mapped can be stored, and each of its addresses looked up. */
    private static void assertUsable(Account account) {
        assertThat(AccountCodec.decode(account.connection(), AccountCodec.encode(account)))
                .isEqualTo(account);
        assertThat(account.distinguishedName().key()).isNotEmpty();
        assertThat(account.addresses()).doesNotHaveDuplicates();
        assertThat(account.addresses().stream().map(address -> address.key())).doesNotHaveDuplicates();
    }
}
