package org.adcache.itest;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Members of each group of a domain as {@code ldapsearch} prints them now, by the objectGUIDs of both: direct ones,
 * those of primary groups, and for Authenticated Users all users but Guest. Interactive stays as a member, by its SID.
 */
record GroupTruth(DirectoryTruth accounts, Map<String, Set<String>> direct) {
    private static final String AUTHENTICATED_USERS = "S-1-5-11";
    private static final String INTERACTIVE = "S-1-5-4";
    private static final String ENTERPRISE_CONTROLLERS = "S-1-5-9";

    /** The foreign security principals that every domain has. */
    static final List<String> OUTSIDERS = List.of(AUTHENTICATED_USERS, INTERACTIVE, ENTERPRISE_CONTROLLERS);

    private static final String GUEST = "-501";

    static GroupTruth read(SambaDomain domain, DirectoryTruth accounts) {
        Map<String, Set<String>> members = new HashMap<>();
        Map<String, String> bySid = new HashMap<>();
        accounts.accounts().forEach(account -> {
            members.put(account.entry().dn(), Set.of(account.guid()));
            account.sid().ifPresent(sid -> bySid.put(sid, account.guid()));
        });
        members.put(outsider(AUTHENTICATED_USERS, domain.name()), everybody(accounts));
        members.put(outsider(INTERACTIVE, domain.name()), Set.of(INTERACTIVE));
        Map<String, Set<String>> direct = new TreeMap<>();
        for (LdifEntry group : domain.search("(objectClass=group)", List.of("objectGUID", "member"))) {
            direct.put(
                    Identifiers.guid(group.bytes("objectGUID").orElseThrow()),
                    group.texts("member").stream()
                            .flatMap(member -> members.getOrDefault(member, Set.of()).stream())
                            .collect(Collectors.toCollection(TreeSet::new)));
        }
        for (ExpectedAccount account : accounts.accounts()) {
            account.primaryGroup()
                    .flatMap(sid -> Optional.ofNullable(bySid.get(sid)))
                    .ifPresent(group -> direct.computeIfAbsent(group, same -> new TreeSet<>())
                            .add(account.guid()));
        }
        return new GroupTruth(accounts, direct);
    }

    private static Set<String> everybody(DirectoryTruth accounts) {
        return accounts.accounts().stream()
                .filter(account -> account.type().equals("user"))
                .filter(account -> !account.sid().orElse("").endsWith(GUEST))
                .map(ExpectedAccount::guid)
                .collect(Collectors.toSet());
    }

    private static String outsider(String sid, DomainName domain) {
        return "CN=" + sid + ",CN=ForeignSecurityPrincipals," + domain.base();
    }

    /** Returns the differences of a synced service's answers, one sentence for each. */
    List<String> differences(AdcacheClient client) {
        Map<String, Set<String>> members = new TreeMap<>();
        Map<String, Map<String, Object>> conditions = new TreeMap<>();
        direct.keySet().forEach(group -> {
            members.put(group, allMembers(group, direct));
            conditions.put(group, Map.of("group", group));
        });
        Set<String> users = accounts.accounts().stream()
                .filter(account -> account.type().equals("user"))
                .map(ExpectedAccount::guid)
                .collect(Collectors.toSet());
        Map<String, Set<String>> owners = accounts.owners();
        List<String> differences = new ArrayList<>();
        for (JsonNode result : client.match(List.copyOf(owners.keySet()), conditions)) {
            String address = ExpectedAccount.key(result.path("address").asString());
            Set<String> asked = Objects.requireNonNull(owners.get(address), address);
            members.forEach((group, inIt) -> {
                String expected = verdict(asked, users, inIt);
                if (!result.path("matches").path(group).asString("").equals(expected)) {
                    differences.add("in group " + group + " " + expected + ", got " + result);
                }
            });
        }
        return differences;
    }

    private static String verdict(Set<String> asked, Set<String> users, Set<String> members) {
        if (!Collections.disjoint(asked, members)) {
            return "yes";
        }
        return members.contains(INTERACTIVE) && !Collections.disjoint(asked, users) ? "unknown" : "no";
    }

    private static Set<String> allMembers(String group, Map<String, Set<String>> direct) {
        Set<String> all = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(List.of(group));
        while (!open.isEmpty()) {
            for (String member : direct.getOrDefault(open.remove(), Set.of())) {
                if (all.add(member)) {
                    open.add(member);
                }
            }
        }
        return all;
    }
}
