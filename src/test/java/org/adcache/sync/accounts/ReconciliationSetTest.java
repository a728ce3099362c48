package org.adcache.sync.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.adcache.account.DistinguishedName;
import org.adcache.account.ObjectGuid;
import org.junit.jupiter.api.Test;

class ReconciliationSetTest {
    private static final DistinguishedName ADA = new DistinguishedName("CN=Ada,DC=corp,DC=example");

    @Test
    void knowsANameHoweverItIsWritten() {
        ReconciliationSet listed = new ReconciliationSet();
        listed.add(new ObjectGuid(1, 1), ADA);
        assertThat(listed.crossOff(new ObjectGuid(1, 1), new DistinguishedName("cn=ADA, dc=corp, dc=example")))
                .isTrue();
        assertThat(listed.rest()).isEmpty();
    }

    @Test
    void tellsAnotherNameAndWhatWasNotListed() {
        ReconciliationSet listed = new ReconciliationSet();
        listed.add(new ObjectGuid(1, 1), ADA);
        assertThat(listed.crossOff(new ObjectGuid(1, 1), new DistinguishedName("CN=Ada,OU=New,DC=corp,DC=example")))
                .isFalse();
        assertThat(listed.crossOff(new ObjectGuid(2, 2), ADA)).isFalse();
        assertThat(listed.rest()).isEmpty();
    }

    @Test
    void agreesWithAPlainMap() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ReconciliationSet listed = new ReconciliationSet();
        Map<ObjectGuid, DistinguishedName> plain = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            // Few different values, so that slots collide and GUIDs repeat.
            ObjectGuid guid = new ObjectGuid(random.nextInt(200), random.nextInt(200) + 1);
            DistinguishedName name = new DistinguishedName("CN=" + random.nextInt(5) + ",DC=example");
            listed.add(guid, name);
            plain.put(guid, name);
        }
        assertThat(listed.size()).as("seed %s", seed).isEqualTo(plain.size());
        Set<ObjectGuid> rest = new HashSet<>(plain.keySet());
        for (ObjectGuid guid : plain.keySet()) {
            if (random.nextBoolean()) {
                DistinguishedName name = new DistinguishedName("CN=" + random.nextInt(5) + ",DC=example");
                assertThat(listed.crossOff(guid, name)).as("seed %s", seed).isEqualTo(name.equals(plain.get(guid)));
                rest.remove(guid);
            }
        }
        assertThat(listed.rest()).as("seed %s", seed).isEqualTo(rest);
    }
}
