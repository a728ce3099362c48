package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import java.util.List;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.directory.ConfigBuilder;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AccountMapperTest {
    private static final ObjectGuid GUID =
            ObjectGuid.parse("9829b7b6-3817-4f82-afe9-c36c1ece3b16").orElseThrow();
    private static final ObjectSid SID = ConfigBuilder.DOMAIN_SID.withRelativeId(1104);

    private final AccountMapper mapper = mapper(new ConfigBuilder());

    @Test
    void mapsAUserWithEverything() throws Exception {
        Entry entry = user();
        entry.addAttribute("cn", "Jo Doe");
        entry.addAttribute("mail", "jo@corp.example");
        entry.addAttribute("proxyAddresses", "SMTP:jo@corp.example", "smtp:j.doe@corp.example", "smtp:bad");
        entry.addAttribute("sAMAccountName", "jdoe");
        entry.addAttribute("userPrincipalName", "jo@upn.example");
        entry.addAttribute("primaryGroupID", "513");
        entry.addAttribute("userAccountControl", "514");
        entry.addAttribute("msExchHideFromAddressLists", "TRUE");

        AccountMapper.Mapped mapped = mapper.map(entry, List.of());
        Account account = mapped.account();

        assertThat(account.objectGuid()).isEqualTo(GUID);
        assertThat(account.type()).isEqualTo(AccountType.USER);
        assertThat(account.distinguishedName().value()).isEqualTo("CN=Jo Doe,DC=corp,DC=example");
        assertThat(account.cn()).isEqualTo("Jo Doe");
        assertThat(account.addresses()).hasToString("[jo@corp.example, j.doe@corp.example]");
        assertThat(account.samAccountName()).contains(new AccountName("jdoe"));
        assertThat(account.userPrincipalName()).contains(new UserPrincipalName("jo@upn.example"));
        assertThat(account.upnSuffix()).contains(new UpnSuffix("upn.example"));
        assertThat(account.objectSid()).contains(SID);
        assertThat(account.primaryGroup()).contains(ConfigBuilder.DOMAIN_SID.withRelativeId(513));
        assertThat(account.disabled()).isTrue();
        assertThat(account.hidden()).isTrue();
        assertThat(mapped.ignoredAddresses()).isEqualTo(1);
    }

    @Test
    void mapsABareUserAsEnabledAndVisibleWithTheDomainAsSuffix() throws Exception {
        Account account = mapper.map(user(), List.of()).account();

        assertThat(account.disabled()).isFalse();
        assertThat(account.hidden()).isFalse();
        assertThat(account.userPrincipalName()).isEmpty();
        assertThat(account.upnSuffix()).contains(new UpnSuffix("corp.example"));
        assertThat(account.primaryGroup()).isEmpty();
        assertThat(account.cn()).isEqualTo("Jo Doe");
    }

    @Test
    void takesTheDomainAsSuffixOfAUpnThatHasNone() throws Exception {
        Entry entry = user();
        entry.addAttribute("userPrincipalName", "jo");

        Account account = mapper.map(entry, List.of()).account();

        assertThat(account.userPrincipalName()).contains(new UserPrincipalName("jo"));
        assertThat(account.upnSuffix()).contains(new UpnSuffix("corp.example"));
    }

    @Test
    void readsTheDisabledBitAmongOthers() throws Exception {
        assertThat(withControl("512")).isFalse();
        assertThat(withControl("66048")).isFalse();
        assertThat(withControl("66050")).isTrue();
    }

    private boolean withControl(String flags) throws ProblemException {
        Entry entry = user();
        entry.addAttribute("userAccountControl", flags);
        return mapper.map(entry, List.of()).account().disabled();
    }

    @Test
    void takesAnInetOrgPersonForAUser() throws Exception {
        Entry entry =
                entry("CN=Jo,DC=corp,DC=example", "top", "person", "organizationalPerson", "user", "inetOrgPerson");

        assertThat(mapper.map(entry, List.of()).account().type()).isEqualTo(AccountType.USER);
    }

    @Test
    void givesContactsNoSuffixAndNoSid() throws Exception {
        Entry entry = entry("CN=C,DC=corp,DC=example", "top", "person", "contact");
        entry.addAttribute("userPrincipalName", "c@x.example");
        entry.addAttribute("userAccountControl", "2");

        Account account = mapper.map(entry, List.of()).account();

        assertThat(account.type()).isEqualTo(AccountType.CONTACT);
        assertThat(account.objectSid()).isEmpty();
        assertThat(account.upnSuffix()).isEmpty();
        assertThat(account.userPrincipalName()).isEmpty();
        assertThat(account.disabled()).isFalse();
    }

    @Test
    void keepsTheServersSpellingOfTheDistinguishedName() throws Exception {
        String name = "CN=Doe\\, John \\\"JJ\\\" \\<x\\>\\3B \\# é,OU=Leute,DC=corp,DC=example";
        Entry entry = entry("<GUID=" + GUID + ">;<SID=S-1-5-21-1-2-3-1104>;" + name, "user");

        assertThat(mapper.map(entry, List.of()).account().distinguishedName().value())
                .isEqualTo(name);
        assertThat(mapper.map(entry, List.of()).account().cn()).isEqualTo("Doe, John \"JJ\" <x>; # é");

        entry.addAttribute("distinguishedName", "<GUID=" + GUID + ">;CN=Other,DC=corp,DC=example");
        assertThat(mapper.map(entry, List.of()).account().distinguishedName().value())
                .isEqualTo("CN=Other,DC=corp,DC=example");
    }

    @Test
    void keepsExtraAttributesInConfiguredOrderAsText() throws Exception {
        AccountMapper extra = mapper(new ConfigBuilder().extraAttributes("title", "manager", "thumbnailPhoto", "none"));
        Entry entry = user();
        entry.addAttribute("manager", "<GUID=" + GUID + ">;CN=Boss,DC=corp,DC=example");
        entry.addAttribute("title", "Dr.", "Prof.");
        entry.addAttribute("thumbnailPhoto", new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF});

        assertThat(extra.map(entry, List.of()).account().extra().entrySet())
                .hasToString("[title=[Dr., Prof.], manager=[CN=Boss,DC=corp,DC=example]]");
    }

    @Test
    void tellsMembersOfOtherDomainsByTheirSid() throws Exception {
        List<GroupMember> members = mapper.members(
                new String[] {
                    "<GUID=9829b7b6-3817-4f82-afe9-c36c1ece3b16>;<SID=S-1-5-21-1-2-3-1104>;CN=Jo,DC=corp,DC=example",
                    "<GUID=00000000-0000-0000-0000-000000000001>;CN=Contact,DC=corp,DC=example",
                    "<GUID=00000000-0000-0000-0000-000000000002>;<SID=S-1-5-21-9-9-9-500>;CN=S-1-5-21-9-9-9-500,CN=ForeignSecurityPrincipals,DC=corp,DC=example"
                },
                GUID);

        assertThat(members)
                .containsExactly(
                        new GroupMember(GUID, Optional.empty()),
                        new GroupMember(new ObjectGuid(0, 1), Optional.empty()),
                        new GroupMember(new ObjectGuid(0, 2), ObjectSid.parse("S-1-5-21-9-9-9-500")));
    }

    @Test
    void failsRatherThanLeaveOutAMember() {
        assertProblem(ProblemType.LDAP_EXTENDED_DN_MISSING, () -> mapper.members(new String[] {"CN=Jo,DC=corp"}, GUID));
    }

    @Test
    void failsRatherThanLeaveOutAnObject() {
        Entry noGuid = new Entry("CN=Jo,DC=corp,DC=example");
        noGuid.addAttribute("objectClass", "user");
        assertProblem(ProblemType.LDAP_GUID_UNREADABLE, () -> mapper.map(noGuid, List.of()));

        Entry noClass = new Entry("CN=Jo,DC=corp,DC=example");
        noClass.addAttribute("objectGUID", GUID.toBytes());
        assertProblem(ProblemType.LDAP_ENTRY_UNREADABLE, () -> mapper.map(noClass, List.of()));

        Entry badSid = new Entry("CN=Jo,DC=corp,DC=example");
        badSid.addAttribute("objectGUID", GUID.toBytes());
        badSid.addAttribute("objectClass", "user");
        badSid.addAttribute("objectSid", new byte[] {1, 5, 0});
        assertProblem(ProblemType.LDAP_ENTRY_UNREADABLE, () -> mapper.map(badSid, List.of()));
    }

    private static void assertProblem(ProblemType type, ThrowingCallable code) {
        assertThatThrownBy(code)
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().type()).isEqualTo(type));
    }

    @Test
    void asksForEachAttributeOnceAndForMembersOnlyIfGroupsAreWanted() {
        AccountMapper users = mapper(new ConfigBuilder().onlyUsers().extraAttributes("CN", "title"));

        assertThat(users.attributes())
                .doesNotHaveDuplicates()
                .contains("title", "mail")
                .doesNotContain("member", "*");
        assertThat(users.attributes()).filteredOn("cn"::equalsIgnoreCase).hasSize(1);
        assertThat(mapper.attributes()).contains("member", "objectGUID", "distinguishedName");
    }

    @Test
    void asksForPeopleContactsAndGroupsButNotComputers() {
        assertThat(AccountRead.filter(new ConfigBuilder().build()))
                .hasToString("(|(&(objectCategory=person)(objectClass=user))(objectClass=contact)(objectClass=group))");
        assertThat(AccountRead.filter(new ConfigBuilder().onlyUsers().build()))
                .hasToString("(&(objectCategory=person)(objectClass=user))");
    }

    private static AccountMapper mapper(ConfigBuilder config) {
        return new AccountMapper(config.build(), ConfigBuilder.DOMAIN);
    }

    private static Entry user() {
        Entry entry = entry("CN=Jo Doe,DC=corp,DC=example", "top", "person", "organizationalPerson", "user");
        entry.addAttribute("objectSid", SID.toBytes());
        return entry;
    }

    private static Entry entry(String dn, String... classes) {
        Entry entry = new Entry(dn);
        entry.addAttribute("objectClass", classes);
        entry.addAttribute("objectGUID", GUID.toBytes());
        return entry;
    }
}
