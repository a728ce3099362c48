package org.adcache.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Any number of plain people, for {@code itest/samba/populate.py}. They are in two units alternately, and a hundred
 * neighbours are a team:
 *
 * <pre>
 *   OU=North  person0, person2, …    team0 (person0 … person99), team2, …
 *   OU=South  person1, person3, …    team1 (person100 … person199), team3, …
 * </pre>
 */
record Staff(DomainName domain, int people) {
    private static final int TEAM = 100;

    /** The naming context of a unit. */
    String unit(int number) {
        return relativeUnit(number) + "," + domain.base();
    }

    private static String relativeUnit(int number) {
        return number % 2 == 0 ? "OU=North" : "OU=South";
    }

    String address(int person) {
        return "person" + person + "@" + domain.dns();
    }

    String dn(int person) {
        return relative(person) + "," + domain.base();
    }

    private static String relative(int person) {
        return "CN=Person " + person + "," + relativeUnit(person);
    }

    String json() {
        List<Map<String, Object>> changes = new ArrayList<>();
        for (String unit : List.of(relativeUnit(0), relativeUnit(1), "OU=Service Accounts")) {
            changes.add(add(unit, Map.of("objectClass", List.of("organizationalUnit"))));
        }
        for (int person = 0; person < people; person++) {
            changes.add(add(
                    relative(person),
                    Map.of(
                            "objectClass", List.of("user"),
                            "sAMAccountName", List.of("person" + person),
                            "userPrincipalName", List.of(address(person)),
                            "userAccountControl", List.of("512"),
                            "mail", List.of(address(person)),
                            "proxyAddresses",
                                    List.of("SMTP:" + address(person), "smtp:alias" + person + "@" + domain.dns()))));
        }
        for (int team = 0; team * TEAM < people; team++) {
            changes.add(add(
                    "CN=Team " + team + "," + relativeUnit(team),
                    Map.of(
                            "objectClass", List.of("group"),
                            "sAMAccountName", List.of("team" + team),
                            "groupType", List.of("-2147483640"),
                            "mail", List.of("team" + team + "@" + domain.dns()),
                            "member", members(team))));
        }
        return JsonMapper.shared().writeValueAsString(changes);
    }

    private List<String> members(int team) {
        return IntStream.range(team * TEAM, Math.min(people, (team + 1) * TEAM))
                .mapToObj(this::dn)
                .toList();
    }

    private static Map<String, Object> add(String dn, Map<String, List<String>> attributes) {
        return Map.of("dn", dn, "add", attributes);
    }
}
