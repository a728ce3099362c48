package org.adcache.http;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * OpenAPI document as a contract: its operations and schemas, and a check of answers against it. Answers are checked
 * more strictly than clients may be, to whom fields may be added: a field that isn't documented is an error.
 */
public final class OpenApi {
    private static final String ADDRESS = "https://adcache.invalid/openapi";
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch", "head", "options");
    /** What "default" stands for: the demo's refusal of a host, and what the protocol or a fault brings. */
    private static final Set<Integer> DEFAULTS = Set.of(403, 405, 408, 413, 414, 417, 426, 431, 500, 501, 505);

    private static final Pattern PROBLEM_ROW = Pattern.compile("(?m)^\\| ((?:`[a-z0-9-]+` ?)+)\\| ([0-9, ]+) \\|");
    private static final Pattern EVENT = Pattern.compile("event: ([a-z]+)\\ndata: (.*)");

    /** The document of this checkout. */
    public static final OpenApi DOCUMENT = new OpenApi();

    private final JsonNode root;
    private final SchemaRegistry registry;
    private final Map<JsonNode, Schema> compiled = new ConcurrentHashMap<>();
    private final Map<String, Set<Integer>> problemTypes;

    /** A path with a method. */
    public record Operation(String method, String path, JsonNode node) {
        /** As the routes are named: {@code GET /v1/lookup}. */
        @Override
        public String toString() {
            return method + " " + path;
        }

        boolean answers(String asked, String rawPath) {
            return method.equals(asked) && rawPath.matches(path.replaceAll("\\{[a-zA-Z]+}", "[^/]+"));
        }
    }

    private OpenApi() {
        try (InputStream in = OpenApi.class.getResourceAsStream("openapi.yaml")) {
            root = new YAMLMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ObjectNode closed = (ObjectNode) root.deepCopy();
        close(closed.at("/components/schemas"));
        registry = SchemaRegistry.withDefaultDialect(
                Dialects.getOpenApi31(),
                builder -> builder.schemas(Map.of(ADDRESS, closed.toString()))
                        .schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()));
        problemTypes = readProblemTypes();
    }

    /** Allows only the properties that are listed. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object
                && object.path("properties").isObject()
                && !object.has("additionalProperties")) {
            object.put("additionalProperties", false);
        }
        node.forEach(OpenApi::close);
    }

    JsonNode root() {
        return root;
    }

    /** All operations of the document, in their order. */
    public List<Operation> operations() {
        List<Operation> operations = new ArrayList<>();
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> METHODS.contains(method.getKey()))
                        .forEach(method -> operations.add(new Operation(
                                method.getKey().toUpperCase(Locale.ROOT), path.getKey(), method.getValue()))));
        return operations;
    }

    /** The operation that a request is for; a literal path comes before one with parameters. */
    public Optional<Operation> operation(String method, String rawPath) {
        String asked = method.equals("HEAD") ? "GET" : method;
        List<Operation> found = operations().stream()
                .filter(operation -> operation.answers(asked, rawPath))
                .toList();
        return Stream.concat(found.stream().filter(operation -> operation.path().equals(rawPath)), found.stream())
                .findFirst();
    }

    /** What a reference leads to, or the node itself. */
    JsonNode resolved(JsonNode node) {
        JsonNode reference = node.path("$ref");
        return reference.isString() ? resolved(root.at(reference.asString().substring(1))) : node;
    }

    JsonNode schema(String name) {
        return root.at("/components/schemas/" + name);
    }

    /** Query parameters and headers of an operation, by place and name: {@code query limit}. */
    Map<String, JsonNode> parameters(Operation operation) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation.node().path("parameters").forEach(each -> {
            JsonNode parameter = resolved(each);
            parameters.put(
                    parameter.path("in").asString() + " "
                            + parameter.path("name").asString(),
                    parameter);
        });
        return parameters;
    }

    /** Problem types with the statuses they come with, as the description of the tag Problems lists them. */
    public Map<String, Set<Integer>> problemTypes() {
        return problemTypes;
    }

    private Map<String, Set<Integer>> readProblemTypes() {
        Map<String, Set<Integer>> types = new TreeMap<>();
        for (JsonNode tag : root.get("tags")) {
            Matcher row = PROBLEM_ROW.matcher(tag.path("description").asString());
            while (tag.path("name").asString().equals("Problems") && row.find()) {
                Set<Integer> statuses = new TreeSet<>();
                Stream.of(row.group(2).strip().split(", "))
                        .map(Integer::valueOf)
                        .forEach(statuses::add);
                for (String code : row.group(1).strip().split(" ", -1)) {
                    if (types.put(code.replace("`", ""), statuses) != null) {
                        throw new AssertionError("the problem type " + code + " is listed twice");
                    }
                }
            }
        }
        return types;
    }

    /** What is wrong with a value; empty if nothing. */
    List<String> faults(JsonNode schema, JsonNode value) {
        Schema validator = compiled.computeIfAbsent(schema, node -> registry.getSchema(absolute(node.deepCopy())));
        return validator.validate(value).stream().map(Error::toString).toList();
    }

    private static JsonNode absolute(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("$ref").isString()) {
            object.set("$ref", StringNode.valueOf(ADDRESS + object.get("$ref").asString()));
        }
        node.forEach(OpenApi::absolute);
        return node;
    }

    /**
     * Checks an answer of the service.
     *
     * @return the name of the operation and the status that the answer is documented under; empty if the request is for
     *     none, and its answer is a problem as it should be
     * @throws AssertionError if it isn't as it is documented
     */
    public Optional<String> check(String method, String rawPath, int status, String contentType, String body) {
        String type = contentType.replaceFirst(";.*", "");
        Optional<Operation> operation = operation(method, rawPath);
        String name = operation.map(Operation::toString).orElse(method + " " + rawPath) + " " + status;
        if (operation.isEmpty()) {
            if (status < 400 || !type.equals("application/problem+json")) {
                throw new AssertionError(name + " is no documented operation");
            }
            checkBody(name, method, root.at("/components/responses/Problem"), type, status, body);
            return Optional.empty();
        }
        JsonNode responses = operation.get().node().get("responses");
        boolean listed = responses.has(Integer.toString(status));
        if (!listed && !DEFAULTS.contains(status)) {
            throw new AssertionError(name + " is not documented: " + body);
        }
        JsonNode response = resolved(responses.get(listed ? Integer.toString(status) : "default"));
        checkBody(name, method, response, type, status, body);
        return Optional.of(operation.get() + (listed ? " " + status : " default"));
    }

    private void checkBody(String name, String method, JsonNode response, String type, int status, String body) {
        JsonNode content = response.path("content");
        if (content.isMissingNode()) {
            if (!body.isEmpty()) {
                throw new AssertionError(name + " is documented without a body");
            }
            return;
        }
        JsonNode media = content.has(type) ? content.get(type) : content.path("*/*");
        if (media.isMissingNode()) {
            throw new AssertionError(name + " is documented as " + content.propertyNames() + ", and is " + type);
        }
        if (method.equals("HEAD") || (body.isEmpty() && type.equals("text/event-stream"))) {
            return;
        }
        if (type.endsWith("json")) {
            JsonNode value = JSON.readTree(body);
            require(name, media.get("schema"), value);
            if (type.equals("application/problem+json")) {
                checkProblem(name, status, value);
            }
        } else if (type.equals("text/event-stream")) {
            checkEvents(name, media.get("x-events"), body);
        }
    }

    private void checkEvents(String name, JsonNode events, String body) {
        Matcher event = EVENT.matcher(body);
        while (event.find()) {
            if (!events.has(event.group(1))) {
                throw new AssertionError(name + ": the event " + event.group(1) + " is not documented");
            }
            require(name + " event " + event.group(1), events.get(event.group(1)), JSON.readTree(event.group(2)));
        }
    }

    private void checkProblem(String name, int status, JsonNode problem) {
        String code = problem.path("type").asString().replace("/problems/", "");
        if (problem.path("status").asInt() != status
                || !problemTypes.getOrDefault(code, Set.of()).contains(status)) {
            throw new AssertionError(name + ": " + code + " is not documented with this status");
        }
    }

    private void require(String name, JsonNode schema, JsonNode value) {
        List<String> faults = faults(schema, value);
        if (!faults.isEmpty()) {
            throw new AssertionError(name + ": " + faults + " in " + value);
        }
    }

    /** Checks a body that the service has accepted. */
    public void checkRequest(String method, String rawPath, String body) {
        operation(method, rawPath).ifPresent(operation -> {
            JsonNode media = operation.node().at("/requestBody/content/application~1json");
            if (!media.isMissingNode()) {
                require("the body of " + operation, media.get("schema"), JSON.readTree(body));
            }
        });
    }

    /** The documented answers, as {@link #check} names them. */
    public Set<String> answers() {
        Set<String> answers = new TreeSet<>();
        operations()
                .forEach(operation -> operation
                        .node()
                        .get("responses")
                        .propertyNames()
                        .forEach(status -> answers.add(operation + " " + status)));
        return answers;
    }

    /** All nodes of the document that have a property. */
    List<JsonNode> having(String property) {
        List<JsonNode> found = new ArrayList<>();
        collect(root, property, found);
        return found;
    }

    private static void collect(JsonNode node, String property, List<JsonNode> found) {
        if (node.has(property)) {
            found.add(node);
        }
        node.forEach(child -> collect(child, property, found));
    }
}
