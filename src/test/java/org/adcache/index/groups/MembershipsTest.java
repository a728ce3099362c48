package org.adcache.index.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntPredicate;
import org.adcache.budget.Budget;
import org.adcache.budget.Work;
import org.adcache.index.array.AdjacencyLists;
import org.junit.jupiter.api.Test;

class MembershipsTest {
    private static final int JO = 0;
    private static final int SALES = 1;
    private static final int STAFF = 2;
    private static final int ALL = 3;
    private static final int OTHERS = 4;

    private static final Budget MUCH = new Budget("match-work", 1_000_000);

    private static AdjacencyLists edges(int[]... memberAndGroup) {
        AdjacencyLists.Builder builder = new AdjacencyLists.Builder();
        for (int[] pair : memberAndGroup) {
            builder.add(pair[0], pair[1]);
        }
        return builder.build(5);
    }

    private static Memberships of(AdjacencyLists edges, int member, IntPredicate followed) {
        return new Memberships(
                (groups, at) -> edges.forEach(at, groups::add), member, followed, MUCH.limit(), new Work(MUCH));
    }

    @Test
    void followsGroupsInGroups() {
        Memberships of =
                of(edges(new int[] {JO, SALES}, new int[] {SALES, STAFF}, new int[] {STAFF, ALL}), JO, any -> true);
        assertThat(of.contains(ALL)).isTrue();
        assertThat(of.contains(OTHERS)).isFalse();
        assertThat(of.pathTo(ALL)).containsExactly(JO, SALES, STAFF, ALL);
        assertThat(of.pathTo(OTHERS)).isEmpty();
    }

    @Test
    void takesTheShortestWay() {
        Memberships of = of(
                edges(
                        new int[] {JO, SALES},
                        new int[] {SALES, STAFF},
                        new int[] {STAFF, ALL},
                        new int[] {JO, OTHERS},
                        new int[] {OTHERS, ALL},
                        new int[] {JO, OTHERS}),
                JO,
                any -> true);
        assertThat(of.pathTo(ALL)).containsExactly(JO, OTHERS, ALL);
    }

    @Test
    void aCycleEndsAndMakesAGroupAMemberOfItself() {
        AdjacencyLists edges = edges(new int[] {SALES, STAFF}, new int[] {STAFF, ALL}, new int[] {ALL, SALES});
        assertThat(of(edges, SALES, any -> true).pathTo(SALES)).containsExactly(SALES, STAFF, ALL, SALES);
        assertThat(of(edges, JO, any -> true).contains(JO)).isFalse();
    }

    @Test
    void goesOnlyThroughGroupsThatCount() {
        Memberships of = of(edges(new int[] {JO, SALES}, new int[] {SALES, STAFF}), JO, group -> group != SALES);
        assertThat(of.contains(STAFF)).isFalse();
    }

    @Test
    void holdsThousandsOfGroups() {
        AdjacencyLists.Builder builder = new AdjacencyLists.Builder();
        for (int i = 0; i < 5000; i++) {
            builder.add(i, i + 1);
        }
        Memberships of = of(builder.build(5001), 0, any -> true);
        assertThat(of.contains(5000)).isTrue();
        assertThat(of.pathTo(5000)).hasSize(5001);
    }
}
