package org.adcache.directory.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.unboundid.ldap.sdk.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccountMapperTest {
    private static final ObjectGuid GUID =
            ObjectGuid.parse("9829b7b6-3817-4f82-afe9-c36c1ece3b16").orElseThrow();
    private static final ObjectSid SID = ConfigBuilder.DOMAIN_SID.withRelativeId(1104);

    private final AccountMapper mapper = mapper(new ConfigBuilder());

    private static final Entry GROUP = new Entry("CN=Sales,DC=corp,DC=example");

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
        assertThat(account.disabled()).contains(true);
        assertThat(account.hidden()).isTrue();
        assertThat(mapped.ignoredAddresses()).isEqualTo(1);
    }

    @Test
    void readsTheFormerSidsAndLeavesOutMalformedOnes() throws Exception {
        Entry entry = user();
        ObjectSid one = ConfigBuilder.DOMAIN_SID.withRelativeId(7);
        ObjectSid two = ConfigBuilder.DOMAIN_SID.withRelativeId(8);
        entry.addAttribute("sIDHistory", two.toBytes(), new byte[] {1, 5, 0}, one.toBytes());

        AccountMapper.Mapped mapped = mapper.map(entry, List.of());

        assertThat(mapper.attributes()).contains("sIDHistory");
        assertThat(mapped.account().sidHistory()).containsExactly(one, two);
        assertThat(mapped.ignored())
                .extracting(IgnoredEntry::reason)
                .containsExactly(IgnoredReason.FORMER_SID_MALFORMED);
    }

    @Test
    void mapsABareUserAsVisibleWithTheDomainAsSuffix() throws Exception {
        Account account = mapper.map(user(), List.of()).account();

        assertThat(account.hidden()).isFalse();
        assertThat(account.userPrincipalName()).isEmpty();
        assertThat(account.upnSuffix()).contains(new UpnSuffix("corp.example"));
        assertThat(account.primaryGroup()).isEmpty();
        assertThat(account.cn()).isEqualTo("Jo Doe");
    }

    @Test
    void anAttributeThatEveryUserHasIsUnreadableIfItIsMissing() throws Exception {
        Entry entry = user();
        entry.addAttribute("sAMAccountName", "jdoe");
        entry.addAttribute("primaryGroupID", "513");

        Account account = mapper.map(entry, List.of()).account();

        assertThat(account.disabled()).isEmpty();
        assertThat(account.unreadable())
                .containsExactlyInAnyOrder(RequiredAttribute.USER_ACCOUNT_CONTROL, RequiredAttribute.ACCOUNT_EXPIRES);

        entry.removeAttribute("objectSid");
        entry.removeAttribute("sAMAccountName");
        entry.removeAttribute("primaryGroupID");
        entry.addAttribute("userAccountControl", "512");
        entry.addAttribute("accountExpires", "0");
        account = mapper.map(entry, List.of()).account();

        assertThat(account.disabled()).contains(false);
        assertThat(account.unreadable())
                .containsExactlyInAnyOrder(
                        RequiredAttribute.OBJECT_SID, RequiredAttribute.ACCOUNT_NAME, RequiredAttribute.PRIMARY_GROUP);
    }

    @Test
    void aGroupHasFewerRequiredAttributesAndAContactNone() throws Exception {
        Entry group = entry("CN=G,DC=corp,DC=example", "top", "group");
        assertThat(mapper.map(group, List.of()).account().unreadable())
                .containsExactlyInAnyOrder(RequiredAttribute.ACCOUNT_NAME, RequiredAttribute.OBJECT_SID);
        Entry contact = entry("CN=C,DC=corp,DC=example", "top", "person", "contact");
        assertThat(mapper.map(contact, List.of()).account().unreadable()).isEmpty();
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

    private boolean withControl(String flags) throws ProblemException, EntryRefused {
        Entry entry = user();
        entry.addAttribute("userAccountControl", flags);
        return mapper.map(entry, List.of()).account().disabled().orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "1, ",
        "2, LINKED",
        "4, SHARED",
        "16, ROOM",
        "32, EQUIPMENT",
        "128, ",
        "2147483648, REMOTE",
        "8589934592, ROOM",
        "17179869184, EQUIPMENT",
        "34359738368, SHARED",
        "8192, SYSTEM",
        "16384, SYSTEM",
        "8388608, SYSTEM",
        "536870912, SYSTEM",
        "549755813888, SYSTEM",
        "-1, ",
        "6, "
    })
    void theMailboxTypeOfAUserIsThatOfTheRecipient(String details, @Nullable MailboxType type) throws Exception {
        Entry entry = user();
        entry.addAttribute("msExchRecipientTypeDetails", details);

        assertThat(mapper.map(entry, List.of()).account().mailboxType()).isEqualTo(Optional.ofNullable(type));
    }

    @Test
    void aDynamicGroupIsAGroupAndAPublicFolderAContact() throws Exception {
        Entry group = entry("CN=G,DC=corp,DC=example", "top", "msExchBaseClass", "msExchDynamicDistributionList");
        group.addAttribute("mail", "everybody@corp.example");
        Account dynamic = mapper.map(group, List.of()).account();
        assertThat(dynamic.type()).isEqualTo(AccountType.GROUP);
        assertThat(dynamic.mailboxType()).contains(MailboxType.DYNAMIC_GROUP);
        assertThat(dynamic.unreadable()).isEmpty();
        assertThat(dynamic.addresses()).hasToString("[everybody@corp.example]");

        Account folder = mapper.map(entry("CN=F,DC=corp,DC=example", "top", "publicFolder"), List.of())
                .account();
        assertThat(folder.type()).isEqualTo(AccountType.CONTACT);
        assertThat(folder.mailboxType()).contains(MailboxType.PUBLIC_FOLDER);
    }

    @ParameterizedTest
    @CsvSource({
        "0, ",
        "9223372036854775807, ",
        "133485408000000000, 2024-01-01T00:00:00Z",
        "133485408000000001, 2024-01-01T00:00:01Z",
        "1, 1970-01-01T00:00:00Z",
        "9223372036854775806, +30828-09-14T02:48:06Z"
    })
    void anExpiryIsAFileTimeOrNever(String value, @Nullable Instant expiry) throws Exception {
        Entry entry = user();
        entry.addAttribute("accountExpires", value);

        assertThat(mapper.map(entry, List.of()).account().accountExpires()).isEqualTo(Optional.ofNullable(expiry));
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
        assertThat(account.disabled()).contains(false);
        assertThat(account.unreadable()).isEmpty();
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
        AccountMapper.Members members = mapper.members(
                new String[] {
                    "<GUID=9829b7b6-3817-4f82-afe9-c36c1ece3b16>;<SID=S-1-5-21-1-2-3-1104>;CN=Jo,DC=corp,DC=example",
                    "<GUID=00000000-0000-0000-0000-000000000001>;CN=Contact,DC=corp,DC=example",
                    "<GUID=00000000-0000-0000-0000-000000000002>;<SID=S-1-5-21-9-9-9-500>;CN=S-1-5-21-9-9-9-500,CN=ForeignSecurityPrincipals,DC=corp,DC=example"
                },
                GROUP);

        assertThat(members.unidentified()).isEmpty();
        assertThat(members.members())
                .containsExactly(
                        new GroupMember(GUID, Optional.empty()),
                        new GroupMember(new ObjectGuid(0, 1), Optional.empty()),
                        new GroupMember(new ObjectGuid(0, 2), ObjectSid.parse("S-1-5-21-9-9-9-500")));
    }

    @Test
    void failsRatherThanLeaveOutAMember() {
        assertProblem(
                ProblemType.LDAP_EXTENDED_DN_MISSING, () -> mapper.members(new String[] {"CN=Jo,DC=corp"}, GROUP));
    }

    @Test
    void leavesOutAndNamesAMemberWithoutAGuidWhereTheGroupHasOne() throws Exception {
        Entry group = new Entry("<GUID=" + GUID + ">;CN=Sales,DC=corp,DC=example");
        group.addAttribute("objectGUID", GUID.toBytes());
        group.addAttribute("objectClass", "top", "group");
        AccountMapper.Members members = mapper.members(
                new String[] {"CN=Jo,DC=corp", "<GUID=00000000-0000-0000-0000-000000000001>;CN=Al,DC=corp"}, group);

        AccountMapper.Mapped mapped = mapper.map(group, members);

        assertThat(mapped.account().members())
                .containsExactly(new GroupMember(new ObjectGuid(0, 1), Optional.empty()), GroupMember.UNIDENTIFIED);
        assertThat(mapped.ignored()).hasSize(1);
        assertThat(mapped.ignored().get(0).reason()).isEqualTo(IgnoredReason.MEMBER_WITHOUT_GUID);
        assertThat(mapped.ignored().get(0).value()).contains("CN=Jo,DC=corp");
    }

    @Test
    void refusesAnObjectWithoutAGuidAloneAndFailsWithoutAClass() {
        Entry noGuid = new Entry("CN=Jo,DC=corp,DC=example");
        noGuid.addAttribute("objectClass", "user");
        assertThatThrownBy(() -> mapper.map(noGuid, List.of()))
                .isInstanceOfSatisfying(
                        EntryRefused.class, e -> assertThat(e.flaw().reason()).isEqualTo(IgnoredReason.MALFORMED_GUID));

        Entry noClass = new Entry("CN=Jo,DC=corp,DC=example");
        noClass.addAttribute("objectGUID", GUID.toBytes());
        assertProblem(ProblemType.LDAP_ENTRY_UNREADABLE, () -> mapper.map(noClass, List.of()));
    }

    @Test
    void refusesAnEntryWhoseIdentityIsMalformed() {
        assertThat(refused("objectGUID", new byte[15])).isEqualTo(IgnoredReason.MALFORMED_GUID);
        assertThat(refused("objectSid", new byte[] {1, 5, 0})).isEqualTo(IgnoredReason.MALFORMED_SID);
        assertThat(refused("objectSid", new byte[0])).isEqualTo(IgnoredReason.MALFORMED_SID);
        assertThat(refused("objectClass", bytes("computer"))).isEqualTo(IgnoredReason.MALFORMED_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "Jo", "CN=Jo,", ",DC=x", "CN=Jo,,DC=x", "CN=\\0", "CN=Jo\u0000,DC=x", "=x", "CN=\"Jo"})
    void refusesAnEntryWhoseNameIsNone(String name) {
        assertThat(refused("distinguishedName", bytes(name))).isEqualTo(IgnoredReason.MALFORMED_DN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CN=Doe\\, Jo,DC=x",
                "CN=\"Doe, Jo\",DC=x",
                "CN=a+SN=b,DC=x",
                "CN=Jo\\0ACNF:1,DC=x",
                "2.5.4.3=Jo, DC=x",
                "CN=محمد\\ ,DC=x",
                "CN=,DC=x",
                "CN=Jo;DC=x"
            })
    void acceptsEveryFormOfAName(String name) throws Exception {
        Entry entry = user();
        entry.setAttribute("distinguishedName", name);

        assertThat(mapper.map(entry, List.of()).account().distinguishedName().value())
                .isEqualTo(name);
    }

    @Test
    void refusesNamesThatAreDeeperOrLongerThanMayBe() {
        assertThat(refused("distinguishedName", bytes("OU=a,".repeat(127) + "DC=x")))
                .isNull();
        assertThat(refused("distinguishedName", bytes("OU=a,".repeat(128) + "DC=x")))
                .isEqualTo(IgnoredReason.DN_TOO_DEEP);
        assertThat(refused("distinguishedName", bytes("OU=a;".repeat(128) + "DC=x")))
                .isEqualTo(IgnoredReason.DN_TOO_DEEP);
        assertThat(refused("distinguishedName", bytes("OU=a,".repeat(10_000) + "DC=x")))
                .isEqualTo(IgnoredReason.DN_TOO_LONG);
    }

    @Test
    void refusesAnEntryWhoseFlagsOrNumbersCannotBeRead() {
        for (String value : List.of("", "x", "0x200", "99999999999", "-2147483649", "512 ", "5\n")) {
            assertThat(refused("userAccountControl", bytes(value))).as(value).isEqualTo(IgnoredReason.MALFORMED_VALUE);
            assertThat(refused("primaryGroupID", bytes(value))).as(value).isEqualTo(IgnoredReason.MALFORMED_VALUE);
        }
        for (String value : List.of("", "yes", "TRUE\u0000", "x".repeat(1 << 20))) {
            assertThat(refused("msExchHideFromAddressLists", bytes(value))).isEqualTo(IgnoredReason.MALFORMED_VALUE);
        }
    }

    @Test
    void refusesAnEntryWithMoreValuesThanMayBe() {
        Entry entry = user();
        entry.addAttribute("proxyAddresses", addresses(1_000_000));

        assertThatThrownBy(() -> mapper.map(entry, List.of()))
                .isInstanceOfSatisfying(
                        EntryRefused.class,
                        e -> assertThat(e.flaw().reason()).isEqualTo(IgnoredReason.TOO_MANY_VALUES));
    }

    @Test
    void refusesAnEntryThatIsTooLargeOrWhoseAddressesHaveTooManyWords() {
        Entry large = user();
        large.addAttribute(
                "mail",
                IntStream.range(0, 100).mapToObj(i -> i + "x".repeat(16_000)).toList());
        Entry wordy = user();
        wordy.addAttribute(
                "mail",
                IntStream.range(0, 900)
                        .mapToObj(i -> i + "'o".repeat(500) + "@x")
                        .toList());

        assertThat(refusal(large)).isEqualTo(IgnoredReason.TOO_LARGE);
        assertThat(refusal(wordy)).isEqualTo(IgnoredReason.TOO_MANY_WORDS);
    }

    @Test
    void leavesOutAValueThatIsNoTextOrTooLong() throws Exception {
        AccountMapper extra = mapper(new ConfigBuilder().extraAttributes("displayName", "info"));
        Entry entry = user();
        entry.addAttribute("cn", new byte[] {'J', (byte) 0xED, (byte) 0xA0, (byte) 0x80});
        entry.addAttribute("sAMAccountName", "j\u0000doe");
        entry.addAttribute("userPrincipalName", "x".repeat(1 << 20));
        entry.addAttribute("displayName", "o'".repeat(20_000), "o'".repeat(8000), "Jo D");
        entry.addAttribute("info", "x".repeat(16_384));

        AccountMapper.Mapped mapped = extra.map(entry, List.of());

        assertThat(mapped.account().cn()).isEqualTo("Jo Doe");
        assertThat(mapped.account().samAccountName()).isEmpty();
        assertThat(mapped.account().userPrincipalName()).isEmpty();
        assertThat(mapped.account().extra("displayName")).containsExactly("Jo D");
        assertThat(mapped.account().extra("info")).hasSize(1);
        assertThat(mapped.ignored())
                .extracting(IgnoredEntry::reason)
                .containsExactlyInAnyOrder(
                        IgnoredReason.VALUE_NOT_TEXT,
                        IgnoredReason.VALUE_NOT_TEXT,
                        IgnoredReason.VALUE_TOO_LONG,
                        IgnoredReason.VALUE_TOO_LONG,
                        IgnoredReason.VALUE_WITH_TOO_MANY_WORDS);
        assertThat(mapped.ignored())
                .allSatisfy(ignored -> assertThat(ignored.value().orElseThrow()).hasSizeLessThanOrEqualTo(201));
    }

    @Test
    void acceptsWhatActiveDirectoryItselfAllowsAtMost() throws Exception {
        AccountMapper extra = mapper(new ConfigBuilder().extraAttributes("displayName", "givenName", "sn"));
        Entry entry = user();
        entry.addAttribute("cn", "王".repeat(64));
        entry.addAttribute("sAMAccountName", "x".repeat(256));
        entry.addAttribute("userPrincipalName", "x".repeat(1024));
        entry.addAttribute("displayName", "王".repeat(256));
        entry.addAttribute("givenName", "王".repeat(64));
        entry.addAttribute("sn", "王".repeat(64));
        entry.addAttribute("proxyAddresses", addresses(1300));

        AccountMapper.Mapped mapped = extra.map(entry, List.of());

        assertThat(mapped.ignored()).isEmpty();
        assertThat(mapped.account().addresses()).hasSize(1300);
    }

    @Test
    void refusesAGroupWithAMalformedMember() {
        for (String member : List.of("<GUID=12>;CN=x", "<GUID=" + GUID + ">;<SID=x>;CN=x", "<GUID=" + GUID)) {
            assertThatThrownBy(() -> mapper.members(new String[] {member}, GROUP))
                    .isInstanceOfSatisfying(
                            EntryRefused.class,
                            e -> assertThat(e.flaw().reason()).isEqualTo(IgnoredReason.MALFORMED_VALUE));
        }
    }

    private @Nullable IgnoredReason refused(String attribute, byte[] value) {
        Entry entry = user();
        entry.setAttribute(attribute, value);
        return refusal(entry);
    }

    private @Nullable IgnoredReason refusal(Entry entry) {
        try {
            mapper.map(entry, List.of());
            return null;
        } catch (EntryRefused e) {
            return e.flaw().reason();
        } catch (ProblemException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<String> addresses(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "smtp:user" + i + "@corp.example")
                .toList();
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
                .hasToString("(|(&(objectCategory=person)(objectClass=user))(objectClass=contact)"
                        + "(objectClass=publicFolder)(objectClass=group)(objectClass=msExchDynamicDistributionList))");
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
