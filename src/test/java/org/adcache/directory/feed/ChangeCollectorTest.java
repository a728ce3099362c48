package org.adcache.directory.feed;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Entry;
import java.util.Map;
import java.util.Set;
import org.adcache.account.ObjectGuid;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.read.DnCheck;
import org.junit.jupiter.api.Test;

/** Entries as DirSync returns them: only what changed, and removed attributes without values. */
class ChangeCollectorTest {
    private final ChangeCollector collector = new ChangeCollector(new DnCheck(EntryLimits.defaults()));

    @Test
    void takesWhatIsNeitherDeletedNorMovedAsChanged() throws Exception {
        collector.dirSync(entry(1, "CN=a,DC=x", Map.of("mail", "a@x.example")));
        Entry removed = entry(2, "CN=b,DC=x", Map.of());
        removed.addAttribute("mail", Set.of());
        collector.dirSync(removed);

        assertThat(collector.changed()).containsExactlyInAnyOrder(guid(1), guid(2));
        assertThat(collector.unclear()).isEmpty();
    }

    @Test
    void takesAnEntryWithoutANameAsChangedAndNamesOneWithoutAGuid() throws Exception {
        collector.dirSync(entry(1, "", Map.of("name", "a", "parentGUID", "p")));
        collector.dirSync(entry(2, "", Map.of("isDeleted", "TRUE")));
        Entry nameless = new Entry("CN=c,DC=x");
        collector.dirSync(nameless);
        collector.changed(nameless, false);

        assertThat(collector.changed()).containsExactly(guid(1));
        assertThat(collector.deleted()).containsExactly(guid(2));
        assertThat(collector.ignored()).hasSize(2);
        assertThat(collector.ignored().get(0).distinguishedName()).isEqualTo("CN=c,DC=x");
    }

    @Test
    void takesTombstonesAsDeleted() throws Exception {
        collector.dirSync(entry(1, "CN=a\\0ADEL:1,CN=Deleted Objects,DC=x", Map.of("isDeleted", "TRUE", "name", "a")));

        assertThat(collector.deleted()).containsExactly(guid(1));
        assertThat(collector.changed()).isEmpty();
    }

    @Test
    void tellsTheTombstoneOfAForeignPrincipalByItsName() throws Exception {
        collector.dirSync(entry(1, "CN=a\\0ADEL:1,CN=Deleted Objects,DC=x", Map.of("isDeleted", "TRUE")));
        collector.tombstone(entry(2, "CN=b\\0ADEL:2,CN=Deleted Objects,DC=x", Map.of()));
        assertThat(collector.foreignPrincipalDeleted()).isFalse();

        collector.tombstone(entry(3, "CN=S-1-5-21-7-8-9-1104\\0ADEL:3,CN=Deleted Objects,DC=x", Map.of()));

        assertThat(collector.foreignPrincipalDeleted()).isTrue();
        assertThat(collector.deleted()).containsExactlyInAnyOrder(guid(1), guid(2), guid(3));
    }

    @Test
    void countsATombstoneThatDoesNotSayWhichObjectItIsOf() {
        collector.tombstone(new Entry("CN=a\\0ADEL:1,CN=Deleted Objects,DC=x"));

        assertThat(collector.ignored()).hasSize(1);
        assertThat(collector.deleted()).isEmpty();
    }

    @Test
    void takesARestoredObjectAsChanged() throws Exception {
        collector.dirSync(entry(1, "CN=a\\0ADEL:1,CN=Deleted Objects,DC=x", Map.of("isDeleted", "TRUE")));
        Entry restored = entry(1, "CN=a,DC=x", Map.of("mail", "a@x.example"));
        restored.addAttribute("isDeleted", Set.of());
        collector.dirSync(restored);

        assertThat(collector.changed()).containsExactly(guid(1));
        assertThat(collector.deleted()).isEmpty();
    }

    @Test
    void asksWhetherWhatWasRenamedIsAContainer() throws Exception {
        collector.dirSync(entry(1, "OU=Sales,DC=x", Map.of("name", "Sales")));
        collector.dirSync(entry(2, "CN=a,DC=x", Map.of("parentGUID", "p")));
        assertThat(collector.unclear()).containsExactlyInAnyOrder(guid(1), guid(2));

        collector.clear(Set.of(guid(1)));

        assertThat(collector.containers()).isEqualTo(Map.of(guid(1), "ou=sales,dc=x"));
        assertThat(collector.changed()).containsExactly(guid(2));
    }

    @Test
    void remembersARenameThatALaterAnswerDoesNotRepeat() throws Exception {
        collector.dirSync(entry(1, "OU=Sales,DC=x", Map.of("name", "Sales")));
        collector.dirSync(entry(1, "OU=Sales,DC=x", Map.of("mail", "sales@x.example")));
        collector.clear(Set.of(guid(1)));

        assertThat(collector.containers()).containsKey(guid(1));
    }

    @Test
    void knowsANewContainerByItsClass() throws Exception {
        Entry entry = entry(1, "OU=New,DC=x", Map.of("name", "New"));
        entry.addAttribute("objectClass", "top", "organizationalUnit");
        collector.dirSync(entry);

        assertThat(collector.containers()).containsKey(guid(1));
        assertThat(collector.isCreated(guid(1))).isTrue();
    }

    @Test
    void forgetsAContainerThatWasDeletedLater() throws Exception {
        collector.dirSync(entry(1, "OU=Sales,DC=x", Map.of("name", "Sales")));
        collector.dirSync(entry(1, "OU=Sales\\0ADEL:1,CN=Deleted Objects,DC=x", Map.of("isDeleted", "TRUE")));
        collector.clear(Set.of());

        assertThat(collector.containers()).isEmpty();
        assertThat(collector.changed()).isEmpty();
        assertThat(collector.deleted()).containsExactly(guid(1));
    }

    @Test
    void saysWhenThereIsTooMuch() throws Exception {
        for (int i = 0; i < ChangeCollector.MAX; i++) {
            collector.dirSync(entry(i, "CN=a,DC=x", Map.of()));
        }
        assertThat(collector.isTooMuch()).isFalse();
        collector.dirSync(entry(ChangeCollector.MAX, "CN=a,DC=x", Map.of()));
        assertThat(collector.isTooMuch()).isTrue();
    }

    private static Entry entry(int number, String dn, Map<String, String> attributes) {
        Entry entry = new Entry(dn);
        entry.addAttribute("objectGUID", guid(number).toBytes());
        attributes.forEach(entry::addAttribute);
        return entry;
    }

    private static ObjectGuid guid(int number) {
        return new ObjectGuid(1, number);
    }
}
