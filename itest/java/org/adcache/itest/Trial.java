package org.adcache.itest;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigRenderOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Examination of a connection that is not declared, by {@code POST /v1/connections/test}. */
final class Trial {
    private static final String DONE = "event: done\ndata: ";

    private Trial() {}

    /** The code of the first problem, as {@code done} has it; or the problem because of which there is no examination. */
    static String code(AdcacheClient client, TestConfig config) {
        AdcacheClient.Answer answer = client.post("/v1/connections/test", draft(config));
        int done = answer.text().indexOf(DONE);
        if (answer.status() != 200 || done < 0) {
            return answer.problem() + " " + answer.text();
        }
        return JsonMapper.shared()
                .readTree(answer.text()
                        .substring(done + DONE.length())
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .path("outcome")
                .asString();
    }

    private static Map<String, Object> draft(TestConfig config) {
        Config connection =
                ConfigFactory.parseString(config.hocon()).getConfig("adcache.connections." + TestConfig.CONNECTION);
        Map<String, Object> draft = new LinkedHashMap<>();
        draft.put(
                "connection",
                JsonMapper.shared()
                        .readTree(connection.withoutPath("keytab").root().render(ConfigRenderOptions.concise())));
        try {
            draft.put(
                    "keytab",
                    Base64.getEncoder().encodeToString(Files.readAllBytes(Path.of(connection.getString("keytab")))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return draft;
    }
}
