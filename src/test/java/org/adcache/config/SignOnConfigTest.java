package org.adcache.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.adcache.auth.Scope;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.http.HttpConfig;
import org.adcache.lookup.principal.AccountReference;
import org.adcache.testing.TestKeytab;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The blocks {@code http.sso} and {@code http.roles}. */
final class SignOnConfigTest {
    private static final String SERVICE = "HTTP/gw.corp.example.com@CORP.EXAMPLE.COM";

    @TempDir
    Path folder;

    private ConfigFiles files;

    @BeforeEach
    void makeFiles() throws IOException {
        files = new ConfigFiles(folder);
        TestKeytab.write(folder.resolve("http.keytab"), TestKeytab.entry(SERVICE));
    }

    @Test
    void singleSignOnIsOffUnlessItHasAKeytab() throws Exception {
        assertThat(files.read(ConfigFiles.adcache("")).http().sso()).isEmpty();
        assertThat(files.read(ConfigFiles.adcache("http.sso.keytab = http.keytab"))
                        .http()
                        .sso())
                .contains(new SingleSignOnConfig(folder.resolve("http.keytab"), Optional.empty()));
        assertThat(files.read(ConfigFiles.adcache("http.sso { keytab = http.keytab, principal = \"*\" }"))
                        .http()
                        .sso()
                        .orElseThrow()
                        .principal())
                .isEmpty();
        assertThat(files.read(ConfigFiles.adcache("http.sso { keytab = http.keytab, principal = \"" + SERVICE + "\" }"))
                        .http()
                        .sso()
                        .orElseThrow()
                        .principal())
                .contains(SERVICE);
    }

    @Test
    void rolesHaveMembersInEveryFormAndScopes() throws Exception {
        HttpConfig http = files.read(ConfigFiles.adcache("""
                  http.sso.keytab = http.keytab
                  http.roles {
                    helpdesk {
                      members = ["CN=Helpdesk,OU=Groups,DC=corp,DC=example,DC=com", "S-1-5-21-1-2-3-512",
                        "2a1c1e3e-0f0b-4f63-8c8d-6a3a8f0c5a11", "CORP\\\\Second Line", "jo@corp.example.com"]
                      scopes = [suggest, lookup]
                    }
                    admins { members = ["CORP\\\\root"], scopes = [admin] }
                  }
                """)).http();

        assertThat(http.roles()).extracting(Role::id).containsExactly("helpdesk", "admins");
        Role helpdesk = http.roles().get(0);
        assertThat(helpdesk.scopes()).isEqualTo(Set.of(Scope.SUGGEST, Scope.LOOKUP));
        assertThat(helpdesk.members())
                .extracting(Object::getClass)
                .containsExactly(
                        AccountReference.ByDn.class,
                        AccountReference.BySid.class,
                        AccountReference.ByGuid.class,
                        AccountReference.InDomain.class,
                        AccountReference.InRealm.class);
        assertThat(helpdesk.members().get(3))
                .isEqualTo(new AccountReference.InDomain("CORP\\Second Line", "CORP", "Second Line"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    sso.keytab = none.keytab                    | there is no file
                    sso.keytab = corp.keytab                    | holds no keys. Export the keytab again
                    sso.keytab = adcache.conf                   | is not a keytab.
                    sso.principal = "HTTP/gw@CORP.EXAMPLE.COM"  | there is no keytab. Set http.sso.keytab
                    sso { keytab = http.keytab, principal = "HTTP/x" } | has no key of HTTP/x. Correct http.sso.principal
                    sso { keytab = http.keytab, principal = "HTTP/x@lower.example" } | is not in upper case
                    sso.keytb = http.keytab                     | there is no such key. Did you mean "keytab"?
                    roles { r { members = ["CORP\\\\x"], scopes = [lookup] } } | nobody signs in who could have one.
                    """)
    void aMistake(String line, String problem) throws Exception {
        assertThat(files.problem(ConfigFiles.adcache("http." + line)))
                .startsWith("adcache.conf:2: adcache.http.")
                .contains(problem);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    r { members = ["CORP\\\\x"], scopes = [lokup] }  | scopes: "lokup" is not one of its values. Did you mean lookup?
                    r { members = ["CORP\\\\x"] }                    | scopes: it is missing.
                    r { members = ["CORP\\\\x"], scopes = [] }        | scopes: it permits nothing.
                    r { scopes = [lookup] }                          | members: it is missing.
                    r { members = [], scopes = [lookup] }            | members: nobody has the role.
                    r { members = [helpdesk], scopes = [lookup] }    | "helpdesk" names no group or account. Write its DN, SID or GUID
                    r { members = ["@x"], scopes = [lookup] }        | "@x" names no group or account.
                    r { members = ["CORP\\\\"], scopes = [lookup] }  | names no group or account.
                    r { members = "CORP\\\\x", scopes = [lookup] }   | members: it is text, not a list.
                    r { member = ["CORP\\\\x"], members = ["CORP\\\\x"], scopes = [lookup] } | Did you mean "members"?
                    R_1 { members = ["CORP\\\\x"], scopes = [lookup] } | "R_1" can't be the id of a role.
                    """)
    void aMistakeInARole(String role, String problem) throws Exception {
        String text = "http { sso.keytab = http.keytab, roles { " + role + " } }";

        assertThat(files.problem(ConfigFiles.adcache(text)))
                .startsWith("adcache.conf:2: adcache.http.roles")
                .contains(problem);
    }

    @Test
    void aKeytabThatCanNotBeUsedIsFoundBeforeTheServiceStarts() throws Exception {
        Files.write(folder.resolve("cut.keytab"), new byte[] {5, 2, 0, 0, 0, 60, 1});

        assertThat(files.problem(ConfigFiles.adcache("http.sso.keytab = cut.keytab")))
                .startsWith("adcache.conf:2: adcache.http.sso.keytab: The keytab " + "cut.keytab is damaged");
    }
}
