package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.adcache.demo.SimulatedDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import tools.jackson.databind.JsonNode;

/** The diagnostic file of a whole service names nobody of its copy. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
@Timeout(120)
class DiagnosticFileTest {
    @TempDir
    Path temp;

    @Test
    void namesNobodyOfTheCopy() throws Exception {
        try (SimulatedDirectory directory = ReloadConfigs.directory(temp.resolve("directory"))) {
            ReloadConfigs configs = new ReloadConfigs(directory, temp.resolve("data"));
            try (RunningService service = RunningService.start(configs.of("red", "green", "blue"))) {
                service.awaitSynced();
                String all = text(service.octets("/v1/diagnostics"));

                assertThat(all).contains("demo.example", "\"red\"", "\"counts\"", "RUNNABLE");
                List<String> needles = needles(service);
                assertThat(needles).hasSizeGreaterThan(150);
                assertThat(all)
                        .doesNotContain(needles)
                        .doesNotContain(
                                directory.principal(),
                                directory.principal().replaceAll("@.*", ""),
                                temp.toString(),
                                directory.keytab().toString());
            }
        }
    }

    /** Names, addresses, DNs, SIDs and GUIDs of all accounts. */
    private static List<String> needles(RunningService service) throws Exception {
        List<String> needles = new ArrayList<>();
        for (String key : ReloadConfigs.keys()) {
            for (JsonNode account : service.lookup(key).body().path("accounts")) {
                for (String field :
                        List.of("objectGUID", "distinguishedName", "cn", "mail", "sAMAccountName", "objectSid")) {
                    if (account.has(field)) {
                        needles.add(account.get(field).asString());
                    }
                }
            }
        }
        return needles;
    }

    private static String text(byte[] zip) throws Exception {
        StringBuilder all = new StringBuilder();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            while (in.getNextEntry() != null) {
                all.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return all.toString();
    }
}
