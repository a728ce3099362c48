package org.adcache.http.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.adcache.budget.BudgetReading;
import org.adcache.http.HttpBudgets;
import org.adcache.http.HttpLimits;
import org.adcache.http.problem.HttpProblem;
import org.adcache.http.problem.ProblemKind;
import org.eclipse.jetty.util.NanoTime;
import org.junit.jupiter.api.Test;

class ArrivingBodiesTest {
    private final HttpBudgets budgets = HttpBudgets.of(HttpLimits.DEFAULTS);
    private final ArrivingBodies bodies = new ArrivingBodies(budgets);

    /** Body whose time is up. */
    private abstract class Late implements ArrivingBodies.Arrival {
        @Override
        public long began() {
            return NanoTime.now() - 2 * budgets.bodyTime().toNanos();
        }

        @Override
        public void disconnect() {}
    }

    @Test
    void aBodyWhoseTimeIsUpIsCountedOnce() {
        List<HttpProblem> problems = new ArrayList<>();
        bodies.add(new Late() {
            @Override
            public void abort(Supplier<HttpProblem> problem) {
                problems.add(problem.get());
            }
        });
        bodies.expire();
        bodies.expire();
        assertThat(problems).singleElement().matches(problem -> problem.isOf(ProblemKind.BODY_TOO_SLOW));
        assertThat(late()).isEqualTo(1);
    }

    /** Its reader has found that out in the same moment, and has counted it. */
    @Test
    void aBodyThatHasFailedMeanwhileIsNotCountedAgain() {
        bodies.add(new Late() {
            @Override
            public void abort(Supplier<HttpProblem> problem) {}
        });
        bodies.expire();
        assertThat(late()).isZero();
    }

    private long late() {
        return budgets.all().stream()
                .map(budget -> budget.reading())
                .filter(reading -> reading.key().equals("http.limits.body-time"))
                .mapToLong(BudgetReading::refused)
                .sum();
    }
}
