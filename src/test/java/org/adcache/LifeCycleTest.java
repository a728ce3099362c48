package org.adcache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.junit.jupiter.api.Test;

class LifeCycleTest {
    private final List<String> stopped = new ArrayList<>();

    @Test
    void stopsItsPartsInReverse() throws Exception {
        LifeCycle parts = LifeCycle.start(this::storeAndLookup);
        assertThat(stopped).isEmpty();

        parts.close();

        assertThat(stopped).containsExactly("lookup", "store");
    }

    @Test
    void stopsThosePartsInReverseThatRanBeforeOneThatCannotStart() {
        ProblemException busy =
                new ProblemException(new Problem(ProblemType.PORT_IN_USE, "The port is busy.", "Name another."));

        assertThatThrownBy(() -> LifeCycle.start(parts -> {
                    storeAndLookup(parts);
                    throw busy;
                }))
                .isSameAs(busy);

        assertThat(stopped).containsExactly("lookup", "store");
    }

    @Test
    void stopsThemTooWhenOneFailsUnexpectedly() {
        IllegalStateException unexpected = new IllegalStateException("unexpected");

        assertThatThrownBy(() -> LifeCycle.start(parts -> {
                    storeAndLookup(parts);
                    throw unexpected;
                }))
                .isSameAs(unexpected);

        assertThat(stopped).containsExactly("lookup", "store");
    }

    @Test
    void stopsTheOthersWhenOneFailsToStop() throws Exception {
        LifeCycle parts = LifeCycle.start(running -> {
            running.add(() -> stopped.add("store"));
            running.add(() -> {
                throw new IllegalStateException("fails to stop");
            });
            running.add(() -> stopped.add("lookup"));
            return running;
        });

        parts.close();

        assertThat(stopped).containsExactly("lookup", "store");
    }

    @Test
    void stopsEachPartOnce() throws Exception {
        LifeCycle parts = LifeCycle.start(this::storeAndLookup);

        parts.close();
        parts.close();

        assertThat(stopped).containsExactly("lookup", "store");
    }

    private LifeCycle storeAndLookup(LifeCycle parts) {
        parts.add(() -> stopped.add("store"));
        parts.add(() -> stopped.add("lookup"));
        return parts;
    }
}
