package org.adcache.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All accounts of the domain as {@code ldapsearch} prints them now, and what follows from them. */
record DirectoryTruth(List<ExpectedAccount> accounts) {
    static DirectoryTruth read(SambaDomain domain) {
        List<ExpectedAccount> accounts = new ArrayList<>();
        Map.of(
                        "user", "(&(objectCategory=person)(objectClass=user))",
                        "contact", "(objectClass=contact)",
                        "group", "(objectClass=group)")
                .forEach((type, filter) -> domain.search(filter, ExpectedAccount.ATTRIBUTES)
                        .forEach(entry -> accounts.add(
                                new ExpectedAccount(entry, type, domain.name().dns()))));
        return new DirectoryTruth(List.copyOf(accounts));
    }

    /** Returns the accounts below a distinguished name. */
    DirectoryTruth below(String dn) {
        return new DirectoryTruth(accounts.stream()
                .filter(account -> account.entry().dn().endsWith("," + dn))
                .toList());
    }

    /** Returns the accounts as an ordinary account of a hardened domain reads them. */
    DirectoryTruth asReadBy(String reader) {
        return new DirectoryTruth(
                accounts.stream().map(account -> account.asReadBy(reader)).toList());
    }

    long count(String type) {
        return accounts.stream().filter(account -> account.type().equals(type)).count();
    }

    List<String> guids() {
        return accounts.stream().map(ExpectedAccount::guid).toList();
    }

    Map<String, ExpectedAccount> byGuid() {
        return accounts.stream().collect(Collectors.toMap(ExpectedAccount::guid, Function.identity()));
    }

    /**
     * Returns the differences of a synced service's answers about these accounts, one sentence for each.
     *
     * @param connection the id of the connection that holds them
     */
    List<String> differences(AdcacheClient client, String connection) {
        List<JsonNode> results = client.lookup(guids(), "guid");
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < accounts.size(); i++) {
            Map<String, Object> expected = accounts.get(i).json();
            expected.put("connection", connection);
            JsonNode found = results.get(i).path("accounts");
            Map<String, Object> actual = found.size() == 1 ? json(found.get(0)) : Map.of("accounts", found);
            if (!actual.equals(expected)) {
                differences.add("expected " + expected + "\n  but got " + actual);
            }
        }
        return differences;
    }

    private static Map<String, Object> json(JsonNode account) {
        Map<String, Object> json = new TreeMap<>();
        account.properties()
                .forEach(field ->
                        json.put(field.getKey(), JsonMapper.shared().convertValue(field.getValue(), Object.class)));
        return json;
    }

    /** Returns the GUIDs of all owners of each address, by the address's key. */
    Map<String, Set<String>> owners() {
        return keys(account ->
                account.addresses().stream().map(ExpectedAccount::key).toList());
    }

    /** Returns the GUIDs of all owners of each key. */
    Map<String, Set<String>> keys(Function<ExpectedAccount, List<String>> keys) {
        Map<String, Set<String>> owners = new TreeMap<>();
        for (ExpectedAccount account : accounts) {
            for (String key : keys.apply(account)) {
                owners.computeIfAbsent(key, same -> new TreeSet<>()).add(account.guid());
            }
        }
        return owners;
    }

    /**
     * Returns the members of each group, as GUIDs: the server's own answer to LDAP_MATCHING_RULE_IN_CHAIN, and those
     * whose primary group is the group or, by the same rule, is in it.
     */
    Map<String, Set<String>> membersByGroup(SambaDomain domain) {
        Map<String, String> groupBySid = new HashMap<>();
        accounts.forEach(account -> account.sid().ifPresent(sid -> groupBySid.put(sid, account.guid())));
        Map<String, Set<String>> primaryMembers = new HashMap<>();
        for (ExpectedAccount account : accounts) {
            account.primaryGroup()
                    .flatMap(sid -> Optional.ofNullable(groupBySid.get(sid)))
                    .ifPresent(group -> primaryMembers
                            .computeIfAbsent(group, key -> new HashSet<>())
                            .add(account.guid()));
        }
        Set<String> withMembers = guids(domain, "(&(objectClass=group)(member=*))");
        Map<String, Set<String>> members = new LinkedHashMap<>();
        for (ExpectedAccount group : accounts) {
            if (group.type().equals("group")) {
                Set<String> chain = withMembers.contains(group.guid()) ? chain(domain, group) : Set.of();
                Set<String> all = new HashSet<>(chain);
                chain.forEach(inner -> all.addAll(primaryMembers.getOrDefault(inner, Set.of())));
                all.addAll(primaryMembers.getOrDefault(group.guid(), Set.of()));
                members.put(group.guid(), all);
            }
        }
        return members;
    }

    /**
     * Queries the server for the members of a group, direct or not. Samba needs five seconds for it if it must unpack
     * the group of three thousand for each of its members, so those who are in that group only are queried in a second
     * search, and only where they can be: in groups that hold the big one.
     */
    private Set<String> chain(SambaDomain domain, ExpectedAccount group) {
        String dn = filterValue(group.entry().text("distinguishedName").orElseThrow());
        String inChain = "(memberOf:1.2.840.113556.1.4.1941:=" + dn + ")";
        String onlyInBig = "(department=" + SambaPopulation.ONLY_IN_BIG + ")";
        Set<String> members = guids(domain, "(&(!" + onlyInBig + ")" + inChain + ")");
        String big =
                domain.account("big").bytes("objectGUID").map(Identifiers::guid).orElseThrow();
        if (group.guid().equals(big) || members.contains(big)) {
            members.addAll(guids(domain, "(&" + onlyInBig + inChain + ")"));
        }
        return members;
    }

    private static Set<String> guids(SambaDomain domain, String filter) {
        return domain.search(filter, List.of("objectGUID")).stream()
                .map(entry -> Identifiers.guid(entry.bytes("objectGUID").orElseThrow()))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** Escapes a value for a filter (RFC 4515). */
    private static String filterValue(String value) {
        return value.replace("\\", "\\5c")
                .replace("*", "\\2a")
                .replace("(", "\\28")
                .replace(")", "\\29");
    }
}
