package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document by itself: its references, names, texts and examples. */
class OpenApiLintTest {
    private static final int LONGEST_SUMMARY = 90;

    private final OpenApi document = OpenApi.DOCUMENT;

    @Test
    void isOfTheVersionOfTheProject() throws Exception {
        assertThat(document.root().path("openapi").asString()).startsWith("3.1.");
        assertThat(Files.readString(Path.of("pom.xml")))
                .contains("<artifactId>adcache</artifactId>\n  <version>"
                        + document.root().at("/info/version").asString() + "</version>");
    }

    /** A comma in an unquoted text of {@code { … }} begins a property without a value. */
    @Test
    void everyPropertyHasAValue() {
        assertThat(document.having("description"))
                .isNotEmpty()
                .allSatisfy(node -> assertThat(node.properties())
                        .noneMatch(property -> property.getValue().isNull()));
    }

    private Set<String> references() {
        return document.having("$ref").stream()
                .map(node -> node.get("$ref").asString())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(references()).isNotEmpty().allSatisfy(reference -> {
            assertThat(reference).startsWith("#/components/");
            assertThat(document.root().at(reference.substring(1)).isMissingNode())
                    .isFalse();
        });
    }

    @Test
    void everyComponentIsUsed() {
        Set<String> components = new TreeSet<>();
        document.root().get("components").properties().stream()
                .filter(kind -> !kind.getKey().equals("securitySchemes"))
                .forEach(kind -> kind.getValue()
                        .propertyNames()
                        .forEach(name -> components.add("#/components/" + kind.getKey() + "/" + name)));
        assertThat(components).isEqualTo(references());
        Set<String> schemes = new TreeSet<>();
        document.operations()
                .forEach(operation -> operation
                        .node()
                        .get("security")
                        .forEach(alternative -> schemes.addAll(alternative.propertyNames())));
        assertThat(document.root().at("/components/securitySchemes").propertyNames())
                .containsExactlyInAnyOrderElementsOf(schemes);
    }

    @Test
    void everyOperationHasANameASummaryAndATag() {
        Set<String> names = new HashSet<>();
        Set<String> tags = new TreeSet<>();
        for (OpenApi.Operation operation : document.operations()) {
            String name = operation.node().path("operationId").asString();
            assertThat(name).as(operation.toString()).matches("[a-z][a-zA-Z]+");
            assertThat(names.add(name)).as("the only " + name).isTrue();
            assertThat(operation.node().path("summary").asString())
                    .as(operation.toString())
                    .isNotBlank()
                    .doesNotEndWith(".")
                    .hasSizeLessThan(LONGEST_SUMMARY);
            assertThat(operation.node().path("tags")).as(operation.toString()).hasSize(1);
            tags.add(operation.node().at("/tags/0").asString());
            assertThat(operation.node().has("security"))
                    .as(operation.toString())
                    .isTrue();
        }
        assertThat(document.root()
                        .get("tags")
                        .valueStream()
                        .map(tag -> tag.path("name").asString()))
                .containsExactlyInAnyOrderElementsOf(tags);
    }

    @Test
    void everyErrorIsAProblem() {
        for (OpenApi.Operation operation : document.operations()) {
            Map<String, JsonNode> responses = operation.node().get("responses").properties().stream()
                    .collect(Collectors.toMap(Map.Entry::getKey, entry -> document.resolved(entry.getValue())));
            assertThat(responses.keySet()).as(operation.toString()).contains("400", "429", "default");
            responses.forEach((status, response) -> {
                assertThat(response.path("description").asString()).isNotBlank();
                if (status.matches("[45]..|default")) {
                    assertThat(response.at("/content/application~1problem+json").isMissingNode())
                            .as(operation + " " + status)
                            .isFalse();
                }
                if (status.matches("429|503")) {
                    assertThat(response.path("headers").has("Retry-After"))
                            .as(operation + " " + status)
                            .isTrue();
                }
            });
        }
    }

    /** A body of JSON and its schema, with its examples. */
    private Stream<JsonNode> media() {
        return document.having("content").stream()
                .flatMap(node -> node.get("content").properties().stream())
                .filter(media -> media.getKey().endsWith("json"))
                .map(Map.Entry::getValue);
    }

    @Test
    void everyExampleIsValid() {
        assertThat(media()).isNotEmpty().allSatisfy(media -> {
            assertThat(media.has("schema")).isTrue();
            media.path("examples")
                    .forEach(example -> assertThat(document.faults(
                                    media.get("schema"),
                                    document.resolved(example).get("value")))
                            .isEmpty());
        });
        List<JsonNode> parameters = document.having("in").stream()
                .filter(node -> node.has("schema"))
                .toList();
        assertThat(parameters)
                .isNotEmpty()
                .allSatisfy(parameter -> parameter
                        .path("examples")
                        .forEach(example -> assertThat(document.faults(parameter.get("schema"), example.get("value")))
                                .isEmpty()));
    }

    @Test
    void everyBodyOfARequestHasAnExample() {
        assertThat(document.operations().stream()
                        .map(operation -> operation.node().at("/requestBody/content/application~1json"))
                        .filter(media -> !media.isMissingNode()))
                .isNotEmpty()
                .allMatch(media -> media.path("examples").size() > 0);
    }

    @Test
    void suggestionsAreAccounts() {
        JsonNode account = document.schema("Account").get("properties");
        JsonNode suggestion = document.schema("Suggestion").get("properties");
        assertThat(account.properties())
                .allSatisfy(field -> assertThat(suggestion.get(field.getKey())).isEqualTo(field.getValue()));
        assertThat(suggestion).hasSize(account.size() + 1);
    }

    @Test
    void onlyRequestsAreClosed() {
        Set<String> closed = document.root().at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().path("additionalProperties").isBoolean())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(closed)
                .containsExactly(
                        "Condition",
                        "ConnectionDraft",
                        "ConnectionSettings",
                        "DecisionRequest",
                        "DiscoverRequest",
                        "IntegrationRequest",
                        "LookupRequest",
                        "MatchRequest",
                        "TokenRequest");
    }
}
