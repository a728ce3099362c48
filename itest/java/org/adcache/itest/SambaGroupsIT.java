package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Group membership: every answer compared with the server's own chain rule and the primary groups. */
@ExtendWith(SharedSamba.class)
@TestInstance(Lifecycle.PER_CLASS)
class SambaGroupsIT {
    private static final String UNIT = "OU=Closure," + SambaDomain.BASE;
    private static final String PERSON = "closure-person@" + SambaDomain.DOMAIN;
    /** Authenticated Users. */
    private static final String EVERYBODY = "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + SambaDomain.BASE;

    private static final String GUEST = "-501";

    private final SambaDomain domain;
    private final DirectoryTruth truth;
    private final Map<String, Set<String>> membersByGroup;
    private final Map<String, Set<String>> owners;

    private AdcacheProcess adcache;

    SambaGroupsIT(SambaDomain domain) {
        this.domain = domain;
        addSpecialMembers(domain);
        this.truth = DirectoryTruth.read(domain);
        this.membersByGroup = truth.membersByGroup(domain);
        this.owners = truth.owners();
        addEverybody();
    }

    /** Groups whose members are no accounts of the copy: a computer, principals of elsewhere, a group outside. */
    private static void addSpecialMembers(SambaDomain domain) {
        List<String> changes = new ArrayList<>();
        changes.add(entry(UNIT, "objectClass: organizationalUnit"));
        changes.add(entry(
                "CN=Closure Person," + UNIT, "objectClass: user\nsAMAccountName: closure-person\nmail: " + PERSON));
        changes.add(group("outside", "CN=Users," + SambaDomain.BASE, Optional.empty()));
        changes.add(group("hull", UNIT, Optional.of("CN=outside,CN=Users," + SambaDomain.BASE)));
        changes.add(group("machines", UNIT, Optional.of("CN=DC1,OU=Domain Controllers," + SambaDomain.BASE)));
        changes.add(group("everybody", UNIT, Optional.of(EVERYBODY)));
        changes.add(group("partners", UNIT, Optional.empty()));
        domain.modify(String.join("\n", changes));
        domain.addForeignMember("CN=partners," + UNIT, "S-1-5-21-9-9-9-1104");
    }

    private static String entry(String dn, String attributes) {
        return "dn: " + dn + "\nchangetype: add\n" + attributes + "\n";
    }

    private static String group(String cn, String parent, Optional<String> member) {
        return entry(
                "CN=" + cn + "," + parent,
                "objectClass: group\nsAMAccountName: closure-" + cn
                        + member.map(dn -> "\nmember: " + dn).orElse(""));
    }

    /** Adds all users to the groups of Authenticated Users, for whom the chain rule finds only the principal itself. */
    private void addEverybody() {
        Set<String> users = truth.accounts().stream()
                .filter(account -> account.type().equals("user"))
                .filter(account -> !account.sid().orElse("").endsWith(GUEST))
                .map(ExpectedAccount::guid)
                .collect(Collectors.toSet());
        domain.search("(member:1.2.840.113556.1.4.1941:=" + EVERYBODY + ")", List.of("objectGUID"))
                .forEach(group -> Objects.requireNonNull(membersByGroup.get(
                                group.bytes("objectGUID").map(Identifiers::guid).orElseThrow()))
                        .addAll(users));
    }

    @BeforeAll
    void sync(@TempDir Path folder) {
        adcache = AdcacheProcess.start(domain, TestConfig.ldaps(domain, folder.resolve("data")))
                .awaitSynced();
    }

    @AfterAll
    void stop() {
        adcache.close();
    }

    @Test
    void everyGroupHoldsExactlyWhomTheServerSays() {
        Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
        membersByGroup.keySet().forEach(group -> conditions.put(group, Map.of("group", group)));
        List<String> addresses = List.copyOf(owners.keySet());

        List<JsonNode> results = adcache.client().match(addresses, conditions);

        List<String> differences = new ArrayList<>();
        for (int i = 0; i < addresses.size(); i++) {
            String address = addresses.get(i);
            for (String group : membersByGroup.keySet()) {
                String answer = results.get(i).path("matches").path(group).asString("");
                if (!answer.equals(expected(address, group))) {
                    differences.add(address + " in " + group + ": expected " + expected(address, group) + ", got "
                            + answer + " (" + name(group) + ")");
                }
            }
        }
        assertThat(results).hasSameSizeAs(addresses);
        assertThat(differences).as(adcache::quote).isEmpty();
    }

    private String expected(String address, String group) {
        return Collections.disjoint(
                        owners.getOrDefault(address, Set.of()), membersByGroup.getOrDefault(group, Set.of()))
                ? "no"
                : "yes";
    }

    private String name(String group) {
        return truth.accounts().stream()
                .filter(account -> account.guid().equals(group))
                .findFirst()
                .flatMap(account -> account.entry().text("cn"))
                .orElse("");
    }

    @Test
    void aGroupIsTheSameByGuidSidNameAndDistinguishedName() {
        ExpectedAccount big = new ExpectedAccount(domain.account("deep1"), "group", SambaDomain.DOMAIN);
        Map<String, Map<String, Object>> conditions = Map.of(
                "guid", Map.of("group", big.guid()),
                "sid", Map.of("group", big.sid().orElseThrow()),
                "dn", Map.of("group", big.entry().text("distinguishedName").orElseThrow()),
                "name", Map.of("group", "deep1"),
                "netbios", Map.of("group", "CORP\\deep1"));
        adcache.client()
                .match(List.copyOf(owners.keySet()), conditions)
                .forEach(result -> assertThat(result.path("matches").properties().stream()
                                .map(answer -> answer.getValue().asString()))
                        .as(result.toString())
                        .allMatch(result.path("matches").path("guid").asString()::equals));
    }

    @Test
    void aGroupThatNothingIsCalledIsUnknown() {
        JsonNode result = adcache.client()
                .match(List.of("awkward1@corp.example.test"), Map.of("r", Map.of("group", "no-such-group")))
                .get(0);
        assertThat(result.path("matches").path("r").asString()).isEqualTo("unknown");
    }

    @Test
    void aGroupWithMembersOutsideTheSearchBaseIsUnknownOnlyIfTheyMayContainTheAccount(@TempDir Path folder) {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("data"))
                .withPort(8637)
                .with("search-base", TestConfig.quoted(UNIT));
        try (AdcacheProcess below = AdcacheProcess.start(domain, config).awaitSynced()) {
            Map<String, Map<String, Object>> conditions = new LinkedHashMap<>();
            for (String group : List.of("hull", "machines", "everybody", "partners")) {
                conditions.put(group, Map.of("group", "closure-" + group));
            }
            JsonNode result = below.client().match(List.of(PERSON), conditions).get(0);
            assertThat(result.path("matches").toString())
                    .isEqualTo("{\"hull\":\"unknown\",\"machines\":\"no\",\"everybody\":\"yes\",\"partners\":\"no\"}");
            assertThat(result.path("reasons").toString()).isEqualTo("{\"hull\":\"incomplete-group\"}");
        }
    }

    @Test
    void theGroupOfThreeThousandIsComplete() {
        String big =
                domain.account("big").bytes("objectGUID").map(Identifiers::guid).orElseThrow();
        assertThat(membersByGroup.get(big)).hasSizeGreaterThanOrEqualTo(SambaPopulation.BIG_GROUP);
    }
}
