package org.adcache.demo.ldap;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.demo.schema.AttributeType;

/**
 * Attributes requested by a search: named ones, each once, or everything with {@code *} or no name at all. Names the
 * schema lacks are ignored, as is {@code 1.1}.
 */
record AttributeSelection(List<Selected> attributes) {
    /** Requested attribute, and for a linked one which of its values. */
    record Selected(AttributeType type, Optional<RangeOption> range) {}

    static AttributeSelection of(List<String> names) {
        Map<String, Selected> selected = new LinkedHashMap<>();
        if (names.isEmpty() || names.contains("*")) {
            for (AttributeType type : AttributeType.values()) {
                // A constructed attribute is returned only on request.
                if (type != AttributeType.PARENT_GUID) {
                    selected.put(type.ldapName(), new Selected(type, Optional.empty()));
                }
            }
        }
        for (String name : names) {
            String[] parts = name.split(";", -1);
            AttributeType.of(parts[0]).ifPresent(type -> {
                Optional<RangeOption> range = parts.length == 2 ? RangeOption.parse(parts[1]) : Optional.empty();
                selected.put(type.ldapName(), new Selected(type, range));
            });
        }
        return new AttributeSelection(new ArrayList<>(selected.values()));
    }
}
