package org.adcache.lookup;

import static org.adcache.lookup.Cast.name;
import static org.adcache.lookup.Cast.sid;
import static org.adcache.lookup.Cast.upn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.RequiredAttribute;
import org.adcache.account.UserPrincipalName;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.lookup.principal.Group;
import org.adcache.lookup.principal.PrincipalAnswer;
import org.adcache.lookup.principal.PrincipalName;
import org.junit.jupiter.api.Test;

class PrincipalLookupTest {
    private final Cast cast = new Cast();

    @Test
    void findsAPersonByAccountNameInTheDomainOfTheRealm() throws Exception {
        cast.user(1, "Jo", name("jo"));
        person(2, Cast.PARTNER, "Other Jo", "jo");
        cast.serve();

        assertThat(found("jo@CORP.EXAMPLE").account().cn()).isEqualTo("Jo");
        assertThat(found("JO@corp.example").account().cn()).isEqualTo("Jo");
        assertThat(found("jo@PARTNER.EXAMPLE").account().cn()).isEqualTo("Other Jo");
        assertThat(answer("jo@LAB.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
        assertThat(answer(" jo@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
    }

    @Test
    void findsAPersonByTheExplicitUpnInTheDomainOfTheRealmOnly() throws Exception {
        cast.user(
                1,
                "Jo",
                account -> upn("jo.smith@corp.example").apply(name("jsmith").apply(account)));
        cast.user(2, "Al", account -> upn("al@mail.example").apply(name("al2").apply(account)));
        cast.add(Cast.builder(3, AccountType.USER, Cast.PARTNER, "Foreign")
                .samAccountName(new AccountName("foreign"))
                .userPrincipalName(new UserPrincipalName("boss@corp.example")));
        cast.serve();

        assertThat(found("jo.smith@CORP.EXAMPLE").account().cn()).isEqualTo("Jo");
        assertThat(found("al\\@mail.example@CORP.EXAMPLE").account().cn()).isEqualTo("Al");
        assertThat(answer("al@MAIL.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
        assertThat(answer("boss@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
    }

    @Test
    void isUnknownWhereSomeAccountNameCannotBeRead() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.user(2, "Al", upn("al@corp.example"));
        cast.serve();
        cast.unreadable(RequiredAttribute.ACCOUNT_NAME);
        cast.serve(2);

        assertThat(found("jo@CORP.EXAMPLE").account().cn()).isEqualTo("Jo");
        for (String principal : List.of("nobody@CORP.EXAMPLE", "al@CORP.EXAMPLE")) {
            assertThat(answer(principal))
                    .isInstanceOfSatisfying(
                            PrincipalAnswer.Unknown.class,
                            answer -> assertThat(answer.reason()).isEqualTo(UnknownReason.ATTRIBUTE_UNREADABLE));
        }
        assertThat(answer("nobody@PARTNER.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
    }

    /** A name that contains a domain must not lead to an account of that domain. */
    @Test
    void takesANameForNothingButAName() throws Exception {
        cast.user(1, "Admin", name("admin")).serve();

        assertThat(answer("CORP\\admin@PARTNER.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
        assertThat(answer("admin\\@CORP.EXAMPLE@PARTNER.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
        assertThat(answer("S-1-5-21-1-2-3-1@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
    }

    @Test
    void isNeitherAGroupNorAContact() throws Exception {
        cast.group(1, "sales");
        cast.add(Cast.builder(2, AccountType.CONTACT, Cast.CORP, "Contact")
                .addresses(List.of(MailAddress.parse("c@corp.example").orElseThrow())));
        cast.serve();

        assertThat(answer("sales@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
        assertThat(answer("c@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.NotFound.class);
    }

    @Test
    void listsDirectNestedAndPrimaryGroups() throws Exception {
        cast.user(1, "Jo", account -> name("jo").apply(account).primaryGroup(sid(13)));
        cast.group(10, "Direct", 1).group(11, "Nested", 10).group(12, "Other").group(13, "Primary");
        cast.group(14, "Cycle", 11, 15).group(15, "Back", 14).serve();

        assertThat(found("jo@CORP.EXAMPLE").groups())
                .extracting(Group::cn)
                .containsExactly("Back", "Cycle", "Direct", "Nested", "Primary");
    }

    @Test
    void tellsWhichReferencesNameThePersonOrAGroup() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.group(10, "Direct", 1).group(11, "Nested", 10).group(12, "Other");
        person(2, Cast.PARTNER, "Nested", "Nested");
        cast.serve();

        assertThat(named(
                        "jo@CORP.EXAMPLE",
                        "CN=nested, OU=People,DC=corp,DC=example",
                        sid(11).toString(),
                        Cast.guid(11).toString(),
                        "corp\\NESTED",
                        "nested@corp.example",
                        "CORP\\jo",
                        "CORP\\Other",
                        "PARTNER\\Nested",
                        "CN=Nothing,DC=corp,DC=example"))
                .containsExactlyInAnyOrder(
                        "CN=nested, OU=People,DC=corp,DC=example",
                        sid(11).toString(),
                        Cast.guid(11).toString(),
                        "corp\\NESTED",
                        "nested@corp.example",
                        "CORP\\jo");
    }

    @Test
    void aGroupOfAnotherDomainCountsThroughItsForeignMembers() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.add(Cast.builder(20, AccountType.GROUP, Cast.PARTNER, "Guests")
                .samAccountName(new AccountName("guests"))
                .members(List.of(new GroupMember(Cast.guid(99), Optional.of(sid(1))))));
        cast.serve();

        assertThat(named("jo@CORP.EXAMPLE", "PARTNER\\guests")).containsExactly("PARTNER\\guests");
    }

    @Test
    void anOldSidNamesNothing() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.add(Cast.builder(10, AccountType.GROUP, Cast.CORP, "Moved")
                .objectSid(sid(10))
                .sidHistory(List.of(sid(500)))
                .members(List.of(new GroupMember(Cast.guid(1), Optional.empty()))));
        cast.serve();

        assertThat(named("jo@CORP.EXAMPLE", sid(500).toString())).isEmpty();
        assertThat(unresolved(sid(500).toString(), sid(10).toString())).containsExactly(sid(500).toString());
    }

    @Test
    void whatSeveralObjectsHaveNamesNone() throws Exception {
        person(1, Cast.CORP, "Jo", "jo");
        person(2, Cast.CORP, "Second Jo", "Jo");
        cast.serve();

        assertThat(answer("jo@CORP.EXAMPLE")).isInstanceOf(PrincipalAnswer.Ambiguous.class);
        assertThat(unresolved("CORP\\jo")).containsExactly("CORP\\jo");
    }

    @Test
    void knowsNothingWhileNothingIsServedOrTheCopyIsTooOld() throws Exception {
        assertThat(answer("jo@CORP.EXAMPLE"))
                .isInstanceOfSatisfying(
                        PrincipalAnswer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.NEVER_SYNCED));
        cast.user(1, "Jo", name("jo")).serve();
        cast.clock.advance(Duration.ofDays(8));
        assertThat(answer("jo@CORP.EXAMPLE"))
                .isInstanceOfSatisfying(
                        PrincipalAnswer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.TOO_STALE));
        cast.lookup.off(new Epoch(2));
        assertThat(answer("jo@CORP.EXAMPLE"))
                .isInstanceOfSatisfying(
                        PrincipalAnswer.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.INTEGRATION_DISABLED));
        assertThat(unresolved("CORP\\nobody")).isEmpty();
    }

    @Test
    void aMissIsUnknownAndAGroupAbsentWhileAConnectionCanNotBeUsed() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.add(Cast.builder(20, AccountType.GROUP, Cast.PARTNER, "Guests")
                .samAccountName(new AccountName("guests"))
                .members(List.of(new GroupMember(Cast.guid(1), Optional.empty()))));
        cast.synced(Cast.PARTNER, cast.clock.instant().minus(Duration.ofDays(8)));
        cast.serve();

        assertThat(named("jo@CORP.EXAMPLE", "PARTNER\\guests")).isEmpty();
        assertThat(answer("al@PARTNER.EXAMPLE")).isInstanceOf(PrincipalAnswer.Unknown.class);
        assertThat(unresolved("PARTNER\\nobody")).isEmpty();
    }

    @Test
    void theSameIsServedUntilTheNextGeneration() throws Exception {
        cast.user(1, "Jo", name("jo")).serve(1);
        Availability before = cast.lookup.principals().served();
        cast.clock.advance(Duration.ofHours(1));
        assertThat(cast.lookup.principals().served()).isEqualTo(before);

        cast.serve(2);
        assertThat(cast.lookup.principals().served()).isNotEqualTo(before);
    }

    private void person(int number, ConnectionId connection, String cn, String accountName) {
        cast.add(Cast.builder(number, AccountType.USER, connection, cn).samAccountName(new AccountName(accountName)));
    }

    private PrincipalAnswer answer(String principal, String... references) {
        return cast.lookup.principals().find(PrincipalName.parse(principal), parsed(references));
    }

    private PrincipalAnswer.Found found(String principal, String... references) {
        return (PrincipalAnswer.Found) answer(principal, references);
    }

    private List<String> named(String principal, String... references) {
        return found(principal, references).named().stream()
                .map(AccountReference::text)
                .toList();
    }

    private List<String> unresolved(String... references) {
        return cast.lookup.principals().unresolved(parsed(references)).stream()
                .map(AccountReference::text)
                .toList();
    }

    private static List<AccountReference> parsed(String... references) {
        return Arrays.stream(references)
                .map(text -> AccountReference.parse(text).orElseThrow())
                .toList();
    }
}
