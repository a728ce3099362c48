package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.auth.RequiredScope;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document and the table of routes, both ways: paths, methods, scopes, parameters. */
class OpenApiRoutesTest {
    private static final Path SOURCES = Path.of("src/main/java/org/adcache/http");
    /** A parameter that a route reads. */
    private static final Pattern READ = Pattern.compile("parameters\\.get\\(\"([^\"]+)\"\\)");
    /** They admit their callers themselves. */
    private static final Set<String> OPEN_TO_CREDENTIALS = Set.of("POST /v1/session", "GET /v1/me");

    private final OpenApi document = OpenApi.DOCUMENT;

    @Test
    void describesEveryRouteAndNoOther() {
        assertThat(document.operations())
                .extracting(OpenApi.Operation::toString)
                .containsExactlyInAnyOrderElementsOf(TestRoutes.names());
    }

    @Test
    void saysWhoIsAdmitted() {
        for (Route route : TestRoutes.all()) {
            assertThat(security(route)).as(route.toString()).containsExactlyElementsOf(expected(route));
        }
    }

    /** The alternatives of an operation, as {@code session[admin] csrf[]}. */
    private List<String> security(Route route) {
        List<String> alternatives = new ArrayList<>();
        operation(route)
                .node()
                .path("security")
                .forEach(each -> alternatives.add(each.properties().stream()
                        .map(scheme -> scheme.getKey() + roles(scheme.getValue()))
                        .collect(Collectors.joining(" "))));
        return alternatives;
    }

    private static List<String> roles(JsonNode names) {
        return names.valueStream().map(JsonNode::asString).toList();
    }

    private static List<String> expected(Route route) {
        if (route.toString().equals("POST /v1/session")) {
            return List.of("bearer[]", "negotiate[]");
        }
        if (route.toString().equals("GET /v1/me")) {
            return List.of("bearer[]", "session[]", "certificate[]", "negotiate[]");
        }
        if (route.scope() == RequiredScope.OPEN) {
            return List.of();
        }
        String role =
                "[" + (route.scope() == RequiredScope.ANY ? "" : route.scope().label()) + "]";
        return List.of("bearer" + role, "session" + role + (route.mayChange() ? " csrf[]" : ""), "certificate" + role);
    }

    @Test
    void knowsTheRoutesThatAdmitTheirCallersThemselves() {
        assertThat(document.operations().stream()
                        .filter(operation -> operation.node().get("security").size() > 0))
                .extracting(OpenApi.Operation::toString)
                .containsAll(OPEN_TO_CREDENTIALS);
    }

    private OpenApi.Operation operation(Route route) {
        return document.operations().stream()
                .filter(operation -> operation.toString().equals(route.toString()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void hasTheParametersOfEachPath() {
        for (OpenApi.Operation operation : document.operations()) {
            Set<String> named = new TreeSet<>();
            Matcher matcher = Pattern.compile("\\{([a-zA-Z]+)}").matcher(operation.path());
            while (matcher.find()) {
                named.add("path " + matcher.group(1));
            }
            assertThat(document.parameters(operation).keySet().stream().filter(name -> name.startsWith("path ")))
                    .as(operation.toString())
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    private Set<String> query(OpenApi.Operation operation) {
        return document.parameters(operation).keySet().stream()
                .filter(name -> name.startsWith("query "))
                .map(name -> name.replace("query ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> everyQueryParameter() {
        return document.operations().stream()
                .flatMap(operation -> query(operation).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void knowsEveryParameterThatARouteReads() throws IOException {
        Set<String> read = new TreeSet<>(Set.of("limit", "after"));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".java")).toList()) {
                Matcher matcher = READ.matcher(Files.readString(file));
                while (matcher.find()) {
                    read.add(matcher.group(1));
                }
            }
        }
        assertThat(everyQueryParameter()).isEqualTo(read);
    }

    /** Each route is sent each parameter of any route: it refuses as unknown those that it is documented without. */
    @Test
    void hasTheQueryParametersOfEachRoute() throws Exception {
        try (TestServer server = TestServer.start()) {
            for (Route route : TestRoutes.all()) {
                String path = EveryRouteTest.example(route).replaceFirst("\\?.*", "");
                Set<String> accepted = new TreeSet<>();
                for (String name : everyQueryParameter()) {
                    // Given twice, a known one is refused too, so that nothing is done.
                    TestServer.Got got = server.send(server.request(path + "?" + name + "=&" + name + "=", server.admin)
                            .method(route.method().asString(), HttpRequest.BodyPublishers.noBody()));
                    assertThat(got.status()).isEqualTo(400);
                    if (got.detail().equals(name + " is given twice.")) {
                        accepted.add(name);
                    } else {
                        assertThat(got.detail()).isEqualTo("The parameter " + name + " is unknown.");
                    }
                }
                assertThat(query(operation(route))).as(route.toString()).isEqualTo(accepted);
            }
        }
    }

    @Test
    void hasTheKeysOfAConnection() {
        Config connection = ConfigFactory.parseFile(
                        Path.of("config/adcache.conf").toFile())
                .resolve()
                .getConfig("adcache.connections.corp");
        Set<String> keys = new TreeSet<>(connection.root().keySet());
        keys.remove("keytab");
        JsonNode settings = document.schema("ConnectionSettings").get("properties");
        assertThat(settings.propertyNames()).containsExactlyInAnyOrderElementsOf(keys);
        for (String block : List.of("tls", "sync")) {
            assertThat(settings.at("/" + block + "/properties").propertyNames())
                    .containsExactlyInAnyOrderElementsOf(
                            connection.getConfig(block).root().keySet());
        }
        JsonNode shown = document.schema("DeclaredConnection").get("properties");
        assertThat(shown.propertyNames()).containsAll(settings.propertyNames()).contains("keytab");
    }
}
