package org.adcache.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchScope;
import java.nio.file.Path;
import java.util.UUID;
import org.adcache.demo.ldap.SearchLimits;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.population.Population;
import org.adcache.demo.rights.Rights;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The contract, fulfilled by the simulated directory; and where it is stricter than Samba, as Windows is. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ResourceLock(Resources.SYSTEM_PROPERTIES)
class SimulatedContractTest extends DirectoryContract {
    private SimulatedDirectory directory;
    private TestClient client;
    private LDAPConnection connection;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder)
                .withAccounts(400)
                .withPopulations(Population.values())
                .withLimits(new SearchLimits(150, 40, 100)));
        client = new TestClient(directory, folder);
        connection = client.bound();
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        client.close();
        directory.close();
    }

    @AfterEach
    void hideTombstones() {
        directory.rights().readDeletedObjects(false);
    }

    @Test
    void searchWithoutPagingEndsAtTheLimitAndAtSambaItDoesNot() {
        LDAPSearchException failure = catchThrowableOfType(
                LDAPSearchException.class,
                () -> connection.search(laboratory().base(), SearchScope.SUB, "(objectClass=user)", "1.1"));
        assertThat(failure.getResultCode()).isEqualTo(ResultCode.SIZE_LIMIT_EXCEEDED);
    }

    @Test
    void negatedConditionOnAnUnreadableAttributeMatchesNothingAndAtSambaItMatches() throws Exception {
        directory.rights().use(Rights.HARDENED);
        try {
            assertThat(client.names(connection, 100, "(&(sAMAccountName=jsmith)(!(userAccountControl=2)))"))
                    .isEmpty();
        } finally {
            directory.rights().use(Rights.DEFAULT);
        }
    }

    @Test
    void dirSyncAnswersInPartsAndSambaInOne() throws Exception {
        ChangeReader all =
                ChangeReader.fromTheBeginning(connection, laboratory().base(), "objectClass");
        assertThat(all.read()).hasSizeGreaterThan(400);
        assertThat(all.answers()).isGreaterThanOrEqualTo(4);
    }

    @Override
    protected Laboratory laboratory() {
        return new Simulated();
    }

    private final class Simulated implements Laboratory {
        private final DirectoryChanges changes = directory.changes();

        @Override
        public String base() {
            return directory.tree().domain().baseName();
        }

        @Override
        public LDAPConnection reader() {
            return connection;
        }

        @Override
        public LDAPConnection readerOfTombstones() {
            directory.rights().readDeletedObjects(true);
            return connection;
        }

        @Override
        public String readerAccount() {
            return SimulatedDirectoryConfig.SERVICE_ACCOUNT;
        }

        @Override
        public LDAPConnection readerOfHardenedDomain() {
            directory.rights().use(Rights.HARDENED);
            return connection;
        }

        @Override
        public void soften() {
            directory.rights().use(Rights.DEFAULT);
        }

        @Override
        public void addUnit(String distinguishedName) {
            changes.addUnit(distinguishedName);
        }

        @Override
        public void addUser(String distinguishedName, String accountName, String mail) {
            changes.addUser(distinguishedName, accountName, new Attribute("mail", mail));
        }

        @Override
        public void addGroup(String distinguishedName, String accountName, String... members) {
            changes.addGroup(distinguishedName, accountName, members);
        }

        @Override
        public void replace(String distinguishedName, String attribute, String... values) {
            changes.replace(distinguishedName, attribute, values);
        }

        @Override
        public void addMember(String group, String member) {
            changes.addMembers(group, member);
        }

        @Override
        public void removeMember(String group, String member) {
            changes.removeMembers(group, member);
        }

        @Override
        public void rename(String distinguishedName, String newDistinguishedName) {
            changes.rename(distinguishedName, newDistinguishedName);
        }

        @Override
        public void delete(String distinguishedName) {
            changes.delete(distinguishedName);
        }

        @Override
        public void restore(UUID guid, String distinguishedName) {
            changes.restore(guid);
        }
    }
}
