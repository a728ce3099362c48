package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Nine ways in which a set-up is broken: each is reported distinctly, with a remedy, and neither presents an empty
 * cache nor removes an existing one.
 */
@ExtendWith(SharedSamba.class)
class BrokenSetupsIT {
    private static final String KEY = "awkward1@corp.example.test";
    static final Set<String> WORDS_OF_PROGRAMMERS = Set.of("Exception", "java.", "sun.", "unboundid", "\tat ", "null");

    /** A broken set-up, and a word that its remedy must contain (a regular expression, case-insensitive). */
    private record Breakage(UnaryOperator<TestConfig> config, String remedyMentions, boolean clockAhead) {
        static Breakage of(String remedyMentions, UnaryOperator<TestConfig> config) {
            return new Breakage(config, remedyMentions, false);
        }
    }

    private final SambaDomain domain;

    BrokenSetupsIT(SambaDomain domain) {
        this.domain = domain;
    }

    private Map<String, Breakage> breakages(Path folder) {
        CertificateAuthority stranger = CertificateAuthority.create(folder.resolve("stranger"), "another authority");
        domain.sambaTool("user", "delete", ServiceAccounts.DELETED);
        domain.sambaTool("user", "setpassword", ServiceAccounts.ROTATED, "--newpassword=Rotated-since-1");
        domain.sambaTool("user", "disable", ServiceAccounts.DISABLED);
        domain.expirePassword(ServiceAccounts.EXPIRED);
        Map<String, Breakage> breakages = new LinkedHashMap<>();
        breakages.put("wrong CA", Breakage.of("trust|CA|authority", config -> config.withTrust(stranger)));
        breakages.put(
                "wrong host name",
                Breakage.of("certificate|servers|name", config -> config.withServer(SambaDomain.ALIAS)));
        breakages.put("unknown principal", withKeytab("account|principal", ServiceAccounts.DELETED));
        breakages.put("keytab with an old key", withKeytab("keytab", ServiceAccounts.ROTATED));
        breakages.put("disabled account", withKeytab("enable|unlock", ServiceAccounts.DISABLED));
        breakages.put("expired password", withKeytab("password", ServiceAccounts.EXPIRED));
        breakages.put("clock ten minutes ahead", new Breakage(UnaryOperator.identity(), "clock|NTP|time", true));
        breakages.put(
                "nothing listening",
                Breakage.of("port|firewall|running", config -> config.withServer(SambaDomain.CONTROLLER + ":6360")));
        breakages.put(
                "plain port given as TLS",
                Breakage.of("636|starttls|port", config -> config.withServer(SambaDomain.CONTROLLER + ":389")));
        return breakages;
    }

    private Breakage withKeytab(String remedyMentions, String serviceAccount) {
        return Breakage.of(remedyMentions, config -> config.withKeytab(domain.keytab(serviceAccount)));
    }

    @Test
    void nineBrokenSetupsAreNineProblemsEachWithItsRemedy(@TempDir Path folder) {
        TestConfig good = TestConfig.ldaps(domain, folder.resolve("good"));
        AdcacheProcess.start(domain, good).awaitSynced().close();
        Map<String, String> types = new LinkedHashMap<>();
        List<String> faults = new ArrayList<>();
        breakages(folder).forEach((name, breakage) -> {
            Path fresh = folder.resolve("fresh-" + types.size());
            TestConfig broken = breakage.config().apply(good).withDataDir(fresh);
            try (AdcacheProcess adcache = start(broken, breakage)) {
                JsonNode error = adcache.awaitLastError();
                types.put(name, error.path("type").asString(""));
                faults.addAll(faults(name, breakage, error));
                AdcacheClient.Answer answer = adcache.client().get("/v1/lookup?key=" + KEY);
                if (answer.status() != 503 || !answer.problem().equals("never-synced")) {
                    faults.add(name + ": a lookup that was never synced answers " + answer.text());
                }
            }
        });
        assertThat(faults).isEmpty();
        assertThat(new TreeSet<>(types.values())).as("types of %s", types).hasSize(9);
    }

    @Test
    void aCacheThatWasThereStaysWhenTheSetupBreaks(@TempDir Path folder) {
        TestConfig good = TestConfig.ldaps(domain, folder.resolve("good"));
        AdcacheProcess.start(domain, good).awaitSynced().close();
        TestConfig broken = good.withServer(SambaDomain.CONTROLLER + ":389");
        try (AdcacheProcess adcache = AdcacheProcess.start(domain, broken)) {
            adcache.client().post("/v1/sync?mode=full").expect(202);
            adcache.awaitLastError();
            adcache.client().get("/v1/lookup?key=" + KEY).expect(200);
        }
    }

    private AdcacheProcess start(TestConfig config, Breakage breakage) {
        if (!breakage.clockAhead()) {
            return AdcacheProcess.start(domain, config);
        }
        return AdcacheProcess.start(domain, config, List.of("faketime", "-m", "-f", "+10m"));
    }

    private static List<String> faults(String name, Breakage breakage, JsonNode error) {
        List<String> faults = new ArrayList<>();
        String detail = error.path("detail").asString("");
        String remedy = error.path("remedy").asString("");
        if (detail.isBlank() || WORDS_OF_PROGRAMMERS.stream().anyMatch(detail::contains)) {
            faults.add(name + ": the detail is not for an administrator: " + error);
        }
        if (!remedy.matches("(?is).*(" + breakage.remedyMentions() + ").*")) {
            faults.add(name + ": the remedy does not mention " + breakage.remedyMentions() + ": " + error);
        }
        return faults;
    }
}
