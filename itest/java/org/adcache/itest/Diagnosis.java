package org.adcache.itest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Output of {@code adcache doctor --json} for a connection, and its exit code. */
record Diagnosis(int exit, JsonNode checks, String output) {
    /** Runs it to its end, with a command prefix such as a namespace's. */
    static Diagnosis of(TestConfig config, List<String> prefix) {
        List<String> words = new ArrayList<>(prefix);
        words.addAll(List.of(
                ProjectFiles.launcher().toString(),
                "doctor",
                "--config",
                AdcacheProcess.write(config).toString(),
                TestConfig.CONNECTION,
                "--json"));
        Command.Outcome outcome = Command.of(words)
                .with("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1")
                .outcome();
        JsonMapper json = JsonMapper.shared();
        JsonNode checks = outcome.output().isBlank()
                ? json.createArrayNode()
                : json.readTree(outcome.output()).path("checks");
        return new Diagnosis(outcome.exit(), checks, outcome.output() + outcome.errors());
    }

    /** Returns the code of the first stage that failed, or {@code nothing}. */
    String code() {
        return StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> !check.path("ok").asBoolean())
                .findFirst()
                .map(check -> check.path("problem").path("type").asString(""))
                .orElse("nothing");
    }
}
