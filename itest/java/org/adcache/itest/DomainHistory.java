package org.adcache.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Accounts of a domain as {@code ldapsearch} prints them now, those that it had before, and the differences of a copy
 * from both.
 */
final class DomainHistory {
    private final SambaDomain domain;
    /** All accounts that ever existed. */
    private final Set<String> seen = new TreeSet<>();
    /** Those that were deleted since the last reconciliation. */
    private final Set<String> recentlyGone = new TreeSet<>();

    private DirectoryTruth accounts;
    private GroupTruth groups;

    DomainHistory(SambaDomain domain) {
        this.domain = domain;
        this.accounts = DirectoryTruth.read(domain);
        this.groups = GroupTruth.read(domain, accounts);
        seen.addAll(accounts.guids());
    }

    void read() {
        recentlyGone.addAll(accounts.guids());
        accounts = DirectoryTruth.read(domain);
        groups = GroupTruth.read(domain, accounts);
        seen.addAll(accounts.guids());
        recentlyGone.removeAll(accounts.guids());
    }

    /** Notes that the copies know all deletions until now. */
    void reconciled() {
        recentlyGone.clear();
    }

    DirectoryTruth accounts() {
        return accounts;
    }

    Map<String, String> guidsByName() {
        return accounts.accounts().stream()
                .collect(Collectors.toMap(account -> account.entry().dn(), ExpectedAccount::guid));
    }

    /**
     * Returns all differences, one sentence for each.
     *
     * @param readable {@link #accounts} as the service account reads them
     */
    List<String> differences(AdcacheClient client, DirectoryTruth readable) {
        return differences(client, readable, Set.of());
    }

    /**
     * Returns what is wrong although a change feed could tell. Until a reconciliation nobody knows of deletions that
     * the service account can't see. Memberships are right even so: with an account, Samba changes its groups.
     */
    List<String> certainDifferences(AdcacheClient client, DirectoryTruth readable) {
        return differences(client, readable, recentlyGone);
    }

    private List<String> differences(AdcacheClient client, DirectoryTruth readable, Set<String> perhaps) {
        List<String> differences = new ArrayList<>(readable.differences(client, TestConfig.CONNECTION));
        Set<String> gone = new TreeSet<>(seen);
        gone.removeAll(accounts.guids());
        gone.removeAll(perhaps);
        for (JsonNode result : client.lookup(List.copyOf(gone), "guid")) {
            if (result.path("found").asBoolean(true)) {
                differences.add("is deleted, and answered: " + result);
            }
        }
        int count = client.cache().path("accounts").asInt();
        int most = readable.accounts().size() + perhaps.size();
        if (count < readable.accounts().size() || count > most) {
            differences.add(
                    count + " accounts instead of " + readable.accounts().size() + " to " + most);
        }
        Map<String, Function<ExpectedAccount, List<String>>> keys = new HashMap<>();
        keys.put("dn", account -> account.entry().texts("distinguishedName"));
        keys.put("account", account -> account.entry().texts("sAMAccountName"));
        keys.put("upn", account -> account.entry().texts("userPrincipalName"));
        keys.put("sid", account -> account.sid().stream().toList());
        keys.forEach((by, key) -> differences.addAll(differencesOfOwners(client, by, readable.keys(key), Set.of())));
        differences.addAll(differencesOfOwners(client, "address", readable.owners(), perhaps));
        differences.addAll(groups.differences(client));
        return differences;
    }

    /** @param perhaps accounts that may be owners, too */
    private static List<String> differencesOfOwners(
            AdcacheClient client, String by, Map<String, Set<String>> owners, Set<String> perhaps) {
        List<String> keys = List.copyOf(owners.keySet());
        List<JsonNode> results = client.lookup(keys, by);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Set<String> expected = owners.getOrDefault(keys.get(i), Set.of());
            Set<String> found = new TreeSet<>();
            results.get(i)
                    .path("accounts")
                    .forEach(account -> found.add(account.path("objectGUID").asString()));
            Set<String> others = new TreeSet<>(found);
            others.removeAll(expected);
            others.removeAll(perhaps);
            if (!found.containsAll(expected) || !others.isEmpty()) {
                differences.add(by + " " + keys.get(i) + " belongs to " + expected + ", got " + results.get(i));
            }
        }
        return differences;
    }
}
