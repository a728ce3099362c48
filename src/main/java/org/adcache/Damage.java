package org.adcache;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.adcache.account.Problem;

/** What is damaged and not repaired yet: what was found at the start, and what parts have met since. */
final class Damage implements Supplier<List<Problem>> {
    private final Supplier<List<Problem>> atStart;
    private final List<Supplier<List<Problem>>> parts = new CopyOnWriteArrayList<>();

    Damage(Supplier<List<Problem>> atStart) {
        this.atStart = atStart;
    }

    /** Asks one more part. */
    void add(Supplier<Optional<Problem>> part) {
        parts.add(() -> part.get().stream().toList());
    }

    /** Asks one more part, which may have several problems. */
    void addAll(Supplier<List<Problem>> part) {
        parts.add(part);
    }

    @Override
    public List<Problem> get() {
        return Stream.concat(atStart.get().stream(), parts.stream().flatMap(part -> part.get().stream()))
                .toList();
    }
}
