package org.adcache.itest;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of a {@link DirectoryAgent}, which queries the test domain in its namespace. */
final class DirectoryClient implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(3);

    private final ChildProcess agent;
    private int asked;

    private DirectoryClient(ChildProcess agent) {
        this.agent = agent;
    }

    static DirectoryClient start(SambaDomain domain, Path folder) {
        List<String> words = new ArrayList<>(domain.namespace().prefix());
        words.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                DirectoryAgent.class.getName(),
                Objects.requireNonNull(domain.keytab(ServiceAccounts.GOOD).getParent())
                        .toString(),
                domain.authority().certificate().toString(),
                folder.toString()));
        ChildProcess agent = ChildProcess.start("directory-agent", folder, Map.of(), words);
        agent.awaitLine("line \"ready\"", TIMEOUT, "ready"::equals);
        return new DirectoryClient(agent);
    }

    /** A connection for requests: its account and its feed. */
    record Connection(String feed, String account, List<String> extraAttributes, String searchBase) {
        Connection(String feed, String account) {
            this(feed, account, List.of(), SambaDomain.BASE);
        }

        Connection withExtra(String attribute) {
            return new Connection(feed, account, List.of(attribute), searchBase);
        }

        Connection below(String base) {
            return new Connection(feed, account, extraAttributes, base);
        }

        private Map<String, Object> json() {
            return Map.of(
                    "feed", feed,
                    "account", account,
                    "extraAttributes", extraAttributes,
                    "searchBase", searchBase,
                    "servers", List.of(SambaDomain.CONTROLLER));
        }
    }

    JsonNode ask(Connection connection, String what) {
        return ask(connection, what, Map.of());
    }

    JsonNode about(Connection connection, String what, String... objects) {
        return ask(connection, what, Map.of("objects", List.of(objects)));
    }

    JsonNode since(Connection connection, String what, String cursor) {
        return ask(connection, what, Map.of("cursor", cursor));
    }

    private JsonNode ask(Connection connection, String what, Map<String, Object> more) {
        int number = ++asked;
        Map<String, Object> question = new LinkedHashMap<>(more);
        question.putAll(Map.of("number", number, "ask", what, "connection", connection.json()));
        agent.say(JsonMapper.shared().writeValueAsString(question));
        String answer = agent.awaitLine(
                "answer to " + what,
                TIMEOUT,
                line -> line.contains("\"number\":" + number + "}") || line.contains("\"number\":" + number + ","));
        return JsonMapper.shared().readTree(answer);
    }

    /** Returns the texts of a list in an answer. */
    static Set<String> texts(JsonNode answer, String name) {
        return answer.path(name).valueStream().map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        agent.close();
    }
}
