package org.adcache.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ReadableShare;
import org.adcache.directory.ConfigBuilder;
import org.adcache.directory.ServerAddress;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.DomainProbe;
import org.adcache.testing.MemoryDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AttributesStageTest {
    private static final String CONFIGURATION = "CN=Configuration," + MemoryDirectory.BASE;
    private static final String SCHEMA = "CN=Schema," + CONFIGURATION;

    private final ConfigBuilder config = new ConfigBuilder();
    private MemoryDirectory server;
    private LDAPConnection connection;

    @BeforeEach
    void start() throws Exception {
        server = new MemoryDirectory();
        connection = server.connect();
        server.add(
                user("svc")
                        .with("sAMAccountName", "svc")
                        .with(
                                "objectSid",
                                ConfigBuilder.DOMAIN_SID.withRelativeId(1104).toBytes()),
                group(),
                object("ann", "contact").with("uSNChanged", "7"));
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @Test
    void allIsWellIfEveryObjectShowsWhatEveryObjectHas() throws Exception {
        StageResult<List<ReadableShare>> result = examine();

        assertThat(result.value()).contains(List.of());
        assertThat(result.detail()).isEqualTo("All of the 3 accounts of a sample show what every object has.");
        assertThat(result.problem()).isEmpty();
    }

    @Test
    void namesWhatIsUnreadableWithTheShareTheConsequenceAndTheGrant() throws Exception {
        schema();
        for (int i = 0; i < 3; i++) {
            TestEntry hidden = user("u" + i);
            hidden.removeAttribute("userAccountControl");
            hidden.removeAttribute("uSNChanged");
            server.add(hidden);
        }
        Entry dynamic = object("all", "msExchDynamicDistributionList").with("uSNChanged", "8");
        server.add(dynamic);

        StageResult<List<ReadableShare>> result = examine();

        assertThat(result.value())
                .contains(List.of(
                        new ReadableShare(AccountType.USER, "userAccountControl", 0.25),
                        new ReadableShare(AccountType.USER, "uSNChanged", 0.25)));
        assertThat(result.problem()).isEmpty();
        assertThat(result.detail())
                .contains("userAccountControl of 25.0 % of the users: whether others are disabled isn't known")
                .contains("uSNChanged of 25.0 % of the users: sync.feed = usn reports no change")
                .contains("dsacls \"DC=corp,DC=example\" /I:S /G \"CORP\\svc:RP;userAccountControl;user\""
                        + " \"CORP\\svc:RP;uSNChanged;user\"")
                .contains(
                        "samba-tool dsacl set -H ldap://127.0.0.1 -U Administrator --objectdn=\"DC=corp,DC=example\" --sddl=\"(OA;CIIO;RP;"
                                + guid(3) + ";" + guid(1) + ";" + ConfigBuilder.DOMAIN_SID.withRelativeId(1104)
                                + ")(OA;CIIO;RP;" + guid(4));
    }

    @Test
    void asksAboutWhatNobodyShowsThoughSomeUsuallyHaveIt() throws Exception {
        for (int i = 0; i < 19; i++) {
            server.add(user("u" + i));
        }
        assertThat(examine().detail())
                .contains("None of the 20 users shows mail or proxyAddresses: if some have a value")
                .contains("None of the 20 users shows memberOf: ")
                .doesNotContain("shows member:", "contacts shows");

        server.add(user("v").with("proxyAddresses", "SMTP:v@corp.example"));
        assertThat(examine().detail())
                .contains("None of the 21 users shows memberOf: ")
                .doesNotContain("shows mail");
    }

    @Test
    void withoutTheSchemaOnlyTheCommandForWindowsIsKnown() throws Exception {
        TestEntry hidden = user("u");
        hidden.removeAttribute("accountExpires");
        server.add(hidden);

        assertThat(examine().detail())
                .contains("dsacls", "accountExpires of 50.0 %")
                .doesNotContain("samba-tool");
    }

    @Test
    void extraAttributesAreJudgedByTheSchema() throws Exception {
        schema();
        config.extraAttributes("title", "back", "computed", "local", "Hidden", "bytes", "distinguishedName", "titel");

        assertThat(examine().detail())
                .contains("back in extra-attributes of the connection corp is a back link")
                .contains("computed in extra-attributes of the connection corp is constructed")
                .contains("local in extra-attributes of the connection corp isn't replicated")
                .contains("Hidden in extra-attributes of the connection corp is confidential")
                .contains("bytes in extra-attributes of the connection corp is binary")
                .contains("titel in extra-attributes of the connection corp isn't in the schema")
                .doesNotContain("title in", "distinguishedName in");
    }

    @Test
    void wellKnownExtraAttributesAreJudgedWithoutTheSchema() throws Exception {
        config.extraAttributes("title", "memberof", "lastLogon");

        assertThat(examine().detail())
                .contains("memberof in extra-attributes", "lastLogon in extra-attributes")
                .doesNotContain("title in");
    }

    private StageResult<List<ReadableShare>> examine() throws Exception {
        DomainProbe.ProbedDomain found = new DomainProbe.ProbedDomain(
                ConfigBuilder.DOMAIN, MemoryDirectory.BASE, Optional.of(CONFIGURATION), Set.of(), true, false);
        TlsStage.Connected connected =
                new TlsStage.Connected(new ServerAddress("127.0.0.1", server.port()), connection, List.of());
        Deadline deadline = new Deadline(Instant.now().plusSeconds(60), Clock.systemUTC());
        return new AttributesStage(config.build(), deadline)
                .examine(
                        new KeytabStage.ServiceKeys("svc@CORP.EXAMPLE", List.of()),
                        new BaseStage.SearchBase(connected, MemoryDirectory.BASE, found, "CORP\\svc"));
    }

    private void schema() throws LDAPException {
        server.add(object(CONFIGURATION, "Configuration", "container"), object(SCHEMA, "Schema", "container"));
        define(1, "classSchema", "user");
        define(2, "classSchema", "group");
        define(3, "attributeSchema", "userAccountControl", "systemFlags", "18", "attributeSyntax", "2.5.5.9");
        define(4, "attributeSchema", "uSNChanged", "systemFlags", "17");
        define(5, "attributeSchema", "title", "systemFlags", "16", "attributeSyntax", "2.5.5.12", "linkID", "2");
        define(6, "attributeSchema", "back", "linkID", "3");
        define(7, "attributeSchema", "computed", "systemFlags", "20");
        define(8, "attributeSchema", "local", "systemFlags", "17");
        define(9, "attributeSchema", "hidden", "searchFlags", "129");
        define(10, "attributeSchema", "bytes", "attributeSyntax", "2.5.5.10");
        define(11, "attributeSchema", "distinguishedName", "systemFlags", "19");
    }

    private void define(int number, String objectClass, String name, String... values) throws LDAPException {
        TestEntry definition = object("CN=" + name + "," + SCHEMA, name, objectClass)
                .with("lDAPDisplayName", name)
                .with("schemaIDGUID", guid(number).toBytes());
        for (int i = 0; i < values.length; i += 2) {
            definition.with(values[i], values[i + 1]);
        }
        server.add(definition);
    }

    private static ObjectGuid guid(int number) {
        return new ObjectGuid(1, number);
    }

    private static TestEntry user(String name) {
        return object(name, "user")
                .with("objectCategory", "person")
                .with("sAMAccountName", name)
                .with("objectSid", ConfigBuilder.DOMAIN_SID.withRelativeId(1000).toBytes())
                .with("primaryGroupID", "513")
                .with("userAccountControl", "512")
                .with("accountExpires", "0")
                .with("uSNChanged", "5");
    }

    private static TestEntry group() {
        return object("staff", "group")
                .with("sAMAccountName", "staff")
                .with("objectSid", ConfigBuilder.DOMAIN_SID.withRelativeId(1001).toBytes())
                .with("uSNChanged", "6");
    }

    private static TestEntry object(String name, String objectClass) {
        return object("CN=" + name + "," + MemoryDirectory.BASE, name, objectClass);
    }

    private static TestEntry object(String dn, String name, String objectClass) {
        return new TestEntry(dn).with("objectClass", "top", objectClass).with("cn", name);
    }

    /** Entry that is built value by value; a value replaces an earlier one. */
    private static final class TestEntry extends Entry {
        private static final long serialVersionUID = 1;

        TestEntry(String dn) {
            super(dn);
        }

        TestEntry with(String attribute, String... values) {
            setAttribute(attribute, values);
            return this;
        }

        TestEntry with(String attribute, byte[] value) {
            setAttribute(new Attribute(attribute, value));
            return this;
        }
    }
}
