package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process with several connections: two domains that have nothing in common, and one domain in two parts. The
 * system property {@code adcache.itest.side-by-side} sets for how long the two domains change side by side, in
 * seconds.
 */
@ExtendWith(SharedLinkedDomains.class)
class TwoDomainsIT {
    private static final Duration SIDE_BY_SIDE =
            Duration.ofSeconds(Integer.getInteger("adcache.itest.side-by-side", 20));
    private static final String CORP = "corp";
    private static final String LAB = "lab";
    private static final String NORTH = "north";
    private static final String SOUTH = "south";

    private final LinkedDomains domains;
    private final SambaDomain corp;
    private final SambaDomain lab;

    TwoDomainsIT(LinkedDomains domains) {
        this.domains = domains;
        this.corp = domains.corp();
        this.lab = domains.lab();
    }

    private AdcacheProcess start(TestConfig config) {
        return AdcacheProcess.start(domains.desk(), config, List.of(), Map.of());
    }

    @Test
    void bothDomainsStayWhatTheirDirectoriesSayWhileBothChange(@TempDir Path folder) {
        TestConfig config = TestConfig.empty(folder.resolve("data"))
                .withConnection(CORP, corp)
                .withConnection(LAB, lab)
                .with("sync.every", "5s");
        try (AdcacheProcess adcache = start(config).awaitSynced()) {
            Deadline end = Deadline.in(SIDE_BY_SIDE);
            int round = 0;
            do {
                change(corp, round);
                change(lab, round);
                round++;
            } while (!end.isOver());
            corp.replicate();
            adcache.sync();

            assertThat(DirectoryTruth.read(corp).differences(adcache.client(), CORP))
                    .as(adcache::quote)
                    .isEmpty();
            assertThat(DirectoryTruth.read(lab).differences(adcache.client(), LAB))
                    .as(adcache::quote)
                    .isEmpty();
            assertThat(adcache.client().cache().path("accounts").asInt())
                    .isEqualTo(DirectoryTruth.read(corp).accounts().size()
                            + DirectoryTruth.read(lab).accounts().size());
            assertThat(adcache.client().runs())
                    .as("no login failed, so none had the other domain's ticket")
                    .filteredOn(run -> run.hasNonNull("finishedAt"))
                    .hasSizeGreaterThan((int) SIDE_BY_SIDE.dividedBy(Duration.ofSeconds(10)))
                    .allSatisfy(run -> assertThat(run.path("outcome").asString())
                            .as(run.toString())
                            .isEqualTo("ok"));
            System.out.println("two domains side by side: " + round + " rounds of changes, "
                    + adcache.client().runs().size() + " cycles");
        }
    }

    /** Ten people get other addresses, one person joins, and the previous newcomer leaves. */
    private static void change(SambaDomain domain, int round) {
        Staff staff = new Staff(domain.name(), LinkedDomains.LAB_PEOPLE);
        List<String> changes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            int person = (round * 10 + i) % staff.people();
            changes.add("dn: " + staff.dn(person) + "\nchangetype: modify\nreplace: mail\nmail: round" + round + "."
                    + staff.address(person) + "\n");
        }
        changes.add("dn: " + guest(staff, round) + "\nchangetype: add\nobjectClass: user\nsAMAccountName: guest" + round
                + "\nmail: guest" + round + "@" + domain.name().dns() + "\n");
        if (round > 0) {
            changes.add("dn: " + guest(staff, round - 1) + "\nchangetype: delete\n");
        }
        domain.modify(String.join("\n", changes));
    }

    private static String guest(Staff staff, int round) {
        return "CN=Guest " + round + "," + staff.unit(round);
    }

    @Test
    void aMemberFromTheOtherDomainIsInTheGroup(@TempDir Path folder) {
        Staff corpStaff = new Staff(corp.name(), LinkedDomains.CORP_PEOPLE);
        String sid =
                lab.account("person7").bytes("objectSid").map(Identifiers::sid).orElseThrow();
        String group = "CN=Team 3," + corpStaff.unit(3);
        String foreigner = addressOf("person7");
        String stranger = addressOf("person8");
        corp.addForeignMember(group, sid);
        corp.replicate();

        try (AdcacheProcess adcache = start(TestConfig.empty(folder.resolve("data"))
                        .withConnection(CORP, corp)
                        .withConnection(LAB, lab))
                .awaitSynced()) {
            assertThat(inGroup(adcache.client(), group, List.of(foreigner, stranger, corpStaff.address(301))))
                    .as(adcache::quote)
                    .containsExactly("yes", "no", "yes");
        }
    }

    private String addressOf(String person) {
        return lab.account(person).text("mail").orElseThrow();
    }

    private static List<String> inGroup(AdcacheClient client, String group, List<String> addresses) {
        return client.match(addresses, Map.of("g", Map.of("group", group))).stream()
                .map(result -> result.path("matches").path("g").asString())
                .toList();
    }

    @Test
    void oneDomainInTwoPartsIsOneDirectoryAndAPartThatIsTakenOutIsGone(@TempDir Path folder) throws IOException {
        Staff staff = new Staff(lab.name(), LinkedDomains.LAB_PEOPLE);
        TestConfig both = TestConfig.empty(folder.resolve("data"))
                .withConnection(NORTH, lab)
                .with(NORTH, "search-base", TestConfig.quoted(staff.unit(0)))
                .withConnection(SOUTH, lab)
                .with(SOUTH, "search-base", TestConfig.quoted(staff.unit(1)));
        DirectoryTruth all = DirectoryTruth.read(lab);
        DirectoryTruth north = all.below(staff.unit(0));
        DirectoryTruth south = all.below(staff.unit(1));
        String team = "CN=Team 0," + staff.unit(0);
        List<String> addresses = List.of(addressOf("person20"), addressOf("person21"), addressOf("person121"));
        try (AdcacheProcess adcache = start(both).awaitSynced()) {
            assertThat(north.differences(adcache.client(), NORTH))
                    .as(adcache::quote)
                    .isEmpty();
            assertThat(south.differences(adcache.client(), SOUTH))
                    .as(adcache::quote)
                    .isEmpty();
            assertThat(adcache.client().cache().path("accounts").asInt())
                    .isEqualTo(north.accounts().size() + south.accounts().size());
            assertThat(inGroup(adcache.client(), team, addresses)).containsExactly("yes", "yes", "no");
            assertThat(filesOf(SOUTH, both.dataDir())).isNotEmpty();
        }

        try (AdcacheProcess adcache = start(both.withoutConnection(SOUTH))) {
            AdcacheClient client = adcache.client();
            assertThat(client.lookup(south.guids(), "guid"))
                    .allMatch(result -> result.path("found").isBoolean()
                            && !result.path("found").asBoolean());
            assertThat(client.connection(SOUTH).isMissingNode()).isTrue();
            assertThat(north.differences(client, NORTH)).as(adcache::quote).isEmpty();
            assertThat(filesOf(SOUTH, both.dataDir())).isEmpty();
            adcache.sync();
            assertThat(client.cache().path("accounts").asInt())
                    .isEqualTo(north.accounts().size());
            assertThat(filesOf(SOUTH, both.dataDir())).isEmpty();
        }
    }

    /** The files that carry a connection's name: its data and its key. */
    private static List<Path> filesOf(String connection, Path dataDir) throws IOException {
        try (Stream<Path> files = Files.walk(dataDir)) {
            return files.filter(file -> file.getFileName().toString().contains(connection))
                    .toList();
        }
    }
}
