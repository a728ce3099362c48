package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Answers of adcache after a sync, compared with what {@code ldapsearch} prints, attribute by attribute. */
@ExtendWith(SharedSamba.class)
@TestInstance(Lifecycle.PER_CLASS)
class SambaSyncIT {
    private final DirectoryTruth truth;
    private final SambaDomain domain;

    private Path folder;
    private AdcacheProcess adcache;

    SambaSyncIT(SambaDomain domain) {
        this.domain = domain;
        this.truth = DirectoryTruth.read(domain);
    }

    @BeforeAll
    void syncOverLdaps(@TempDir Path temporary) {
        folder = temporary;
        adcache = AdcacheProcess.start(domain, TestConfig.ldaps(domain, folder.resolve("ldaps")))
                .awaitSynced();
    }

    @AfterAll
    void stop() {
        adcache.close();
    }

    @Test
    void answersAboutEveryAccountAreWhatTheDirectorySaysOverLdaps() {
        assertNoDifferences(adcache);
    }

    @Test
    void answersAboutEveryAccountAreWhatTheDirectorySaysOverStartTls() {
        TestConfig config = TestConfig.ldaps(domain, folder.resolve("starttls"))
                .withPort(8637)
                .withStartTls()
                .withServer(SambaDomain.CONTROLLER)
                .with("kdcs", "[\"" + SambaDomain.CONTROLLER + "\"]");
        try (AdcacheProcess overStartTls = AdcacheProcess.start(domain, config).awaitSynced()) {
            assertNoDifferences(overStartTls);
        }
    }

    private void assertNoDifferences(AdcacheProcess process) {
        assertThat(truth.accounts()).isNotEmpty();
        assertThat(truth.differences(process.client(), TestConfig.CONNECTION))
                .as(process::quote)
                .isEmpty();
    }

    @Test
    void nothingIsCachedThatTheDirectoryDoesNotShow() {
        JsonNode cache = adcache.client().cache();
        assertThat(cache.path("users").asLong()).isEqualTo(truth.count("user"));
        assertThat(cache.path("contacts").asLong()).isEqualTo(truth.count("contact"));
        assertThat(cache.path("groups").asLong()).isEqualTo(truth.count("group"));
        assertThat(cache.path("accounts").asLong()).isEqualTo(truth.accounts().size());
    }

    @Test
    void everyAddressFindsAllItsOwners() {
        assertOwners("address", truth.owners());
    }

    @Test
    void everySidFindsItsAccount() {
        assertOwners("sid", truth.keys(account -> account.sid().stream().toList()));
    }

    @Test
    void everyDistinguishedNameFindsItsAccount() {
        assertOwners("dn", truth.keys(account -> account.entry().texts("distinguishedName")));
    }

    @Test
    void everyAccountNameFindsItsAccountInEachOfItsForms() {
        for (String form : List.of("%s", "CORP\\%s", "%s@CORP.EXAMPLE.TEST", "%s@corp.example.test")) {
            assertOwners(
                    "account",
                    truth.keys(account -> account.entry().texts("sAMAccountName").stream()
                            .map(name -> form.replace("%s", name))
                            .toList()));
        }
    }

    @Test
    void everyExplicitUpnFindsItsAccount() {
        assertOwners("upn", truth.keys(account -> account.entry().texts("userPrincipalName")));
    }

    private void assertOwners(String by, Map<String, Set<String>> owners) {
        List<String> keys = List.copyOf(owners.keySet());
        List<JsonNode> results = adcache.client().lookup(keys, by);
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            Set<String> found = new TreeSet<>();
            results.get(i)
                    .path("accounts")
                    .forEach(account -> found.add(account.path("objectGUID").asString()));
            if (!found.equals(owners.get(keys.get(i)))) {
                differences.add(keys.get(i) + " belongs to " + owners.get(keys.get(i)) + " but finds " + found);
            }
        }
        assertThat(keys).isNotEmpty();
        assertThat(differences).as(adcache::quote).isEmpty();
    }

    @Test
    void computersAreNotFound() {
        List<String> computers = domain.search("(objectClass=computer)", List.of("sAMAccountName")).stream()
                .map(entry -> entry.text("sAMAccountName").orElseThrow())
                .toList();
        assertThat(computers).hasSizeGreaterThan(5);
        assertThat(adcache.client().lookup(computers, "account"))
                .allSatisfy(
                        result -> assertThat(result.path("found").asBoolean()).isFalse());
    }

    @Test
    void theStatusNamesTheControllerAndCountsDuplicateKeys() {
        JsonNode connection = adcache.client().connection();
        assertThat(connection.path("server").asString()).startsWith(SambaDomain.CONTROLLER);
        assertThat(connection.hasNonNull("lastError")).as(adcache::quote).isFalse();
        assertThat(connection.path("duplicates").asLong())
                .isEqualTo(truth.owners().values().stream()
                        .filter(owners -> owners.size() > 1)
                        .count());
    }
}
