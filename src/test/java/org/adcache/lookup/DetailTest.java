package org.adcache.lookup;

import static org.adcache.lookup.Cast.guid;
import static org.adcache.lookup.Cast.name;
import static org.adcache.lookup.Cast.sid;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.GroupMember;
import org.adcache.account.MailAddress;
import org.adcache.account.MailboxType;
import org.adcache.account.RequiredAttribute;
import org.adcache.budget.QuestionBound;
import org.adcache.index.ListView;
import org.adcache.lookup.MatchAnswer.Reason;
import org.adcache.lookup.detail.AccountDetail;
import org.adcache.lookup.detail.DuplicateKey;
import org.adcache.lookup.detail.DuplicateKeys;
import org.adcache.lookup.detail.GroupPath;
import org.adcache.lookup.principal.Group;
import org.junit.jupiter.api.Test;

class DetailTest {
    private Cast cast = new Cast();

    @Test
    void listsEachGroupOnceWithAShortestWay() throws Exception {
        cast.user(1, "Jo", account -> name("jo").apply(account).primaryGroup(sid(13)));
        cast.group(10, "Direct", 1).group(11, "Nested", 10).group(12, "Other").group(13, "Primary");
        cast.group(14, "Far", 11, 13)
                .group(15, "Cycle", 14, 16)
                .group(16, "Back", 15)
                .serve();

        assertThat(ways(found(1)))
                .containsExactlyInAnyOrder(
                        "Direct",
                        "Direct > Nested",
                        "Primary",
                        "Primary > Far",
                        "Primary > Far > Cycle",
                        "Primary > Far > Cycle > Back");
        assertThat(found(1).groups())
                .filteredOn(GroupPath::primary)
                .extracting(group -> group.group().cn())
                .containsExactly("Primary");
        assertThat(found(1).isComplete()).isTrue();
    }

    @Test
    void isUnknownWhereTheGroupsMayNotBeAll() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.user(2, "Al", account -> name("al").apply(account).unreadable(List.of(RequiredAttribute.PRIMARY_GROUP)));
        cast.add(Cast.builder(10, AccountType.GROUP, Cast.CORP, "Gap").members(List.of(member(99))));
        cast.serve();

        assertThat(found(1).doubts()).containsExactly(Reason.INCOMPLETE_GROUP);
        assertThat(found(2).doubts()).containsExactlyInAnyOrder(Reason.INCOMPLETE_GROUP, Reason.ATTRIBUTE_UNREADABLE);
    }

    @Test
    void isCompleteIfTheOnlyGroupWithAGapIsKnown() throws Exception {
        cast.user(1, "Jo", name("jo"));
        cast.add(Cast.builder(10, AccountType.GROUP, Cast.CORP, "Gap").members(List.of(member(1), member(99))));
        cast.serve();

        assertThat(ways(found(1))).containsExactly("Gap");
        assertThat(found(1).isComplete()).isTrue();
    }

    @Test
    void doubtsDynamicGroupsAndPrimaryGroupsThatMayBeAnyWithoutASid() throws Exception {
        cast.user(1, "Jo", account -> name("jo").apply(account).primaryGroup(sid(500)));
        cast.user(2, "Al", account -> name("al").apply(account).primaryGroup(sid(13)));
        cast.group(13, "Primary");
        cast.add(Cast.builder(14, AccountType.GROUP, Cast.CORP, "Hidden")
                .unreadable(List.of(RequiredAttribute.OBJECT_SID)));
        cast.serve();
        assertThat(found(1).doubts()).containsExactly(Reason.ATTRIBUTE_UNREADABLE);
        assertThat(found(2).doubts()).isEmpty();

        cast = new Cast();
        cast.user(1, "Jo", name("jo"));
        cast.add(Cast.builder(15, AccountType.GROUP, Cast.CORP, "Dynamic").mailboxType(MailboxType.DYNAMIC_GROUP));
        cast.serve();
        assertThat(found(1).doubts()).containsExactly(Reason.DYNAMIC_GROUP);
    }

    @Test
    void saysThatACopyIsMissing() throws Exception {
        cast.user(1, "Jo", name("jo")).group(10, "Direct", 1);
        cast.states.remove(Cast.PARTNER);
        cast.serve();

        assertThat(found(1).doubts()).containsExactly(Reason.CONNECTION_UNUSABLE);
        assertThat(cast.lookup.detail(guid(7)))
                .isInstanceOfSatisfying(
                        AccountDetail.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.NEVER_SYNCED));
    }

    @Test
    void isNotFoundOrUnknownAsALookupIs() throws Exception {
        cast.user(1, "Jo", name("jo")).serve();
        assertThat(cast.lookup.detail(guid(7))).isInstanceOf(AccountDetail.NotFound.class);

        cast.clock.advance(Duration.ofDays(8));
        assertThat(cast.lookup.detail(guid(1)))
                .isInstanceOfSatisfying(
                        AccountDetail.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.TOO_STALE));

        cast.lookup.off(new Epoch(2));
        assertThat(cast.lookup.detail(guid(1)))
                .isInstanceOfSatisfying(
                        AccountDetail.Unknown.class,
                        unknown -> assertThat(unknown.reason()).isEqualTo(UnknownReason.INTEGRATION_DISABLED));
        assertThat(cast.lookup.duplicates()).isInstanceOf(DuplicateKeys.Unknown.class);
    }

    @Test
    void leavesOutGroupsBeyondABoundAndSaysSo() throws Exception {
        cast = new Cast(Map.of(QuestionBound.GROUP_DEPTH, 10L));
        cast.user(1, "Jo", name("jo")).group(10, "G10", 1);
        for (int group = 11; group < 30; group++) {
            cast.group(group, "G" + group, group - 1);
        }
        cast.serve();

        assertThat(found(1).groups()).hasSize(10);
        assertThat(found(1).bounds()).containsExactly(QuestionBound.GROUP_DEPTH);

        cast = new Cast(Map.of(QuestionBound.EXPLAIN_LENGTH, 100L));
        cast.user(1, "Jo", name("jo")).group(10, "G10", 1);
        for (int group = 11; group < 30; group++) {
            cast.group(group, "G" + group, group - 1);
        }
        cast.serve();
        assertThat(found(1).groups()).hasSize(13);
        assertThat(found(1).bounds()).containsExactly(QuestionBound.EXPLAIN_LENGTH);
    }

    @Test
    void namesWhatIsStored() throws Exception {
        cast.user(
                1,
                "Jo",
                account -> name("jo")
                        .apply(account)
                        .addresses(List.of(MailAddress.parse("jo@corp.example").orElseThrow()))
                        .extra(Map.of("department", List.of("Sales"))));
        cast.add(Cast.builder(2, AccountType.CONTACT, Cast.CORP, "Ann"));
        cast.serve();

        assertThat(found(1).stored())
                .contains("objectGUID", "cn", "addresses", "sAMAccountName", "disabled", "department", "search words")
                .doesNotContain("userPrincipalName", "sIDHistory", "member", "accountExpires");
        assertThat(found(2).stored()).doesNotContain("addresses", "disabled", "sAMAccountName");
        assertThat(found(1).unchangedSince()).isPresent();
    }

    @Test
    void listsKeysWithSeveralOwnersInOneConnection() throws Exception {
        cast.user(
                1,
                "Jo",
                account -> name("jo").apply(account).addresses(addresses("info@corp.example", "jo@a.example")));
        cast.user(2, "Al", account -> name("al").apply(account).addresses(addresses("INFO@corp.example")));
        cast.add(Cast.builder(3, AccountType.CONTACT, Cast.PARTNER, "Ann").addresses(addresses("jo@a.example")));
        cast.user(4, "Jo again", name("JO")).serve();

        assertThat(duplicates())
                .containsExactly("corp account jo: Jo, Jo again", "corp address info@corp.example: Jo, Al");
    }

    /** The list is found by the tables of the index, the counts while it is built: they must agree after any change. */
    @Test
    void findsAsManyAsAPlainListHas() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            cast = new Cast();
            List<Account> all = new ArrayList<>();
            for (int i = 1; i <= 60; i++) {
                Account account = random(i, random);
                all.add(account);
                cast.accounts.add(account);
            }
            ListView view = cast.view(1, 1);
            cast.lookup.serve(view);
            assertThat(duplicates()).as("seed " + seed).containsExactlyElementsOf(slowDuplicates(all));

            for (int i = 0; i < 6; i++) {
                int at = random.nextInt(all.size());
                all.set(at, random(at + 1, random));
            }
            all.remove(random.nextInt(all.size()));
            cast.lookup.serve(view.next(all));
            assertThat(duplicates()).as("seed " + seed).containsExactlyElementsOf(slowDuplicates(all));
            assertThat(cast.lookup.summary().duplicates().values().stream()
                            .mapToInt(Integer::intValue)
                            .sum())
                    .as("seed " + seed)
                    .isEqualTo(duplicates().size());
        }
    }

    private static Account random(int number, Random random) {
        ConnectionId connection = random.nextInt(4) == 0 ? Cast.PARTNER : Cast.CORP;
        return Cast.builder(number, AccountType.USER, connection, "User " + number)
                .samAccountName(new AccountName("name" + random.nextInt(40)))
                .addresses(addresses("a" + random.nextInt(40) + "@corp.example"))
                .build();
    }

    private static List<String> slowDuplicates(List<Account> all) {
        Map<String, List<Account>> owners = new HashMap<>();
        for (Account account : all) {
            String connection = account.connection().value();
            account.addresses()
                    .forEach(address -> owners.computeIfAbsent(
                                    connection + " address " + address.key(), any -> new ArrayList<>())
                            .add(account));
            account.samAccountName()
                    .ifPresent(name -> owners.computeIfAbsent(
                                    connection + " account " + name.key(), any -> new ArrayList<>())
                            .add(account));
        }
        return owners.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> entry.getKey() + ": "
                        + entry.getValue().stream().map(Account::cn).collect(Collectors.joining(", ")))
                .toList();
    }

    private static List<MailAddress> addresses(String... texts) {
        return Arrays.stream(texts)
                .map(text -> MailAddress.parse(text).orElseThrow())
                .toList();
    }

    private static GroupMember member(int number) {
        return new GroupMember(guid(number), Optional.empty());
    }

    private AccountDetail.Found found(int number) {
        return (AccountDetail.Found) cast.lookup.detail(guid(number));
    }

    private static List<String> ways(AccountDetail.Found found) {
        return found.groups().stream()
                .map(group -> group.path().stream().map(Group::cn).collect(Collectors.joining(" > ")))
                .toList();
    }

    private List<String> duplicates() {
        DuplicateKeys.Listed listed = (DuplicateKeys.Listed) cast.lookup.duplicates();
        return listed.keys().stream().map(DetailTest::text).toList();
    }

    private static String text(DuplicateKey key) {
        return key.connection() + " " + key.kind().name().toLowerCase(Locale.ROOT) + " " + key.value() + ": "
                + key.owners().stream().map(owner -> owner.cn()).collect(Collectors.joining(", "));
    }
}
