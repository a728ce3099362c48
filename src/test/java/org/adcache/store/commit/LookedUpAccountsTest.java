package org.adcache.store.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adcache.account.ObjectGuid;
import org.adcache.store.StoreException;
import org.junit.jupiter.api.Test;

class LookedUpAccountsTest {
    private static final List<Path> SEGMENTS = List.of(Path.of("cache-ad-1-1.dbm"));
    private static final List<Path> MERGED = List.of(Path.of("cache-ad-1-2.dbm"));
    private static final ObjectGuid ANNA =
            ObjectGuid.parse("00000000-0000-0000-0000-000000000001").orElseThrow();
    private static final ObjectGuid NOBODY =
            ObjectGuid.parse("00000000-0000-0000-0000-000000000002").orElseThrow();

    private final LookedUpAccounts accounts = new LookedUpAccounts();
    private final List<ObjectGuid> read = new ArrayList<>();

    @Test
    void anAccountIsReadOnce() throws StoreException {
        byte[] first = find(ANNA, SEGMENTS, 10).orElseThrow();
        assertThat(find(ANNA, SEGMENTS, 20)).containsSame(first);
        assertThat(read).containsExactly(ANNA);
    }

    @Test
    void thatThereIsNoneIsKnownToo() throws StoreException {
        assertThat(find(NOBODY, SEGMENTS, 0)).isEmpty();
        assertThat(find(NOBODY, SEGMENTS, 10)).isEmpty();
        assertThat(read).containsExactly(NOBODY);
    }

    @Test
    void otherSegmentsMayHoldAnother() throws StoreException {
        find(ANNA, SEGMENTS, 10);
        assertThat(find(ANNA, MERGED, 20).orElseThrow()).hasSize(20);
        assertThat(find(ANNA, SEGMENTS, 30).orElseThrow()).hasSize(30);
    }

    @Test
    void moreThanTheBoundIsReadAgain() throws StoreException {
        find(ANNA, SEGMENTS, 15 << 20);
        find(NOBODY, SEGMENTS, 2 << 20);
        find(NOBODY, SEGMENTS, 2 << 20);
        find(ANNA, SEGMENTS, 15 << 20);
        assertThat(read).containsExactly(ANNA, NOBODY, NOBODY);
    }

    @Test
    void clearedAccountsAreReadAgain() throws StoreException {
        find(ANNA, SEGMENTS, 10);
        accounts.clear();
        assertThat(find(ANNA, SEGMENTS, 20).orElseThrow()).hasSize(20);
    }

    /** Looks up an account that has this many bytes in its segments; none if 0. */
    private Optional<byte[]> find(ObjectGuid objectGuid, List<Path> segments, int bytes) throws StoreException {
        return accounts.find(objectGuid, segments, guid -> {
            read.add(guid);
            return bytes == 0 ? Optional.empty() : Optional.of(new byte[bytes]);
        });
    }
}
