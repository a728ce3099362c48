package org.adcache.directory.connect;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/** Cause chain of a failure. */
final class Causes {
    private Causes() {}

    /** The first exception of this type in the chain, the failure itself included. */
    static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable link = failure; link != null && seen.add(link); link = link.getCause()) {
            if (type.isInstance(link)) {
                return Optional.of(type.cast(link));
            }
        }
        return Optional.empty();
    }

    /** The innermost cause. */
    static Throwable root(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable root = failure;
        for (Throwable link = failure; link != null && seen.add(link); link = link.getCause()) {
            root = link;
        }
        return root;
    }

    /** The first line of the exception's own message. */
    static String text(Throwable link) {
        String message = link.getMessage();
        return message == null ? "" : message.lines().findFirst().orElse("");
    }
}
