package org.adcache.sync.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.DistinguishedName;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ObjectSid;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UpnSuffix;
import org.adcache.account.UserPrincipalName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RecentDifferenceTest {
    private static final Account BEFORE = Account.builder(
                    new ObjectGuid(1, 1),
                    AccountType.USER,
                    new ConnectionId("corp"),
                    new DistinguishedName("CN=Ada,OU=Old,DC=corp,DC=example"))
            .cn("Ada")
            .addresses(addresses("ada@corp.example", "a@corp.example"))
            .samAccountName(new AccountName("ada"))
            .sidHistory(List.of(sid(901)))
            .members(List.of(member(2), member(3)))
            .extra(Map.of("department", List.of("Sales")))
            .build();

    private static ObjectSid sid(int rid) {
        return ObjectSid.parse("S-1-5-21-1-2-3-" + rid).orElseThrow();
    }

    private static GroupMember member(long number) {
        return new GroupMember(new ObjectGuid(0, number), Optional.empty());
    }

    private static List<MailAddress> addresses(String... values) {
        return Stream.of(values)
                .map(value -> MailAddress.parse(value).orElseThrow())
                .toList();
    }

    private static RecentDifference between(Account before, Account after) {
        return RecentDifference.of(Optional.of(before), Optional.of(after));
    }

    private static Arguments of(String name, Function<Account.Builder, Account.Builder> edit) {
        return Arguments.of(name, edit.apply(BEFORE.copy()).build());
    }

    static Stream<Arguments> edited() {
        return Stream.of(
                of("name", copy -> copy.distinguishedName(new DistinguishedName("CN=Ada,DC=corp,DC=example"))),
                of("cn", copy -> copy.cn("Ada L.")),
                of("account name", copy -> copy.samAccountName(new AccountName("lovelace"))),
                of("no account name", copy -> copy.samAccountName(null)),
                of("UPN", copy -> copy.userPrincipalName(new UserPrincipalName("ada@corp.example"))),
                of("UPN suffix", copy -> copy.upnSuffix(new UpnSuffix("corp.example"))),
                of("SID", copy -> copy.objectSid(sid(1001))),
                of("primary group", copy -> copy.primaryGroup(sid(513))),
                of("disabled", copy -> copy.disabled(true)),
                of("hidden", copy -> copy.hidden(true)),
                of("mailbox type", copy -> copy.mailboxType(MailboxType.ROOM)),
                of("expiry", copy -> copy.accountExpires(Instant.ofEpochSecond(1_000_000))),
                of("unreadable", copy -> copy.unreadable(List.of(RequiredAttribute.ACCOUNT_NAME))),
                of(
                        "one address more",
                        copy -> copy.addresses(addresses("ada@corp.example", "a@corp.example", "b@corp.example"))),
                of("one address less", copy -> copy.addresses(addresses("ada@corp.example"))),
                of("another primary address", copy -> copy.addresses(addresses("a@corp.example", "ada@corp.example"))),
                of("no address", copy -> copy.addresses(List.of())),
                of("former SID", copy -> copy.sidHistory(List.of(sid(901), sid(902)))),
                of("no former SID", copy -> copy.sidHistory(List.of())),
                of("one member more", copy -> copy.members(List.of(member(2), member(3), member(4)))),
                of("one member less", copy -> copy.members(List.of(member(3)))),
                of("extra value", copy -> copy.extra(Map.of("department", List.of("Research")))),
                of("no extra value", copy -> copy.extra(Map.of())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edited")
    void keepsWhatTheServerDoesNotKnow(String what, Account after) {
        RecentDifference recent = between(BEFORE, after);
        assertThat(recent.isMissingIn(BEFORE)).isTrue();
        assertThat(recent.on(BEFORE, Optional.of(after))).contains(after);
        assertThat(recent.isMissingIn(after)).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edited")
    void keepsItBesideTheNewsOfTheServer(String what, Account after) {
        Account news = BEFORE.copy().hidden(true).disabled(true).cn("Countess").build();
        Account expected =
                after.copy().hidden(true).disabled(true).cn("Countess").build();
        assertThat(between(BEFORE, after).on(news, Optional.of(after))).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("edited")
    void whatIsAsBeforeAgainIsNoDifference(String what, Account after) {
        RecentDifference both = between(BEFORE, after).and(between(after, BEFORE));
        assertThat(both.isMissingIn(BEFORE)).isFalse();
        assertThat(both.on(after, Optional.of(BEFORE))).contains(BEFORE);
    }

    /** After a cycle of more changes than are remembered. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("edited")
    void whatTheCopyHasAgainStays(String what, Account after) {
        assertThat(between(BEFORE, after).on(BEFORE, Optional.of(BEFORE))).contains(BEFORE);
        RecentDifference removed = RecentDifference.of(Optional.of(after), Optional.empty());
        assertThat(removed.on(after, Optional.of(after))).contains(after);
    }

    @Test
    void aThirdValueIsNews() {
        Account after = BEFORE.copy().cn("Ada L.").build();
        Account third = BEFORE.copy().cn("A. Lovelace").build();
        assertThat(between(BEFORE, after).isMissingIn(third)).isFalse();
    }

    static Stream<Function<Account.Builder, Account.Builder>> thirdLists() {
        return Stream.of(
                copy -> copy.addresses(addresses("ada@corp.example", "c@corp.example")),
                copy -> copy.addresses(addresses("c@corp.example")),
                copy -> copy.members(List.of(member(2))),
                copy -> copy.members(List.of(member(2), member(3), member(5))),
                copy -> copy.sidHistory(List.of(sid(903))));
    }

    @ParameterizedTest
    @MethodSource("thirdLists")
    void aThirdStateOfAListIsNewsAsAWhole(Function<Account.Builder, Account.Builder> edit) {
        Account after = BEFORE.copy()
                .addresses(addresses("ada@corp.example", "b@corp.example"))
                .members(List.of(member(3), member(4)))
                .sidHistory(List.of(sid(902)))
                .build();
        Account shown = edit.apply(after.copy()).build();
        RecentDifference recent = between(BEFORE, after);
        assertThat(recent.isMissingIn(shown)).isFalse();
        assertThat(recent.on(shown, Optional.of(after))).contains(shown);
    }

    @Test
    void theOrderOfValuesIsNoState() {
        Account first = BEFORE.copy()
                .addresses(addresses("ada@corp.example", "a@corp.example", "b@corp.example"))
                .members(List.of(member(2), member(3)))
                .sidHistory(List.of(sid(901), sid(902)))
                .extra(Map.of("department", List.of("Sales", "Research")))
                .build();
        Account after = first.copy()
                .addresses(addresses("ada@corp.example"))
                .members(List.of(member(2)))
                .sidHistory(List.of(sid(901)))
                .extra(Map.of("department", List.of("Sales")))
                .build();
        Account turned = first.copy()
                .addresses(addresses("ada@corp.example", "b@corp.example", "a@corp.example"))
                .members(List.of(member(3), member(2)))
                .sidHistory(List.of(sid(902), sid(901)))
                .extra(Map.of("department", List.of("Research", "Sales")))
                .build();
        assertThat(between(first, after).on(turned, Optional.of(after))).contains(after);
    }

    @Test
    void aRemovedAccountStaysRemovedWhereItWas() {
        RecentDifference removed = RecentDifference.of(Optional.of(BEFORE), Optional.empty());
        Account disabled = BEFORE.copy().disabled(true).build();
        assertThat(removed.isMissingIn(disabled)).isTrue();
        assertThat(removed.on(disabled, Optional.empty())).isEmpty();
        Account elsewhere = BEFORE.copy()
                .distinguishedName(new DistinguishedName("CN=Ada,OU=New,DC=corp,DC=example"))
                .build();
        assertThat(removed.on(elsewhere, Optional.empty())).contains(elsewhere);
    }

    @Test
    void aCreatedAccountKeepsItsLaterChanges() {
        Account after =
                BEFORE.copy().samAccountName(new AccountName("lovelace")).build();
        RecentDifference created =
                RecentDifference.of(Optional.empty(), Optional.of(BEFORE)).and(between(BEFORE, after));
        assertThat(created.created()).isTrue();
        assertThat(created.on(BEFORE, Optional.of(after))).contains(after);
    }
}
