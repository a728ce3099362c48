package org.adcache.demo.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Collation;
import org.adcache.demo.schema.DomainNames;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.WellKnown;
import org.junit.jupiter.api.Test;

class DirectoryTreeTest {
    private static final DomainNames DOMAIN = new DomainNames("demo.example", "localhost");
    private static final int ACCOUNTS = 15_000;

    private final DirectoryTree tree = tree(7, ACCOUNTS);

    private static DirectoryTree tree(long seed, int accounts) {
        return new DirectoryTree(DOMAIN, "svc-adcache", seed, accounts);
    }

    private List<DirectoryEntry> all(DirectoryTree from) {
        return IntStream.range(0, from.end())
                .mapToObj(from::at)
                .flatMap(Optional::stream)
                .toList();
    }

    private static boolean isAccount(DirectoryEntry entry) {
        return entry.kind() == ObjectKind.USER
                || entry.kind() == ObjectKind.CONTACT
                || entry.kind() == ObjectKind.GROUP;
    }

    @Test
    void hasExactlyAsManyAccountsAsAskedFor() {
        assertThat(all(tree).stream().filter(DirectoryTreeTest::isAccount)).hasSize(ACCOUNTS);
    }

    @Test
    void sameSeedGivesTheSamePeopleAndAnotherSeedOthers() {
        assertThat(describe(tree(7, 500))).isEqualTo(describe(tree(7, 500))).isNotEqualTo(describe(tree(8, 500)));
    }

    private List<String> describe(DirectoryTree from) {
        return all(from).stream()
                .map(entry ->
                        from.name(entry) + entry.guid() + from.sid(entry) + entry.values(AttributeType.PROXY_ADDRESSES))
                .toList();
    }

    @Test
    void everyEntryIsFoundByNameGuidAndSid() {
        List<String> lost = new ArrayList<>();
        for (DirectoryEntry entry : all(tree)) {
            String name = tree.name(entry);
            String sid = tree.sid(entry);
            List<String> references =
                    new ArrayList<>(List.of(name, name.toLowerCase(Locale.ROOT), "<GUID=" + entry.guid() + ">"));
            if (!sid.isEmpty()) {
                references.add("<SID=" + sid + ">");
            }
            references.removeIf(
                    each -> tree.find(each).map(DirectoryEntry::position).equals(Optional.of(entry.position())));
            lost.addAll(references);
        }
        assertThat(lost).isEmpty();
    }

    @Test
    void namesAccountsAndPrimaryAddressesAreUniqueAsInARealDirectory() {
        Set<String> names = new HashSet<>();
        Set<String> accounts = new HashSet<>();
        Set<String> addresses = new HashSet<>();
        List<String> twice = new ArrayList<>();
        for (DirectoryEntry entry : all(tree)) {
            // AD compares names without case and accents.
            check(names, Collation.fold(tree.name(entry)), twice);
            entry.values(AttributeType.SAM_ACCOUNT_NAME).forEach(each -> check(accounts, each, twice));
            entry.values(AttributeType.MAIL).forEach(each -> check(addresses, each, twice));
        }
        assertThat(twice).isEmpty();
        assertThat(accounts).allSatisfy(account -> assertThat(account.length()).isLessThanOrEqualTo(20));
    }

    private static void check(Set<String> seen, String value, List<String> twice) {
        if (!seen.add(value)) {
            twice.add(value);
        }
    }

    @Test
    void someAddressesHaveTwoOwners() {
        Map<String, Integer> owners = new HashMap<>();
        all(tree)
                .forEach(entry -> entry.values(AttributeType.PROXY_ADDRESSES)
                        .forEach(address ->
                                owners.merge(address.substring(5).toLowerCase(Locale.ROOT), 1, Integer::sum)));
        assertThat(owners).containsEntry(tree.wellKnown().sharedAddress(), 2);
        assertThat(owners.entrySet()).anyMatch(each -> each.getKey().startsWith("desk") && each.getValue() == 2);
    }

    @Test
    void sharesOfKindsAndStatesAreAsDocumented() {
        assertThat(share(entry -> entry.kind() == ObjectKind.CONTACT)).isBetween(7.5, 8.5);
        assertThat(share(entry -> entry.kind() == ObjectKind.GROUP)).isBetween(4.5, 5.5);
        assertThat(share(entry ->
                        entry.values(AttributeType.USER_ACCOUNT_CONTROL).contains("514")))
                .isBetween(2.0, 4.0);
        assertThat(share(entry ->
                        entry.values(AttributeType.HIDE_FROM_ADDRESS_LISTS).contains("TRUE")))
                .isBetween(0.5, 1.5);
        assertThat(share(entry -> entry.values(AttributeType.CN).get(0).chars().anyMatch(c -> c > 0x7F)))
                .isGreaterThan(30);
    }

    private double share(Predicate<DirectoryEntry> test) {
        return 100.0
                * all(tree).stream()
                        .filter(DirectoryTreeTest::isAccount)
                        .filter(test)
                        .count()
                / ACCOUNTS;
    }

    @Test
    void wellKnownPersonIsInTheOuterGroupThroughTwoOthers() {
        WellKnown known = tree.wellKnown();
        DirectoryEntry person = tree.find(known.person().distinguishedName()).orElseThrow();
        DirectoryEntry inner = tree.find(known.innerGroup().distinguishedName()).orElseThrow();
        DirectoryEntry outer = tree.find(known.outerGroup().distinguishedName()).orElseThrow();
        int middle = tree.groupsOf(inner)[0];
        assertThat(tree.groupsOf(person)).contains(inner.position());
        assertThat(tree.members(outer)).contains(middle).doesNotContain(inner.position(), person.position());
    }

    @Test
    void oneGroupContainsItselfThroughAnother() {
        DirectoryEntry first =
                tree.find(tree.wellKnown().cycle().distinguishedName()).orElseThrow();
        assertThat(IntStream.of(tree.members(first)).flatMap(each -> IntStream.of(tree.members(tree.entry(each)))))
                .contains(first.position());
    }

    @Test
    void largeGroupHasThreeThousandMembersAndLessInASmallDirectory() {
        String name = tree.wellKnown().largeGroup().distinguishedName();
        DirectoryTree small = tree(7, 1000);
        assertThat(tree.members(tree.find(name).orElseThrow())).hasSize(3000);
        assertThat(small.members(small.find(name).orElseThrow())).hasSize(300);
    }

    @Test
    void refusesToBeSmallerThanItsFixedAccounts() {
        assertThatThrownBy(() -> tree(1, 3)).hasMessageStartingWith("a simulated directory has at least");
    }

    @Test
    void foldsAsActiveDirectoryCompares() {
        assertThat(Collation.fold("ÉLÈVE")).isEqualTo("eleve");
        assertThat(Collation.fold("Ｍüller")).isEqualTo("muller");
        assertThat(Collation.fold("ユキ")).isEqualTo(Collation.fold("ゆき"));
    }
}
