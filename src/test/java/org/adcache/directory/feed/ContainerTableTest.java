package org.adcache.directory.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.connect.ReplicaState;
import org.junit.jupiter.api.Test;

class ContainerTableTest {
    private static final ObjectGuid SALES = new ObjectGuid(1, 1);
    private static final ObjectGuid STAFF = new ObjectGuid(1, 2);

    private final ContainerTable table = new ContainerTable();

    @Test
    void knowsWhereAContainerWasForCursorsFromThenOn() {
        table.learn(at(100), Map.of(SALES, "ou=sales,dc=x"));

        assertThat(table.keyAt("db", 100, SALES)).contains("ou=sales,dc=x");
        assertThat(table.keyAt("db", 200, SALES)).contains("ou=sales,dc=x");
        assertThat(table.keyAt("db", 200, STAFF)).isEmpty();
    }

    @Test
    void knowsNothingForACursorFromBefore() {
        table.learn(at(100), Map.of(SALES, "ou=sales,dc=x"));
        table.note(at(200), SALES, "ou=trade,dc=x");

        assertThat(table.keyAt("db", 150, SALES)).isEmpty();
        assertThat(table.keyAt("db", 200, SALES)).contains("ou=trade,dc=x");
    }

    @Test
    void keepsTheEarlierMomentOfAPlaceThatDidNotChange() {
        table.learn(at(100), Map.of(SALES, "ou=sales,dc=x"));
        table.note(at(200), SALES, "ou=sales,dc=x");
        table.learn(at(300), Map.of(SALES, "ou=sales,dc=x"));

        assertThat(table.keyAt("db", 150, SALES)).contains("ou=sales,dc=x");
    }

    @Test
    void forgetsContainersThatAreGoneAndOtherDatabases() {
        table.learn(at(100), Map.of(SALES, "ou=sales,dc=x", STAFF, "ou=staff,dc=x"));
        table.learn(at(200), Map.of(SALES, "ou=sales,dc=x"));
        assertThat(table.keyAt("db", 300, STAFF)).isEmpty();

        table.note(new ReplicaState("other", 5), STAFF, "ou=staff,dc=x");
        assertThat(table.keyAt("db", 300, SALES)).isEmpty();
        assertThat(table.keyAt("other", 5, STAFF)).contains("ou=staff,dc=x");
    }

    private static ReplicaState at(long usn) {
        return new ReplicaState("db", usn);
    }
}
