package org.adcache.lookup;

import static org.adcache.lookup.Cast.mail;
import static org.adcache.lookup.Cast.name;
import static org.adcache.lookup.Cast.upn;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.GroupMember;
import org.adcache.account.GroupMember.Kind;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.lookup.Condition.HasUpnSuffix;
import org.adcache.lookup.Condition.InContainer;
import org.adcache.lookup.Condition.InGroup;
import org.adcache.lookup.Condition.IsAccount;
import org.adcache.lookup.Condition.IsKnown;
import org.adcache.lookup.Condition.IsType;
import org.adcache.lookup.MatchAnswer.Reason;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MatchTest {
    private static final String JO = "jo@corp.example";
    private static final String SHARED = "info@corp.example";
    private static final String NOBODY = "nobody@corp.example";

    private final Cast cast = new Cast();

    @BeforeEach
    void serve() throws StoreException {
        cast.user(
                        1,
                        "Jo",
                        account -> upn("jo@upn.example")
                                .apply(name("jo").apply(mail(JO, SHARED).apply(account.primaryGroup(Cast.sid(50))))))
                .add(mail(SHARED).apply(Cast.builder(2, AccountType.CONTACT, Cast.CORP, "Contact")))
                .add(mail("ann@partner.example")
                        .apply(Cast.builder(3, AccountType.USER, Cast.PARTNER, "Ann")
                                .objectSid(Cast.sid(3))))
                .group(10, "Sales", 1)
                .group(11, "Staff", 10, 13)
                .group(12, "All", 11)
                .group(13, "Loop", 11)
                .group(50, "Domain Users")
                .group(51, "Everybody", 50)
                .group(52, "Visitors", 3)
                .add(Cast.builder(53, AccountType.GROUP, Cast.CORP, "Foreigners")
                        .objectSid(Cast.sid(53))
                        .members(List.of(new GroupMember(Cast.guid(999), Optional.of(Cast.sid(3))))))
                .serve();
    }

    @Test
    void groupsAreNestedAndThePathIsTheShortest() {
        assertThat(cast.match(JO, new InGroup("All"))).isEqualTo(Verdict.YES);
        assertThat(cast.path(JO, new InGroup("All"))).containsExactly("Jo", "Sales", "Staff", "All");
        assertThat(cast.match(JO, new InGroup("Loop"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InGroup("Visitors"))).isEqualTo(Verdict.NO);
    }

    @Test
    void thePrimaryGroupCountsAndWhatItIsIn() {
        assertThat(cast.path(JO, new InGroup("Domain Users"))).containsExactly("Jo", "Domain Users");
        assertThat(cast.path(JO, new InGroup("Everybody"))).containsExactly("Jo", "Domain Users", "Everybody");
    }

    @Test
    void aMemberInAnotherConnectionCountsByGuidAndBySid() {
        assertThat(cast.match("ann@partner.example", new InGroup("Visitors"))).isEqualTo(Verdict.YES);
        assertThat(cast.match("ann@partner.example", new InGroup("S-1-5-21-1-2-3-53")))
                .isEqualTo(Verdict.YES);
    }

    /** A foreign security principal with the SID that an account had before it was moved here. */
    @Test
    void aMemberCountsByItsFormerSid() throws StoreException {
        cast.user(
                        70,
                        "Moved",
                        account -> Cast.mail("moved@corp.example").apply(account.sidHistory(List.of(Cast.sid(4711)))))
                .add(Cast.builder(71, AccountType.GROUP, Cast.CORP, "Old friends")
                        .samAccountName(new AccountName("Old friends"))
                        .members(List.of(new GroupMember(Cast.guid(999), Optional.of(Cast.sid(4711))))));
        cast.lookup.serve(cast.view(1, 2));
        assertThat(cast.match("moved@corp.example", new InGroup("Old friends"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InGroup("Old friends"))).isEqualTo(Verdict.NO);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sales",
                " sales ",
                "CORP\\Sales",
                "S-1-5-21-1-2-3-10",
                "00000000-0000-0000-0000-00000000000a",
                "cn=sales,ou=people,dc=corp,dc=example"
            })
    void aGroupIsNamedByGuidSidDnOrAccountName(String key) {
        assertThat(cast.match(JO, new InGroup(key))).isEqualTo(Verdict.YES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jo", "", "nothing", "CN=Sales,OU=Old,DC=corp,DC=example", "S-1-5-21-1-2-3-999"})
    void aGroupThatIsNotInTheCacheIsUnknown(String key) {
        assertThat(cast.match(JO, new InGroup(key))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void anAccountIsAnyOfThoseTheKeyNames() {
        assertThat(cast.match(JO, new IsAccount("jo"))).isEqualTo(Verdict.YES);
        assertThat(cast.match("ann@partner.example", new IsAccount("jo"))).isEqualTo(Verdict.NO);
        assertThat(cast.match(JO, new IsAccount("gone"))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void aContainerHoldsWhatLiesInItAndItself() {
        assertThat(cast.match(JO, new InContainer("dc=CORP, dc=example"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InContainer("CN=Jo,OU=People,DC=corp,DC=example")))
                .isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InContainer("OU=People,DC=partner,DC=example")))
                .isEqualTo(Verdict.NO);
        assertThat(cast.match(JO, new InContainer("OU=Empty,DC=corp,DC=example")))
                .isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match(JO, new InContainer("no dn"))).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void suffixTypeAndKnownAreTested() {
        assertThat(cast.match(JO, new HasUpnSuffix("UPN.example"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new HasUpnSuffix("corp.example"))).isEqualTo(Verdict.NO);
        assertThat(cast.match(JO, new IsType(AccountType.USER))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new IsType(AccountType.GROUP))).isEqualTo(Verdict.NO);
        assertThat(cast.match(JO, new IsKnown(true))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new IsKnown(false))).isEqualTo(Verdict.NO);
    }

    @Test
    void anAddressWithSeveralOwnersMatchesIfAnyDoes() {
        assertThat(cast.match(SHARED, new IsType(AccountType.CONTACT))).isEqualTo(Verdict.YES);
        assertThat(cast.match(SHARED, new IsType(AccountType.USER))).isEqualTo(Verdict.YES);
        assertThat(cast.path(SHARED, new InGroup("Sales"))).containsExactly("Jo", "Sales");
    }

    @ParameterizedTest
    @ValueSource(strings = {NOBODY, "", "@", "no address", "a@b@c", "\uD800@x"})
    void anAddressNobodyOwnsIsOnlyKnownFalse(String address) {
        assertThat(cast.match(address, new IsKnown(false))).isEqualTo(Verdict.YES);
        assertThat(cast.match(address, new IsKnown(true))).isEqualTo(Verdict.NO);
        assertThat(cast.match(address, new InGroup("Sales"))).isEqualTo(Verdict.NO);
        assertThat(cast.match(address, new InGroup("nothing"))).isEqualTo(Verdict.NO);
    }

    @Test
    void aNoThatDependsOnAnUnusableConnectionIsUnknown() throws StoreException {
        cast.neverSynced(Cast.PARTNER);
        cast.lookup.serve(cast.view(1, 2));
        assertThat(cast.match(JO, new InGroup("Sales"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InGroup("Visitors"))).isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match(JO, new IsType(AccountType.CONTACT))).isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match(JO, new IsKnown(false))).isEqualTo(Verdict.NO);
        assertThat(cast.match(NOBODY, new IsKnown(false))).isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match(NOBODY, new IsKnown(true))).isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match("no address", new IsKnown(false))).isEqualTo(Verdict.YES);
    }

    @Test
    void aNoThatAnUnreadableAttributeWouldDecideIsUnknown() throws StoreException {
        cast.user(
                        60,
                        "Kim",
                        account -> mail("kim@corp.example")
                                .apply(account.unreadable(List.of(RequiredAttribute.PRIMARY_GROUP))))
                .user(
                        61,
                        "Lee",
                        account -> mail("lee@corp.example")
                                .apply(account.unreadable(List.of(RequiredAttribute.OBJECT_SID))))
                .group(62, "Team", 60)
                .serve(2);
        assertThat(cast.match("kim@corp.example", new InGroup("Team"))).isEqualTo(Verdict.YES);
        for (String address : List.of("kim@corp.example", "lee@corp.example")) {
            assertThat(cast.match(address, new InGroup("Sales"))).isEqualTo(Verdict.UNKNOWN);
            assertThat(cast.reason(address, new InGroup("Sales"))).contains(Reason.ATTRIBUTE_UNREADABLE);
            assertThat(cast.match(address, new IsType(AccountType.GROUP))).isEqualTo(Verdict.NO);
        }
        assertThat(cast.match(JO, new InGroup("Team"))).isEqualTo(Verdict.NO);
    }

    @Test
    void aGroupWithoutAReadableSidMayBeAPrimaryGroup() throws StoreException {
        cast.add(Cast.builder(63, AccountType.GROUP, Cast.CORP, "Dim")
                        .samAccountName(new AccountName("Dim"))
                        .unreadable(List.of(RequiredAttribute.OBJECT_SID)))
                .serve(2);
        assertThat(cast.reason(JO, new InGroup("Dim"))).contains(Reason.ATTRIBUTE_UNREADABLE);
    }

    @Test
    void nobodyIsKnownNotToBeInADynamicGroupNorInWhatContainsOne() throws StoreException {
        cast.add(mail("berlin@corp.example")
                        .apply(Cast.builder(70, AccountType.GROUP, Cast.CORP, "Berlin"))
                        .mailboxType(MailboxType.DYNAMIC_GROUP))
                .group(71, "Germany", 70)
                .group(72, "Europe", 71, 1)
                .serve(2);
        Condition berlin = new InGroup("cn=berlin,ou=people,dc=corp,dc=example");
        for (Condition group : List.of(berlin, new InGroup("Germany"))) {
            assertThat(cast.match(JO, group)).isEqualTo(Verdict.UNKNOWN);
            assertThat(cast.reason(JO, group)).contains(Reason.DYNAMIC_GROUP);
        }
        assertThat(cast.match(JO, new InGroup("Europe"))).isEqualTo(Verdict.YES);
        assertThat(cast.match("ann@partner.example", new InGroup("Europe"))).isEqualTo(Verdict.UNKNOWN);
        assertThat(cast.match("berlin@corp.example", new InGroup("Germany"))).isEqualTo(Verdict.YES);
        assertThat(cast.match(JO, new InGroup("Visitors"))).isEqualTo(Verdict.NO);
        assertThat(cast.match(NOBODY, berlin)).isEqualTo(Verdict.NO);
    }

    @Test
    void aMemberThatMayBeAGroupMakesItsGroupsIncomplete() throws StoreException {
        cast.group(80, "Branch", 2, 999)
                .group(81, "Company", 80)
                .group(82, "Board", 3)
                .serve(2);
        for (String group : List.of("Branch", "Company")) {
            assertThat(cast.match(JO, new InGroup(group))).isEqualTo(Verdict.UNKNOWN);
            assertThat(cast.reason(JO, new InGroup(group))).contains(Reason.INCOMPLETE_GROUP);
            assertThat(cast.match(SHARED, new InGroup(group))).isEqualTo(Verdict.YES);
            assertThat(cast.match(NOBODY, new InGroup(group))).isEqualTo(Verdict.NO);
        }
        assertThat(cast.match(JO, new InGroup("Board"))).isEqualTo(Verdict.NO);
    }

    @Test
    void aMemberWithoutAGuidMakesItsGroupIncomplete() throws StoreException {
        listing(80, "Branch", GroupMember.UNIDENTIFIED);
        assertThat(cast.reason(JO, new InGroup("Branch"))).contains(Reason.INCOMPLETE_GROUP);
    }

    @Test
    void aMemberThatIsKnownToBeNoGroupContainsNobody() throws StoreException {
        listing(80, "Computers", new GroupMember(Cast.guid(999), Optional.empty(), Kind.NO_GROUP));
        assertThat(cast.match(JO, new InGroup("Computers"))).isEqualTo(Verdict.NO);
        assertThat(cast.match("ann@partner.example", new InGroup("Computers"))).isEqualTo(Verdict.NO);
    }

    @Test
    void aForeignSecurityPrincipalContainsAccountsOfOtherConnectionsAtMost() throws StoreException {
        Optional<ObjectSid> foreign = ObjectSid.parse("S-1-5-21-7-7-7-1104");
        listing(80, "Guests of ours", new GroupMember(Cast.guid(999), foreign, Kind.ELSEWHERE));
        assertThat(cast.match(JO, new InGroup("Guests of ours"))).isEqualTo(Verdict.NO);
        assertThat(cast.reason("ann@partner.example", new InGroup("Guests of ours")))
                .contains(Reason.INCOMPLETE_GROUP);
    }

    @Test
    void aMemberThatIsInTheCopyOfAnotherConnectionIsKnown() throws StoreException {
        cast.add(Cast.builder(84, AccountType.GROUP, Cast.PARTNER, "Partners"))
                .group(85, "Both", 84)
                .serve(2);
        assertThat(cast.match(JO, new InGroup("Both"))).isEqualTo(Verdict.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1-1-0", "S-1-5-11"})
    void everyUserOfTheDomainIsInAGroupOfEveryone(String sid) throws StoreException {
        listing(80, "Readers", wellKnown(sid));
        cast.group(81, "Library", 80).serve(3);
        assertThat(cast.path(JO, new InGroup("Library"))).containsExactly("Jo", "Readers", "Library");
        assertThat(cast.match(SHARED, new InGroup("Library"))).isEqualTo(Verdict.YES);
        assertThat(cast.reason("ann@partner.example", new InGroup("Library"))).contains(Reason.INCOMPLETE_GROUP);
        cast.add(mail("list@corp.example").apply(Cast.builder(86, AccountType.GROUP, Cast.CORP, "List")))
                .add(mail("con@corp.example").apply(Cast.builder(87, AccountType.CONTACT, Cast.CORP, "Con")))
                .user(501, "Guest", mail("guest@corp.example"))
                .serve(4);
        assertThat(cast.match("list@corp.example", new InGroup("Library"))).isEqualTo(Verdict.NO);
        assertThat(cast.match("con@corp.example", new InGroup("Library"))).isEqualTo(Verdict.NO);
        assertThat(cast.match("guest@corp.example", new InGroup("Library")))
                .isEqualTo(sid.equals("S-1-1-0") ? Verdict.YES : Verdict.NO);
    }

    @Test
    void membershipThatDependsOnTheWayOfLoggingOnIsUnknownForUsers() throws StoreException {
        listing(80, "Local", wellKnown("S-1-5-4"));
        assertThat(cast.reason(JO, new InGroup("Local"))).contains(Reason.INCOMPLETE_GROUP);
        cast.add(mail("con@corp.example").apply(Cast.builder(87, AccountType.CONTACT, Cast.CORP, "Con")))
                .serve(3);
        assertThat(cast.match("con@corp.example", new InGroup("Local"))).isEqualTo(Verdict.NO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"S-1-5-7", "S-1-5-9", "S-1-5-17"})
    void nobodyIsInAGroupOfAnonymousCallersOrServices(String sid) throws StoreException {
        listing(80, "Machines", wellKnown(sid));
        assertThat(cast.match(JO, new InGroup("Machines"))).isEqualTo(Verdict.NO);
    }

    private static GroupMember wellKnown(String sid) {
        return new GroupMember(Cast.guid(999), ObjectSid.parse(sid), Kind.ELSEWHERE);
    }

    private void listing(int number, String cn, GroupMember member) throws StoreException {
        cast.add(Cast.builder(number, AccountType.GROUP, Cast.CORP, cn)
                        .samAccountName(new AccountName(cn))
                        .members(List.of(member)))
                .serve(2);
    }

    @Test
    void everyUnknownHasItsReason() throws StoreException {
        assertThat(cast.reason(JO, new InGroup("gone"))).contains(Reason.NO_SUCH_GROUP);
        assertThat(cast.reason(JO, new IsAccount("gone"))).contains(Reason.NO_SUCH_ACCOUNT);
        assertThat(cast.reason(JO, new InContainer("OU=Empty,DC=corp,DC=example")))
                .contains(Reason.NO_SUCH_CONTAINER);
        assertThat(cast.reason(JO, new InGroup("Sales"))).isEmpty();
        assertThat(cast.reason(JO, new InGroup("Visitors"))).isEmpty();
        cast.neverSynced(Cast.PARTNER);
        cast.lookup.serve(cast.view(1, 2));
        assertThat(cast.reason(JO, new InGroup("Visitors"))).contains(Reason.CONNECTION_UNUSABLE);
        assertThat(cast.reason(JO, new InGroup("gone"))).contains(Reason.CONNECTION_UNUSABLE);
        assertThat(cast.reason(NOBODY, new IsKnown(true))).contains(Reason.CONNECTION_UNUSABLE);
    }

    @Test
    void answersInOrderAndExplainsOnlyWhenAsked() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        conditions.put("z", new InGroup("Sales"));
        conditions.put("a", new IsKnown(false));
        MatchAnswer.Matched answer =
                (MatchAnswer.Matched) cast.lookup.match(new MatchQuestion(List.of(NOBODY, JO), conditions, false));
        assertThat(answer.recipients())
                .extracting(MatchAnswer.Recipient::address)
                .containsExactly(NOBODY, JO);
        assertThat(answer.recipients().get(1).verdicts().keySet()).containsExactly("z", "a");
        assertThat(answer.recipients().get(1).paths()).isEmpty();
    }
}
