package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Equality of the copy with the directory after the next cycle, with each of the change feeds: some hundred random
 * changes of a real domain, and a service account that sees deletions.
 */
@ExtendWith(SharedLinkedDomains.class)
@TestInstance(Lifecycle.PER_CLASS)
class SambaRandomChangesIT {
    private static final List<String> FEEDS = List.of("dirsync", "usn", "full");
    private static final int CYCLES = 25;
    private static final int MOST_CHANGES = 30;
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final LinkedDomains domains;
    private final SambaDomain lab;
    private final long seed = Long.getLong("adcache.itest.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private final Map<String, AdcacheProcess> services = new LinkedHashMap<>();
    /** How many cycles of each scope each feed had. */
    private final Map<String, Integer> scopes = new TreeMap<>();
    /** All accounts that ever existed. */
    private final Set<String> seen = new TreeSet<>();

    SambaRandomChangesIT(LinkedDomains domains) {
        this.domains = domains;
        this.lab = domains.lab();
    }

    @BeforeAll
    void start(@TempDir Path folder) {
        int port = 8640;
        for (String feed : FEEDS) {
            TestConfig config = TestConfig.ldaps(lab, folder.resolve(feed))
                    .withPort(port++)
                    .withKeytab(lab.keytab(ServiceAccounts.SEES_DELETED))
                    .with("sync.feed", feed);
            services.put(feed, AdcacheProcess.start(domains.desk(), config, List.of(), Map.of()));
        }
        services.values().forEach(AdcacheProcess::awaitSynced);
    }

    @AfterAll
    void stop() {
        services.values().forEach(AdcacheProcess::close);
    }

    @Test
    void everyFeedsCopyEqualsTheDirectoryAfterEachCycle() {
        RandomLdif changes = new RandomLdif(lab, random, "Random " + seed);
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            String ldif = changes.next(random.nextInt(MOST_CHANGES));
            lab.modify(ldif);
            Truth truth = Truth.read(lab);
            changes.learn(truth.guidsByName());
            seen.addAll(truth.accounts().guids());
            cycle();

            String when = "seed " + seed + ", cycle " + cycle + " after\n" + ldif;
            services.forEach((feed, service) -> assertThat(differences(truth, service.client()))
                    .as(() -> feed + ", " + when + "\n" + service.quote())
                    .isEmpty());
        }
        System.out.println("a domain under random changes: " + changes.done() + " changes, " + scopes
                + ", -Dadcache.itest.seed=" + seed);
        assertThat(scopes)
                .as("cycles that read changes only")
                .containsKeys("dirsync changes", "usn changes")
                .doesNotContainKeys("dirsync full", "usn full");
    }

    /** Runs one cycle of each service, all at once. */
    private void cycle() {
        Map<String, String> begun = new TreeMap<>();
        services.forEach((feed, service) -> begun.put(
                feed,
                service.client()
                        .post("/v1/sync?mode=auto")
                        .expect(202)
                        .body()
                        .path("runs")
                        .path(0)
                        .path("id")
                        .asString()));
        services.forEach((feed, service) -> {
            String id = begun.getOrDefault(feed, "");
            Deadline.await(
                    "the cycle ends",
                    TIMEOUT,
                    service::quote,
                    () -> run(service, id).hasNonNull("finishedAt"));
            JsonNode run = run(service, id);
            assertThat(run.path("outcome").asString())
                    .as("seed %s: %s", seed, run)
                    .isEqualTo("ok");
            scopes.merge(feed + " " + run.path("scope").asString(), 1, Integer::sum);
        });
    }

    private static JsonNode run(AdcacheProcess service, String id) {
        return service.client().runs().stream()
                .filter(run -> run.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<String> differences(Truth truth, AdcacheClient client) {
        List<String> differences = new ArrayList<>(truth.accounts().differences(client, TestConfig.CONNECTION));
        Set<String> gone = new TreeSet<>(seen);
        gone.removeAll(truth.accounts().guids());
        for (JsonNode result : client.lookup(List.copyOf(gone), "guid")) {
            if (result.path("found").asBoolean(true)) {
                differences.add("is deleted, and answered: " + result);
            }
        }
        int count = client.cache().path("accounts").asInt();
        if (count != truth.accounts().accounts().size()) {
            differences.add(count + " accounts instead of "
                    + truth.accounts().accounts().size());
        }
        differences.addAll(truth.differencesOfGroups(client));
        return differences;
    }

    /** Content of the domain, with the members of each group, by the objectGUIDs of both. */
    private record Truth(DirectoryTruth accounts, Map<String, Set<String>> members) {
        private static final String AUTHENTICATED_USERS = "CN=S-1-5-11,CN=ForeignSecurityPrincipals,";
        private static final String GUEST = "-501";

        static Truth read(SambaDomain domain) {
            DirectoryTruth accounts = DirectoryTruth.read(domain);
            Map<String, String> guids = new HashMap<>();
            Map<String, String> bySid = new HashMap<>();
            accounts.accounts().forEach(account -> {
                guids.put(account.entry().dn(), account.guid());
                account.sid().ifPresent(sid -> bySid.put(sid, account.guid()));
            });
            Set<String> everybody = accounts.accounts().stream()
                    .filter(account -> account.type().equals("user"))
                    .filter(account -> !account.sid().orElse("").endsWith(GUEST))
                    .map(ExpectedAccount::guid)
                    .collect(Collectors.toSet());
            Map<String, Set<String>> direct = new TreeMap<>();
            for (LdifEntry group : domain.search("(objectClass=group)", List.of("member"))) {
                direct.put(
                        guids.get(group.dn()),
                        group.texts("member").stream()
                                .flatMap(member -> member.startsWith(AUTHENTICATED_USERS)
                                        ? everybody.stream()
                                        : Optional.ofNullable(guids.get(member)).stream())
                                .collect(Collectors.toCollection(TreeSet::new)));
            }
            for (ExpectedAccount account : accounts.accounts()) {
                account.primaryGroup()
                        .flatMap(sid -> Optional.ofNullable(bySid.get(sid)))
                        .ifPresent(group -> direct.computeIfAbsent(group, same -> new TreeSet<>())
                                .add(account.guid()));
            }
            return new Truth(
                    accounts,
                    direct.keySet().stream()
                            .collect(Collectors.toMap(Function.identity(), group -> allMembers(group, direct))));
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

        Map<String, String> guidsByName() {
            return accounts.accounts().stream()
                    .collect(Collectors.toMap(account -> account.entry().dn(), ExpectedAccount::guid));
        }

        List<String> differencesOfGroups(AdcacheClient client) {
            Map<String, Set<String>> owners = accounts.owners();
            Map<String, Map<String, Object>> conditions = new TreeMap<>();
            members.keySet().forEach(group -> conditions.put(group, Map.of("group", group)));
            List<String> differences = new ArrayList<>();
            for (JsonNode result : client.match(List.copyOf(owners.keySet()), conditions)) {
                Set<String> asked =
                        owners.get(ExpectedAccount.key(result.path("address").asString()));
                members.forEach((group, inIt) -> {
                    String expected = Collections.disjoint(asked, inIt) ? "no" : "yes";
                    if (!result.path("matches").path(group).asString("").equals(expected)) {
                        differences.add("in group " + group + " " + expected + ", got " + result);
                    }
                });
            }
            return differences;
        }
    }
}
