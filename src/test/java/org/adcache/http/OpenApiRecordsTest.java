package org.adcache.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.api.AccountDocument;
import org.adcache.api.AuditDocument;
import org.adcache.api.CheckDocument;
import org.adcache.api.ConnectionDocument;
import org.adcache.api.DecisionDocument;
import org.adcache.api.DoctorDocument;
import org.adcache.api.HeldDocument;
import org.adcache.api.IgnoredDocument;
import org.adcache.api.IntegrationDocument;
import org.adcache.api.LivenessDocument;
import org.adcache.api.ProblemDocument;
import org.adcache.api.ReadinessDocument;
import org.adcache.api.ReportedProblem;
import org.adcache.api.RunDocument;
import org.adcache.api.RunsDocument;
import org.adcache.api.StatusDocument;
import org.adcache.api.WipeDocument;
import org.adcache.api.access.AccessDocument;
import org.adcache.api.access.MeDocument;
import org.adcache.api.access.SessionDocument;
import org.adcache.api.access.TokenDocument;
import org.adcache.api.access.TokensDocument;
import org.adcache.api.configuration.InventoryDocument;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The records that Jackson writes and the schemas of the OpenAPI document are the same. */
class OpenApiRecordsTest {
    private static final Map<Class<?>, String> SCHEMAS = Map.ofEntries(
            Map.entry(AccessDocument.class, "Access"),
            Map.entry(AccountDocument.class, "Account"),
            Map.entry(AuditDocument.class, "AuditPage"),
            Map.entry(CheckDocument.class, "Check"),
            Map.entry(ConnectionDocument.class, "ConnectionStatus"),
            Map.entry(DecisionDocument.class, "Decision"),
            Map.entry(DoctorDocument.class, "Doctor"),
            Map.entry(HeldDocument.class, "Held"),
            Map.entry(IgnoredDocument.class, "IgnoredPage"),
            Map.entry(IntegrationDocument.class, "Integration"),
            Map.entry(InventoryDocument.class, "DataInventory"),
            Map.entry(LivenessDocument.class, "Liveness"),
            Map.entry(MeDocument.class, "Me"),
            Map.entry(PreviewDocument.class, "Preview"),
            Map.entry(ProblemDocument.class, "Problem"),
            Map.entry(ReadinessDocument.class, "Readiness"),
            Map.entry(RefusedConfiguration.class, "RefusedConfiguration"),
            Map.entry(ReloadDocument.class, "Changes"),
            Map.entry(ReportedProblem.class, "ReportedProblem"),
            Map.entry(RunDocument.class, "Run"),
            Map.entry(RunsDocument.class, "Runs"),
            Map.entry(SessionDocument.class, "Session"),
            Map.entry(StatusDocument.class, "Status"),
            Map.entry(TokenDocument.class, "Token"),
            Map.entry(TokensDocument.class, "Tokens"),
            Map.entry(WipeDocument.class, "Wipe"));

    /** Those that are written or read without a record: by hand, or as trees. */
    private static final Set<String> WITHOUT_RECORD = Set.of(
            "AccountDetail",
            "Certificate",
            "Condition",
            "ConnectionDraft",
            "ConnectionSettings",
            "Connections",
            "DecisionRequest",
            "DeclaredConnection",
            "Discovered",
            "DiscoverRequest",
            "DuplicatesPage",
            "Highlight",
            "InspectedKeytab",
            "IntegrationRequest",
            "LookupAnswer",
            "LookupAnswers",
            "LookupRequest",
            "LookupResult",
            "MatchAnswer",
            "MatchRequest",
            "MatchResult",
            "Membership",
            "PathStep",
            "SuggestAnswer",
            "Suggestion",
            "TestOutcome",
            "TokenRequest",
            "Trust",
            "UploadedKeytab");

    private static final Set<Class<?>> OPTIONAL = Set.of(Optional.class, OptionalInt.class, OptionalLong.class);

    private final OpenApi document = OpenApi.DOCUMENT;
    private final Set<Class<?>> reached = new HashSet<>();

    @Test
    void everyComponentIsAPropertyAndEveryPropertyAComponent() {
        SCHEMAS.forEach((type, name) -> isDescribedBy(type, document.schema(name), name));
        assertThat(reached).containsAll(records());
    }

    @Test
    void everySchemaOfAnObjectIsARecordOrWrittenByHand() {
        Set<String> objects = new TreeSet<>();
        document.root().at("/components/schemas").properties().stream()
                .filter(schema -> schema.getValue().has("properties"))
                .forEach(schema -> objects.add(schema.getKey()));
        Set<String> known = new TreeSet<>(WITHOUT_RECORD);
        known.addAll(SCHEMAS.values());
        assertThat(objects).isEqualTo(known);
    }

    private static Set<Class<?>> records() {
        return new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("org.adcache.api").stream()
                        .map(type -> type.reflect())
                        .filter(Class::isRecord)
                        .collect(Collectors.toSet());
    }

    private void isDescribedBy(Class<?> type, JsonNode schema, String where) {
        reached.add(type);
        assertThat(schema.path("type").asString()).as(where).isEqualTo("object");
        Map<String, RecordComponent> components = new TreeMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            components.put(nameOf(component), component);
        }
        assertThat(schema.path("properties").propertyNames())
                .as(where)
                .containsExactlyInAnyOrderElementsOf(components.keySet());
        assertThat(schema.path("required").valueStream().map(JsonNode::asString))
                .as("required in " + where)
                .containsExactlyInAnyOrderElementsOf(components.entrySet().stream()
                        .filter(entry -> !OPTIONAL.contains(entry.getValue().getType()))
                        .map(Map.Entry::getKey)
                        .toList());
        components.forEach((name, component) ->
                fits(component.getGenericType(), schema.get("properties").get(name), where + "." + name));
    }

    private static String nameOf(RecordComponent component) {
        return Optional.ofNullable(component.getAccessor().getAnnotation(JsonProperty.class))
                .map(JsonProperty::value)
                .orElse(component.getName());
    }

    private void fits(Type type, JsonNode property, String where) {
        JsonNode schema = document.resolved(property);
        if (type instanceof ParameterizedType generic) {
            Type last = generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1];
            if (generic.getRawType() == Optional.class) {
                fits(last, property, where);
            } else if (generic.getRawType() == List.class) {
                assertThat(schema.path("type").asString()).as(where).isEqualTo("array");
                fits(last, schema.get("items"), where + "[]");
            } else {
                assertThat(generic.getRawType()).as(where).isEqualTo(Map.class);
                fits(last, schema.get("additionalProperties"), where + "{}");
            }
        } else if (type instanceof Class<?> plain && plain.isRecord()) {
            String known = SCHEMAS.get(plain);
            if (known != null) {
                assertThat(schema).as(where).isSameAs(document.schema(known));
            } else {
                isDescribedBy(plain, schema, where);
            }
        } else {
            assertThat(schema.path("type").asString() + " "
                            + schema.path("format").asString(""))
                    .as(where)
                    .isIn(formsOf((Class<?>) type));
        }
    }

    private static List<String> formsOf(Class<?> type) {
        if (Stream.of(int.class, Integer.class, OptionalInt.class).anyMatch(type::equals)) {
            return List.of("integer int32");
        }
        if (Stream.of(long.class, Long.class, OptionalLong.class).anyMatch(type::equals)) {
            return List.of("integer int64");
        }
        if (type == boolean.class || type == Boolean.class) {
            return List.of("boolean ");
        }
        if (type == double.class) {
            return List.of("number double");
        }
        if (type == Instant.class) {
            return List.of("string date-time");
        }
        assertThat(type).isEqualTo(String.class);
        return Arrays.asList("string ", "string uuid", "string uri-reference");
    }
}
