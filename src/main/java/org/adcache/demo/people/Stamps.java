package org.adcache.demo.people;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/**
 * When an entry changed, in change numbers: AD's replPropertyMetaData in short. An attribute that has no number of its own
 * is as old as the entry.
 */
record Stamps(long created, long changed, Map<AttributeType, Long> attributes) {
    Stamps {
        attributes = Map.copyOf(attributes);
    }

    static Stamps created(long change) {
        return new Stamps(change, change, Map.of());
    }

    Stamps with(long change, Set<AttributeType> types) {
        Map<AttributeType, Long> all = new EnumMap<>(AttributeType.class);
        all.putAll(attributes);
        types.forEach(type -> all.put(type, change));
        return new Stamps(created, change, all);
    }

    long of(AttributeType type) {
        return attributes.getOrDefault(type, created);
    }
}
