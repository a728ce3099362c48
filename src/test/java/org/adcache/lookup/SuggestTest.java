package org.adcache.lookup;

import static org.adcache.lookup.Cast.extra;
import static org.adcache.lookup.Cast.mail;
import static org.adcache.lookup.Cast.name;
import static org.adcache.lookup.Cast.upn;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.MailboxType;
import org.adcache.account.RequiredAttribute;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SuggestTest {
    private static final UnaryOperator<Account.Builder> PLAIN = UnaryOperator.identity();

    private final Cast cast = new Cast();

    /** The service warms up on a thread whose failures are not reported, even before the first synchronisation. */
    @Test
    void warmingUpChangesNothing() throws StoreException {
        cast.lookup.warmUp();
        cast.user(1, "Anna Miller", PLAIN).serve();
        cast.lookup.warmUp();
        assertThat(cast.suggested("a m")).containsExactly("Anna Miller");
    }

    @ParameterizedTest
    @CsvSource({
        "John Smith, smi jo",
        "John Smith, jo smi",
        "John Smith, 'Smith, J'",
        "John Smith, js",
        "John Smith, jsmi",
        "'Smith, John', js",
        "'Smith, John', jsmi",
        "John Michael Smith, jms",
        "Patrick O'Brien, o'br",
        "Patrick O'Brien, obr",
        "Patrick O'Brien, bri",
        "Patrick O'Brien, O’Br",
        "Patrick O'Brien, pobr",
        "Müller, müller",
        "Müller, mueller",
        "Müller, muller",
        "Mueller, müller",
        "Muller, müller",
        "Юлия Щукина, юл",
        "Юлия Щукина, yul shchu",
        "Жанна Хрущёва, zhan khru",
        "Γιώργος Παππάς, γιωρ",
        "Γιώργος Παππάς, giorg",
        "王小明, wang",
        "王小明, xiaoming",
        "王小明, 王小",
        "王小明, wang xiaoming",
        "أحمد, أحم",
        "Straße, strasse",
        "Łukasz, luk",
        "İpek, ipek",
        "IŞIK, isik",
        "Jean-Pierre, pier",
        "Ann (Sales), sales",
        "\"Bob\", bob",
        "🎉Party, party",
        "🎉Party, 🎉"
    })
    void findsAName(String cn, String typed) throws StoreException {
        cast.user(1, cn, PLAIN).user(2, "Zzyzx Qqq", PLAIN).serve();
        assertThat(cast.suggested(typed)).containsExactly(cn);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jo.s",
                "jo.smith@corp.example",
                "smith",
                "jsm",
                "jsmith@upn",
                "second",
                "aliasword",
                "jo.smith@c"
            })
    void searchesAccountNameAddressesTheirPartsAndUpn(String typed) throws StoreException {
        cast.user(
                        1,
                        "X",
                        account -> upn("jsmith@upn.example")
                                .apply(name("jsmith")
                                        .apply(mail("jo.smith@corp.example", "second+aliasword@corp.example")
                                                .apply(account))))
                .serve();
        assertThat(cast.suggested(typed)).containsExactly("X");
    }

    @ParameterizedTest
    @CsvSource({
        "smtp:jo.s, addresses0:jo.s",
        "SMTP:Jo.Smith@corp.example, addresses0:jo.smith@corp.example",
        "smtp:mül, addresses1:mül"
    })
    void findsAnAddressBehindItsType(String typed, String marked) throws StoreException {
        cast.user(1, "X", mail("jo.smith@corp.example", "müller@corp.example"))
                .user(2, "Jo Smith Müller", PLAIN)
                .serve();
        assertThat(cast.suggested(typed)).containsExactly("X");
        assertThat(cast.marked(typed)).containsExactly(marked);
    }

    @ParameterizedTest
    @CsvSource({"smtp:re, smtp:relay", "smtp:, smtp:relay"})
    void whatLooksLikeATypeMayBeAName(String typed, String cn) throws StoreException {
        cast.user(1, cn, PLAIN).user(2, "Z", mail("other@corp.example")).serve();
        assertThat(cast.suggested(typed)).containsExactly(cn);
    }

    @Test
    void searchesStoredNamesInEitherOrder() throws StoreException {
        cast.user(1, "u1", extra("givenName", "John", "sn", "Smith"))
                .user(2, "u2", extra("displayName", "Ann Other"))
                .serve();
        assertThat(cast.suggested("smi jo")).containsExactly("u1");
        assertThat(cast.marked("smi jo")).containsExactly("sn:Smi", "givenName:Jo");
        assertThat(cast.suggested("oth an")).containsExactly("u2");
    }

    @Test
    void ranksTheTiersInOrder() throws StoreException {
        cast.user(1, "E any", mail("q@corp.example").andThen(mail("q.jo@corp.example"))::apply)
                .user(2, "D Jim Olsen", PLAIN)
                .user(3, "C Joanna", PLAIN)
                .user(4, "B begins", name("jolly"))
                .user(5, "A whole", name("jo"))
                .serve();
        assertThat(cast.suggested("jo")).containsExactly("A whole", "B begins", "C Joanna", "E any");
        assertThat(cast.suggested("djo")).containsExactly("D Jim Olsen");
        assertThat(cast.suggested("dol")).containsExactly("D Jim Olsen");
    }

    @Test
    void eachWordNeedsAWordOfItsOwnInOneNameToRankAsAName() throws StoreException {
        cast.user(1, "Zed Jo John", PLAIN).user(2, "Amy Jo", PLAIN).serve();
        assertThat(cast.suggested("jo jo")).containsExactly("Zed Jo John", "Amy Jo");
    }

    @Test
    void ordersWithinATierByAddressTypeNameAddressAndGuid() throws StoreException {
        cast.user(9, "Jo A", PLAIN)
                .add(mail("a@corp.example").apply(Cast.builder(8, AccountType.CONTACT, Cast.CORP, "Jo A")))
                .user(7, "Jo B", mail("b@corp.example"))
                .user(6, "Jo Á", mail("z@corp.example"))
                .user(5, "Jo Á", mail("y@corp.example"))
                .user(4, "Jo Á", mail("z@corp.example"))
                .serve();
        assertThat(cast.suggest("jo").items())
                .extracting(item -> item.account().objectGuid())
                .containsExactly(Cast.guid(5), Cast.guid(4), Cast.guid(6), Cast.guid(7), Cast.guid(8), Cast.guid(9));
    }

    @Test
    void saysWhetherThereAreMore() throws StoreException {
        cast.user(1, "Jo A", PLAIN).user(2, "Jo B", PLAIN).serve();
        assertThat(cast.suggest(question("jo", 1)).complete()).isFalse();
        assertThat(cast.suggest(question("jo", 1)).items()).hasSize(1);
        assertThat(cast.suggest(question("jo", 2)).complete()).isTrue();
    }

    private static SuggestQuestion question(String text, int limit) {
        return new SuggestQuestion(text, limit, EnumSet.allOf(AccountType.class), false, false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SID", "GUID", "{GUID}", "CORP\\ann", "corp\\ANN "})
    void findsTheOwnerOfAKeyThatNoWordHas(String form) throws StoreException {
        String key = form.replace("SID", Cast.sid(1).toString())
                .replace("GUID", Cast.guid(1).toString());
        cast.user(1, "Ann", name("ann")).user(2, "Annabel", name("annabel")).serve();

        assertThat(cast.suggested(key)).containsExactly("Ann");
        assertThat(names(new SuggestQuestion(key, 20, Set.of(AccountType.GROUP), true, true)))
                .isEmpty();
        assertThat(cast.suggested("PARTNER\\ann")).isEmpty();
    }

    @Test
    void leavesOutWhatIsHiddenAlsoByItsKey() throws StoreException {
        cast.user(1, "Ann", account -> account.hidden(true)).serve();
        String key = Cast.guid(1).toString();

        assertThat(cast.suggested(key)).isEmpty();
        assertThat(names(new SuggestQuestion(key, 20, Set.of(AccountType.USER), false, true)))
                .containsExactly("Ann");
    }

    @Test
    void offersOnlyWhatWasAskedFor() throws StoreException {
        cast.user(1, "Jo user", PLAIN)
                .user(2, "Jo disabled", account -> account.disabled(true))
                .user(3, "Jo hidden", account -> account.hidden(true))
                .group(4, "Team Jo")
                .serve();
        assertThat(cast.suggested("jo")).containsExactly("Jo user", "Team Jo");
        assertThat(names(new SuggestQuestion("jo", 20, Set.of(AccountType.GROUP), true, true)))
                .containsExactly("Team Jo");
        assertThat(names(new SuggestQuestion("jo", 20, Set.of(AccountType.USER), true, false)))
                .containsExactly("Jo disabled", "Jo user");
        assertThat(names(new SuggestQuestion("jo", 20, Set.of(AccountType.USER), false, true)))
                .containsExactly("Jo hidden", "Jo user");
    }

    @Test
    void offersAnAccountOfWhichItIsNotKnownWhetherItIsDisabled() throws StoreException {
        cast.user(1, "Jo", account -> PLAIN.apply(account).unreadable(List.of(RequiredAttribute.USER_ACCOUNT_CONTROL)))
                .serve();
        assertThat(cast.suggested("jo")).containsExactly("Jo");
        assertThat(cast.suggest("jo").items().get(0).account().hasDisabled()).isFalse();
    }

    @Test
    void offersMailboxesThatAreDisabledByDesignAndNoSystemMailboxes() throws StoreException {
        int number = 1;
        for (MailboxType type : MailboxType.values()) {
            cast.user(
                    number++,
                    "Jo " + type.label(),
                    account -> account.disabled(true).mailboxType(type));
        }
        cast.user(number, "Jo health", account -> account.mailboxType(MailboxType.SYSTEM))
                .serve();
        assertThat(cast.suggested("jo")).containsExactlyInAnyOrder("Jo equipment", "Jo linked", "Jo room", "Jo shared");
        assertThat(names(new SuggestQuestion("jo", 20, Set.of(AccountType.USER), true, true)))
                .doesNotContain("Jo system", "Jo health")
                .hasSize(MailboxType.values().length - 1);
    }

    @Test
    void anExpiredAccountIsOfferedUntilItExpires() throws StoreException {
        Instant end = cast.clock.instant().plusSeconds(60);
        cast.user(1, "Jo temp", account -> account.accountExpires(end))
                .user(2, "Jo gone", account -> account.accountExpires(Instant.EPOCH))
                .user(3, "Jo stays", UnaryOperator.identity())
                .serve();
        assertThat(cast.suggested("jo")).containsExactly("Jo stays", "Jo temp");
        cast.clock.advance(Duration.ofSeconds(59));
        assertThat(cast.suggested("jo")).containsExactly("Jo stays", "Jo temp");
        cast.clock.advance(Duration.ofSeconds(1));
        assertThat(cast.suggested("jo")).containsExactly("Jo stays");
        assertThat(names(new SuggestQuestion("jo", 20, Set.of(AccountType.USER), true, false)))
                .containsExactly("Jo gone", "Jo stays", "Jo temp");
        cast.clock.advance(Duration.ofSeconds(-1));
        assertThat(cast.suggested("jo")).containsExactly("Jo stays", "Jo temp");
    }

    private Iterable<String> names(SuggestQuestion question) {
        return cast.suggest(question).items().stream()
                .map(item -> item.account().cn())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " \t\u00A0", "-", "'", ".,()"})
    void nothingTypedSuggestsNothing(String typed) throws StoreException {
        cast.user(1, "Jo", mail("jo@corp.example")).serve();
        assertThat(cast.suggest(typed).items()).isEmpty();
        assertThat(cast.suggest(typed).complete()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "John Smith, smi jo, cn:Smi, cn:Jo",
        "John Smith, js, cn:J, cn:S",
        "John Smith, jsmi, cn:J, cn:Smi",
        "Peter Müller, pe muell, cn:Pe, cn:Müll",
        "Anna Straße, anna strasse, cn:Anna, cn:Straße",
        "Patrick O'Brien, pa obr, cn:Pa, cn:O'Br",
        "𝒥𝑜 Ray, j r, cn:𝒥, cn:R",
        "王小明, wang xiao, cn:王, cn:小"
    })
    void marksEachWordInTheOriginalText(String cn, String typed, String first, String second) throws StoreException {
        cast.user(1, cn, PLAIN).serve();
        assertThat(cast.marked(typed)).containsExactly(first, second);
    }

    @Test
    void marksTheFieldThatMatches() throws StoreException {
        cast.user(
                        1,
                        "X Y",
                        account -> upn("up@upn.example")
                                .apply(name("acct")
                                        .apply(mail("first@corp.example", "zweite.adresse@corp.example")
                                                .apply(account))))
                .serve();
        assertThat(cast.marked("acct")).containsExactly("sAMAccountName:acct");
        assertThat(cast.marked("ACC")).containsExactly("sAMAccountName:acc");
        assertThat(cast.marked("up@upn.example")).containsExactly("userPrincipalName:up@upn.example");
        assertThat(cast.marked("zweite")).containsExactly("addresses1:zweite");
        assertThat(cast.marked("adr x")).containsExactly("addresses1:adr", "cn:X");
    }

    @ParameterizedTest
    @CsvSource({
        "Anna Schneider, chneid, cn:chneid",
        "Anna Schneider, ide, cn:ide",
        "Anna Großmann, ssma, cn:ßma",
        "Anna Großmann, roßm, cn:roßm",
        "Никита Хрущёв, рущ, cn:рущ",
        "Никита Хрущёв, khrush, cn:Хрущ",
        "Никита Хрущёв, rushch, cn:рущ",
        "Γιώργος Παππάς, αππ, cn:αππ",
        "Γιώργος Παππάς, appa, cn:αππά",
        "Patrick McO'Brien, cobri, cn:cO'Bri"
    })
    void findsWhatIsInsideAWordAndMarksIt(String cn, String typed, String marked) throws StoreException {
        cast.user(1, cn, PLAIN).user(2, "Somebody Else", PLAIN).serve();
        assertThat(cast.suggested(typed)).containsExactly(cn);
        assertThat(cast.marked(typed)).containsExactly(marked);
    }

    @ParameterizedTest
    @CsvSource({
        "John Smith, smiht, cn:Smith",
        "John Smith, smth, cn:Smith",
        "John Smith, smitth, cn:Smith",
        "John Smith, snith, cn:Smith",
        "John Smith, msith, cn:Smith",
        "John Smith, mith, cn:mith",
        "John Smith, jhon, cn:John",
        "Anna Straße, stresse, cn:Straße",
        "Anna Straße, strase, cn:Straße",
        "Anna Müller, meuller, cn:Müller",
        "Никита Хрущёв, хрщев, cn:Хрущёв",
        "Никита Хрущёв, khruschyov, cn:Хрущёв",
        "Γιώργος Παππάς, παπας, cn:Παππάς",
        "Γιώργος Παππάς, papas, cn:Παππάς",
        "Patrick O'Brien, obrein, cn:O'Brien"
    })
    void findsAWordThroughOneEditAndMarksItWhole(String cn, String typed, String marked) throws StoreException {
        cast.user(1, cn, PLAIN).user(2, "Somebody Else", PLAIN).serve();
        assertThat(cast.suggested(typed)).containsExactly(cn);
        assertThat(cast.marked(typed)).containsExactly(marked);
    }

    @ParameterizedTest
    @ValueSource(strings = {"jhn", "jonh smiht", "smtih jim", "smihtt", "mi", "mit jo", "oe", "jo mit"})
    void doesNotFindThroughTwoEditsInShortWordsOrInsideOneOfSeveral(String typed) throws StoreException {
        cast.user(1, "John Smith", PLAIN).user(2, "Joe X", PLAIN).serve();
        assertThat(cast.suggested(typed)).isEmpty();
    }

    @Test
    void theOtherWordsOfAnEditedOneBeginAnySearchedWord() throws StoreException {
        cast.user(1, "John Smith", mail("sales@corp.example"))
                .user(2, "Jim Smith", mail("support@corp.example"))
                .serve();
        assertThat(cast.suggested("smiht jo")).containsExactly("John Smith");
        assertThat(cast.marked("jo smiht")).containsExactly("cn:Jo", "cn:Smith");
        assertThat(cast.marked("smiht sup")).containsExactly("cn:Smith", "addresses0:sup");
    }

    @Test
    void theLastTiersLookIntoAccountNamesAndLocalPartsButNotIntoDomainsOrUpns() throws StoreException {
        cast.user(
                        1,
                        "X",
                        account -> upn("principal@suffix.example")
                                .apply(name("SVC.Backup-7")
                                        .apply(mail("jo.sanders@domain.example").apply(account))))
                .serve();
        assertThat(cast.marked("acku")).containsExactly("sAMAccountName:acku");
        assertThat(cast.marked("ande")).containsExactly("addresses0:ande");
        assertThat(cast.marked("snaders")).containsExactly("addresses0:sanders");
        assertThat(cast.suggested("omai")).isEmpty();
        assertThat(cast.suggested("rincip")).isEmpty();
        assertThat(cast.suggested("pricnipal")).isEmpty();
    }

    @Test
    void anAccountNameIsOneWord() throws StoreException {
        cast.user(1, "X", name("svc_backup")).user(2, "Y", name("Größe@x")).serve();
        assertThat(cast.suggested("svcbackup")).containsExactly("X");
        assertThat(cast.marked("svcbackup")).containsExactly("sAMAccountName:svc_backup");
        assertThat(cast.suggested("c_ba")).containsExactly("X");
        assertThat(cast.marked("roesse")).containsExactly("sAMAccountName:röße");
        assertThat(cast.marked("grosze@x")).containsExactly("sAMAccountName:Größe@x");
    }

    @Test
    void anAddressIsNotAWord() throws StoreException {
        cast.user(1, "X", mail("größe@corp.example")).serve();
        assertThat(cast.suggested("sse@corp")).isEmpty();
        assertThat(cast.suggested("groese@corp.example")).isEmpty();
        assertThat(cast.suggested("roess")).containsExactly("X");
    }

    @Test
    void insideAWordRanksBeforeOneEdit() throws StoreException {
        cast.user(1, "Anna Moth", PLAIN).user(2, "Zoe Smithers", PLAIN).serve();
        assertThat(cast.suggested("mith")).containsExactly("Zoe Smithers", "Anna Moth");
    }

    @Test
    void anAddressIsFoundInUnicodeAndInPunycode() throws StoreException {
        cast.user(1, "X", mail("jo@bücher.example"))
                .user(2, "Y", mail("al@xn--bcher-kva.example"))
                .serve();
        assertThat(cast.suggested("jo@xn--bcher-kva.example")).containsExactly("X");
        assertThat(cast.suggested("al@bücher.example")).containsExactly("Y");
    }
}
