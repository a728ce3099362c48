package org.adcache.demo.schema;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * Change numbers of an entry and its attributes: AD's replPropertyMetaData in short. An attribute that has no number
 * of its own is as old as the entry.
 */
public record Stamps(long created, long changed, Map<AttributeType, Long> attributes) {
    public Stamps {
        attributes = Map.copyOf(attributes);
    }

    public static Stamps created(long change) {
        return new Stamps(change, change, Map.of());
    }

    public Stamps with(long change, Set<AttributeType> types) {
        Map<AttributeType, Long> all = new EnumMap<>(AttributeType.class);
        all.putAll(attributes);
        types.forEach(type -> all.put(type, change));
        return new Stamps(created, change, all);
    }

    public long of(AttributeType type) {
        return attributes.getOrDefault(type, created);
    }
}
