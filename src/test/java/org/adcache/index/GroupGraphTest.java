package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GroupGraphTest {
    private static final int JO = 0;
    private static final int SALES = 1;
    private static final int STAFF = 2;
    private static final int ALL = 3;
    private static final int OTHERS = 4;

    private static GroupGraph graph(int[]... memberAndGroup) {
        GroupGraph.Builder builder = new GroupGraph.Builder();
        for (int[] pair : memberAndGroup) {
            builder.add(pair[0], pair[1]);
        }
        return builder.build(5);
    }

    @Test
    void followsGroupsInGroups() {
        Memberships of = graph(new int[] {JO, SALES}, new int[] {SALES, STAFF}, new int[] {STAFF, ALL})
                .of(JO, any -> true);
        assertThat(of.contains(ALL)).isTrue();
        assertThat(of.contains(OTHERS)).isFalse();
        assertThat(of.pathTo(ALL)).containsExactly(JO, SALES, STAFF, ALL);
        assertThat(of.pathTo(OTHERS)).isEmpty();
    }

    @Test
    void takesTheShortestWay() {
        Memberships of = graph(
                        new int[] {JO, SALES},
                        new int[] {SALES, STAFF},
                        new int[] {STAFF, ALL},
                        new int[] {JO, OTHERS},
                        new int[] {OTHERS, ALL},
                        new int[] {JO, OTHERS})
                .of(JO, any -> true);
        assertThat(of.pathTo(ALL)).containsExactly(JO, OTHERS, ALL);
    }

    @Test
    void aCycleEndsAndMakesAGroupAMemberOfItself() {
        GroupGraph graph = graph(new int[] {SALES, STAFF}, new int[] {STAFF, ALL}, new int[] {ALL, SALES});
        assertThat(graph.of(SALES, any -> true).pathTo(SALES)).containsExactly(SALES, STAFF, ALL, SALES);
        assertThat(graph.of(JO, any -> true).contains(JO)).isFalse();
    }

    @Test
    void goesOnlyThroughGroupsThatCount() {
        Memberships of = graph(new int[] {JO, SALES}, new int[] {SALES, STAFF}).of(JO, group -> group != SALES);
        assertThat(of.contains(STAFF)).isFalse();
    }

    @Test
    void holdsThousandsOfGroups() {
        GroupGraph.Builder builder = new GroupGraph.Builder();
        for (int i = 0; i < 5000; i++) {
            builder.add(i, i + 1);
        }
        Memberships of = builder.build(5001).of(0, any -> true);
        assertThat(of.contains(5000)).isTrue();
        assertThat(of.pathTo(5000)).hasSize(5001);
    }
}
