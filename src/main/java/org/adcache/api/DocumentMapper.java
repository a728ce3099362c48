package org.adcache.api;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * Jackson mapper for documents. Writing omits absent values. Reading ignores unknown fields, so that an older command
 * line understands a newer service, and rejects a document without a mandatory one.
 */
public final class DocumentMapper {
    private final JsonMapper mapper = JsonMapper.builder()
            .annotationIntrospector(new MandatoryUnlessOptional())
            .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_ABSENT))
            .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** The document as JSON in UTF-8. */
    public byte[] write(Document document) {
        return mapper.writeValueAsBytes(document);
    }

    /**
     * Parses a document from JSON.
     *
     * @throws UnreadableDocumentException if a mandatory field is missing, or one has a value of the wrong type
     */
    public <T extends Document> T read(JsonNode json, Class<T> type) throws UnreadableDocumentException {
        try {
            return mapper.treeToValue(json, type);
        } catch (DatabindException e) {
            throw new UnreadableDocumentException(sentence(json, e), e);
        }
    }

    private static String sentence(JsonNode json, DatabindException failure) {
        StringBuilder path = new StringBuilder();
        JsonNode value = json;
        for (JacksonException.Reference step : failure.getPath()) {
            if (step.getPropertyName() == null) {
                path.append('[').append(step.getIndex()).append(']');
                value = value.path(step.getIndex());
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getPropertyName());
                value = value.path(step.getPropertyName());
            }
        }
        return (path.isEmpty() ? "The document" : path)
                + (value.isMissingNode() || value.isNull() ? " is missing." : " is not what it should be.");
    }

    /** Introspector that makes every component of a record mandatory, except for {@code Optional}s. */
    private static final class MandatoryUnlessOptional extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1;
        private static final Set<Class<?>> MAY_BE_ABSENT =
                Set.of(Optional.class, OptionalInt.class, OptionalLong.class);

        @Override
        public Boolean hasRequiredMarker(MapperConfig<?> config, AnnotatedMember member) {
            return !MAY_BE_ABSENT.contains(member.getRawType());
        }
    }
}
