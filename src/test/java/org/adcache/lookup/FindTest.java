package org.adcache.lookup;

import static org.adcache.lookup.Cast.extra;
import static org.adcache.lookup.Cast.mail;
import static org.adcache.lookup.Cast.name;
import static org.adcache.lookup.Cast.names;
import static org.adcache.lookup.Cast.upn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ConnectionId;
import org.adcache.account.Domain;
import org.adcache.account.RequiredAttribute;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FindTest {
    private final Cast cast = new Cast();

    @BeforeEach
    void serve() throws StoreException {
        cast.user(
                        7,
                        "Jo",
                        account -> upn("jo@upn.example")
                                .apply(name("jo")
                                        .apply(mail("Jo@corp.example", "müller@bücher.example", "straße@corp.example")
                                                .apply(account))))
                .user(
                        8,
                        "Al",
                        account -> upn("jo@corp.example").apply(name("Al").apply(account)))
                .user(5, "Shared", account -> mail("info@corp.example").apply(account.disabled(true)))
                .add(mail("info@corp.example").apply(Cast.builder(4, AccountType.CONTACT, Cast.CORP, "Contact")))
                .add(mail("info@corp.example").apply(Cast.builder(6, AccountType.USER, Cast.PARTNER, "Partner user")))
                .group(3, "Sales", 7)
                .add(Cast.builder(9, AccountType.USER, Cast.PARTNER, "Other Jo").samAccountName(new AccountName("JO")))
                .serve();
    }

    @ParameterizedTest
    @CsvSource({
        "jo@corp.example",
        "JO@CORP.EXAMPLE",
        "'  jo@corp.example  '",
        "MÜLLER@xn--bcher-kva.example",
        "müller@BÜCHER.example",
        "00000000-0000-0000-0000-000000000007",
        "{00000000-0000-0000-0000-000000000007}",
        "S-1-5-21-1-2-3-7",
        "s-1-5-21-1-2-3-7",
        "'cn=JO, ou=people,dc=corp,dc=example'",
        "corp\\jo",
        "CORP\\JO",
        "jo@upn.example"
    })
    void recognisesAKeyByItsForm(String key) {
        assertThat(names(cast.find(key))).containsExactly("Jo");
    }

    @Test
    void takesTheFirstKindOfAKeyWithAnAtThatHits() {
        assertThat(names(cast.find("jo@corp.example"))).containsExactly("Jo");
        assertThat(names(cast.find("jo@corp.example", KeyKind.UPN))).containsExactly("Al");
        assertThat(names(cast.find("jo@corp.example", KeyKind.ACCOUNT))).containsExactly("Jo");
        assertThat(names(cast.find("al@CORP.EXAMPLE"))).containsExactly("Al");
        assertThat(names(cast.find("jo@partner.example"))).containsExactly("Other Jo");
    }

    @Test
    void findsAnAccountNameInAllDomainsUnlessOneIsNamed() {
        assertThat(names(cast.find("jo"))).containsExactly("Jo", "Other Jo");
        assertThat(names(cast.find("PARTNER\\jo"))).containsExactly("Other Jo");
        assertThat(names(cast.find("NOWHERE\\jo"))).isEmpty();
    }

    @Test
    void returnsEveryOwnerUsersThenContactsThenByGuid() {
        assertThat(names(cast.find("info@corp.example"))).containsExactly("Shared", "Partner user", "Contact");
    }

    /** A SID of another domain, from before an account was moved. */
    @Test
    void formerSidIsFoundUnlessSomebodyHasItNow() throws StoreException {
        cast.user(20, "Moved", account -> account.sidHistory(List.of(Cast.sid(900), Cast.sid(7))));
        cast.lookup.serve(cast.view(1, 2));
        assertThat(names(cast.find("S-1-5-21-1-2-3-900"))).containsExactly("Moved");
        assertThat(names(cast.find("S-1-5-21-1-2-3-900", KeyKind.SID))).containsExactly("Moved");
        assertThat(names(cast.find("S-1-5-21-1-2-3-7"))).containsExactly("Jo");
        assertThat(names(cast.find("S-1-5-21-1-2-3-20"))).containsExactly("Moved");
    }

    @Test
    void doesNotFoldAccentsInKeys() {
        assertThat(names(cast.find("muller@bücher.example"))).isEmpty();
        assertThat(names(cast.find("strasse@corp.example"))).isEmpty();
        assertThat(names(cast.find("STRAßE@corp.example"))).containsExactly("Jo");
    }

    @ParameterizedTest
    @CsvSource({"jo, ADDRESS", "jo@corp.example, SID", "jo, GUID", "jo, DN", "S-1-5-21-1-2-3-7, ACCOUNT", "jo, UPN"})
    void doesNotFindAKeyOfTheWrongForm(String key, KeyKind by) {
        assertThat(cast.find(key, by)).isEqualTo(new LookupResult.NotFound());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "@", "\\", "=", "jo@", "@corp.example", "a@b@c", "\uD800", "CORP\\", "😀"})
    void survivesAnyText(String key) {
        assertThat(cast.find(key)).isEqualTo(new LookupResult.NotFound());
        for (KeyKind kind : KeyKind.values()) {
            assertThat(cast.find(key, kind)).isEqualTo(new LookupResult.NotFound());
        }
    }

    @Test
    void findsAnAddressThatLooksLikeADistinguishedName() throws StoreException {
        cast.user(11, "Bounce", mail("prvs=1234@corp.example"));
        cast.lookup.serve(cast.view(1, 2));
        assertThat(names(cast.find("prvs=1234@corp.example"))).containsExactly("Bounce");
    }

    @Test
    void usesTheNetbiosNameThatWasReadFromTheDirectory() throws StoreException {
        Lookup lookup = new Lookup(
                new LookupConfig(
                        Duration.ofHours(1),
                        Optional.empty(),
                        Map.of(Cast.CORP, new Domain("corp.example", "CORP.EXAMPLE", "GUESS", Optional.empty()))),
                cast.clock,
                Runnable::run);
        lookup.serve(cast.view(1, 1));
        assertThat(lookup.find(List.of("CORP\\jo", "GUESS\\jo"), Optional.empty())
                        .answers())
                .extracting(Cast::names)
                .containsExactly(List.of("Jo"), List.of());
    }

    @Test
    void leavesOutConnectionsThatAreNotConfiguredAnyMore() throws StoreException {
        ConnectionId gone = new ConnectionId("gone");
        cast.synced(gone, cast.clock.instant())
                .add(mail("old@gone.example").apply(Cast.builder(20, AccountType.USER, gone, "Gone")));
        cast.lookup.serve(cast.view(1, 2));
        assertThat(cast.find("old@gone.example")).isEqualTo(new LookupResult.NotFound());
    }

    @Test
    void findsTheWholeAccountExceptTheMembersOfAGroup() throws StoreException {
        cast.user(
                12,
                "Full",
                account -> extra("title", "Boss")
                        .apply(upn("f@upn.example")
                                .apply(name("full").apply(mail("f@corp.example").apply(account.hidden(true))))));
        cast.lookup.serve(cast.view(1, 2));
        assertThat(((LookupResult.Found) cast.find("full")).accounts())
                .extracting(AccountView::account)
                .containsExactly(cast.accounts.get(cast.accounts.size() - 1));
        assertThat(((LookupResult.Found) cast.find("Sales"))
                        .accounts()
                        .get(0)
                        .account()
                        .members())
                .isEmpty();
    }

    @Test
    void answersSeveralKeysInTheirOrder() {
        LookupResults results = cast.lookup.find(List.of("al", "nobody", "jo@corp.example"), Optional.empty());
        assertThat(results.answers()).extracting(Cast::names).containsExactly(List.of("Al"), List.of(), List.of("Jo"));
    }

    @Test
    void findsTheOtherAccountsOfItsConnectionWithAKeyThatIsUniqueInADomain() {
        Account claiming = upn("JO@upn.example")
                .apply(name("AL").apply(Cast.builder(99, AccountType.USER, Cast.CORP, "shared")))
                .objectSid(Cast.sid(3))
                .build();

        assertThat(cast.lookup.withKeysOf(claiming))
                .containsExactlyInAnyOrder(Cast.guid(7), Cast.guid(8), Cast.guid(5), Cast.guid(3));
        assertThat(cast.lookup.withKeysOf(
                        Cast.builder(99, AccountType.USER, Cast.PARTNER, "x").build()))
                .isEmpty();
    }

    /** Whoever can't be read may be the one that is asked for (issue 14.1). */
    @ParameterizedTest
    @CsvSource({
        "OBJECT_SID, S-1-5-21-1-2-3-99,",
        "OBJECT_SID, S-1-5-21-1-2-3-99, SID",
        "ACCOUNT_NAME, nobody,",
        "ACCOUNT_NAME, nobody, ACCOUNT",
        "ACCOUNT_NAME, CORP\\nobody,",
        "ACCOUNT_NAME, nobody@corp.example, ACCOUNT"
    })
    void nobodyIsUnknownByAKeyThatCannotBeReadOfSome(RequiredAttribute attribute, String key, KeyKind by)
            throws StoreException {
        cast.unreadable(attribute);
        cast.serve(2);

        LookupResult answer = by == null ? cast.find(key) : cast.find(key, by);

        assertThat(answer).isEqualTo(new LookupResult.Unknown(UnknownReason.ATTRIBUTE_UNREADABLE));
    }

    @ParameterizedTest
    @CsvSource({
        "OBJECT_SID, nobody,",
        "OBJECT_SID, no sid, SID",
        "OBJECT_SID, nobody@corp.example,",
        "ACCOUNT_NAME, S-1-5-21-1-2-3-99,",
        "ACCOUNT_NAME, PARTNER\\nobody,",
        "ACCOUNT_NAME, nobody@partner.example, ACCOUNT",
        "ACCOUNT_NAME, nobody@corp.example,",
        "ACCOUNT_NAME, nobody@corp.example, ADDRESS",
        "ACCOUNT_NAME, nobody@corp.example, UPN",
        "ACCOUNT_NAME, 00000000-0000-0000-0000-000000000099,",
        "ACCOUNT_NAME, 'CN=Nobody,DC=corp,DC=example',"
    })
    void aKeyOfAnotherKindStaysCertain(RequiredAttribute attribute, String key, KeyKind by) throws StoreException {
        cast.unreadable(attribute);
        cast.serve(2);

        LookupResult answer = by == null ? cast.find(key) : cast.find(key, by);

        assertThat(answer).isEqualTo(new LookupResult.NotFound());
        assertThat(names(cast.find("corp\\jo"))).containsExactly("Jo");
    }
}
