package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.asn1.ASN1OctetString;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.DN;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.Modification;
import com.unboundid.ldap.sdk.ModificationType;
import com.unboundid.ldap.sdk.ModifyRequest;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResult;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.experimental.ActiveDirectoryDirSyncControl;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.adcache.demo.DirectoryContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The contract that the simulated directory fulfils too, fulfilled by Samba; and where Samba is more lenient than
 * Windows.
 */
@ExtendWith(SharedSamba.class)
class SambaContractIT extends DirectoryContract {
    private final SambaDomain domain;
    private final List<LDAPConnection> open = new ArrayList<>();

    SambaContractIT(SambaDomain domain) {
        this.domain = domain;
    }

    @AfterEach
    void closeConnections() {
        open.forEach(LDAPConnection::close);
    }

    @Test
    void searchWithoutPagingGivesEverythingAndAtWindowsItEndsAtTheLimit() throws Exception {
        SearchResult all = laboratory().reader().search(SambaDomain.BASE, SearchScope.SUB, "(objectClass=user)", "1.1");
        assertThat(all.getEntryCount()).isGreaterThan(SambaPopulation.RANDOM_PEOPLE / 2);
    }

    @Test
    void dirSyncAnswersInOnePartHoweverFewBytesAreAskedFor() throws Exception {
        SearchRequest request =
                new SearchRequest(SambaDomain.BASE, SearchScope.SUB, "(objectClass=user)", "sAMAccountName");
        request.setControls(new ActiveDirectoryDirSyncControl(
                true, ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY, 1, new ASN1OctetString()));
        SearchResult all = laboratory().reader().search(request);
        assertThat(all.getEntryCount()).isGreaterThan(SambaPopulation.RANDOM_PEOPLE / 2);
        assertThat(ActiveDirectoryDirSyncControl.get(all).getFlags()).isZero();
    }

    /** Simulated by {@code DomainController.findDirSyncByUsn}; Windows probably reports what can be read. */
    @Test
    void dirSyncOfAHardenedDomainIsBlindForUsers() throws Exception {
        Laboratory laboratory = laboratory();
        try {
            LDAPConnection hardened = laboratory.readerOfHardenedDomain();
            SearchRequest request = new SearchRequest(
                    SambaDomain.BASE, SearchScope.SUB, "(|(objectClass=user)(objectClass=group))", "sAMAccountName");
            request.setControls(new ActiveDirectoryDirSyncControl(
                    true,
                    ActiveDirectoryDirSyncControl.FLAG_OBJECT_SECURITY,
                    Integer.MAX_VALUE,
                    new ASN1OctetString()));
            assertThat(hardened.search(request).getSearchEntries())
                    .extracting(entry -> entry.getAttributeValue("sAMAccountName"))
                    .contains("Domain Users", domain.reader())
                    .hasSizeLessThan(SambaPopulation.RANDOM_PEOPLE / 2);
            // Samba takes an unreadable attribute for absent; at Windows the condition stays undefined under NOT.
            String negated = "(&(sAMAccountName=Guest)(!(userAccountControl=2)))";
            assertThat(hardened.search(SambaDomain.BASE, SearchScope.SUB, negated, "1.1")
                            .getSearchEntries())
                    .hasSize(1);
        } finally {
            laboratory.soften();
        }
    }

    @Override
    protected Laboratory laboratory() throws Exception {
        return new Samba(bound(domain.reader()), administrator(), domain.reader(), this::bound);
    }

    private LDAPConnection administrator() throws Exception {
        return bound("Administrator");
    }

    private LDAPConnection bound(String account) throws Exception {
        LDAPConnection connection = domain.connect(account);
        open.add(connection);
        return connection;
    }

    /** Opens a connection that is closed after the test. */
    private interface Login {
        LDAPConnection as(String account) throws Exception;
    }

    private record Samba(LDAPConnection reader, LDAPConnection administrator, String readerAccount, Login login)
            implements Laboratory {
        private static final String COMPATIBLE_ACCESS =
                "CN=Pre-Windows 2000 Compatible Access,CN=Builtin," + SambaDomain.BASE;
        private static final String AUTHENTICATED_USERS =
                "CN=S-1-5-11,CN=ForeignSecurityPrincipals," + SambaDomain.BASE;

        /** Groups are resolved at the bind, so it takes another connection. */
        @Override
        public LDAPConnection readerOfHardenedDomain() throws Exception {
            removeMember(COMPATIBLE_ACCESS, AUTHENTICATED_USERS);
            return login.as(readerAccount);
        }

        @Override
        public void soften() throws Exception {
            addMember(COMPATIBLE_ACCESS, AUTHENTICATED_USERS);
        }

        @Override
        public String base() {
            return SambaDomain.BASE;
        }

        @Override
        public LDAPConnection readerOfTombstones() {
            return administrator;
        }

        @Override
        public void addUnit(String distinguishedName) throws Exception {
            administrator.add(distinguishedName, new Attribute("objectClass", "organizationalUnit"));
        }

        @Override
        public void addUser(String distinguishedName, String accountName, String mail) throws Exception {
            administrator.add(
                    distinguishedName,
                    new Attribute("objectClass", "user"),
                    new Attribute("sAMAccountName", accountName),
                    new Attribute("mail", mail));
        }

        @Override
        public void addGroup(String distinguishedName, String accountName, String... members) throws Exception {
            administrator.add(
                    distinguishedName,
                    new Attribute("objectClass", "group"),
                    new Attribute("sAMAccountName", accountName),
                    new Attribute("member", members));
        }

        @Override
        public void replace(String distinguishedName, String attribute, String... values) throws Exception {
            administrator.modify(distinguishedName, new Modification(ModificationType.REPLACE, attribute, values));
        }

        @Override
        public void addMember(String group, String member) throws Exception {
            administrator.modify(group, new Modification(ModificationType.ADD, "member", member));
        }

        @Override
        public void removeMember(String group, String member) throws Exception {
            administrator.modify(group, new Modification(ModificationType.DELETE, "member", member));
        }

        @Override
        public void rename(String distinguishedName, String newDistinguishedName) throws Exception {
            DN name = new DN(newDistinguishedName);
            administrator.modifyDN(distinguishedName, name.getRDN().toString(), true, name.getParentString());
        }

        @Override
        public void delete(String distinguishedName) throws Exception {
            administrator.delete(distinguishedName);
        }

        @Override
        public void restore(UUID guid, String distinguishedName) throws Exception {
            // Samba restores no object that is named by its GUID.
            String name = new DN(distinguishedName).getRDN() + "\\0ADEL:" + guid + ",CN=Deleted Objects," + base();
            ModifyRequest request = new ModifyRequest(
                    name,
                    new Modification(ModificationType.DELETE, "isDeleted"),
                    new Modification(ModificationType.REPLACE, "distinguishedName", distinguishedName));
            request.setControls(new Control("1.2.840.113556.1.4.417", true));
            administrator.modify(request);
        }
    }
}
