package org.adcache.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adcache.auth.Scope;
import org.adcache.auth.sso.Role;
import org.adcache.auth.sso.SingleSignOnConfig;
import org.adcache.config.form.BadValueException;
import org.adcache.config.form.FileForms;
import org.adcache.config.form.Form;
import org.adcache.config.form.Forms;
import org.adcache.config.form.NetworkForms;
import org.adcache.lookup.principal.AccountReference;

/** Reader of the blocks {@code http.sso} and {@code http.roles}, and of the key {@code scopes} of a client or role. */
final class AccessReader {
    private static final String EVERY_SERVICE = "*";
    private static final Form<String> SERVICE = Form.text(
            "a service of the keytab such as \"HTTP/gateway.example.com@CORP.EXAMPLE.COM\", or \"*\"",
            (text, folder) -> text.strip().equals(EVERY_SERVICE)
                    ? EVERY_SERVICE
                    : NetworkForms.PRINCIPAL.parser().parse(text, folder));

    private static final Form<AccountReference> MEMBER = Form.text(
            "a group or account such as \"CN=Helpdesk,OU=Groups,DC=corp,DC=example,DC=com\"",
            (text, folder) -> AccountReference.parse(text)
                    .orElseThrow(() -> new BadValueException(
                            "\"" + text + "\" names no group or account",
                            "Write its DN, SID or GUID, \"CORP\\\\Helpdesk\" with the domain's NetBIOS name, or"
                                    + " \"helpdesk@CORP.EXAMPLE.COM\"")));

    private static final Form<Scope> SCOPE = scope();

    private AccessReader() {}

    private static Form<Scope> scope() {
        Form<String> word =
                Forms.oneOf(Arrays.stream(Scope.values()).map(Scope::label).toArray(String[]::new));
        return Form.text(
                word.expected(),
                (text, folder) -> Scope.parse(word.parser().parse(text, folder)).orElseThrow());
    }

    /** Settings of single sign-on; empty if it is off, or if there is a problem, which is reported. */
    static Optional<SingleSignOnConfig> sso(Section section) {
        Optional<Path> keytab = section.optional("keytab", FileForms.KEYTAB);
        Optional<String> principal =
                section.optional("principal", SERVICE).filter(service -> !service.equals(EVERY_SERVICE));
        if (principal.isPresent() && !section.has("keytab")) {
            section.problem("principal", "there is no keytab.", "Set http.sso.keytab, or leave it out.");
        }
        section.end();
        Optional<SingleSignOnConfig> config = keytab.map(file -> new SingleSignOnConfig(file, principal));
        config.flatMap(SingleSignOnConfig::problem)
                .ifPresent(problem -> section.problem("keytab", problem.detail(), problem.remedy()));
        return config;
    }

    /** The roles of people. */
    static List<Role> roles(Section section) {
        List<Role> roles = new ArrayList<>();
        for (String id : section.names()) {
            if (!Role.isId(id)) {
                section.problem(
                        id,
                        "\"" + id + "\" can't be the id of a role.",
                        "Write 1 to 40 of a-z, 0-9 and '-', such as \"helpdesk\".");
            }
            Section role = section.section(id);
            List<AccountReference> members = members(role);
            Set<Scope> scopes = scopes(role);
            role.end();
            if (Role.isId(id) && !members.isEmpty() && !scopes.isEmpty()) {
                roles.add(new Role(id, members, scopes));
            }
        }
        return roles;
    }

    /** The scopes; none if there is a problem, which is reported. */
    static Set<Scope> scopes(Section section) {
        if (!section.has("scopes")) {
            section.problem("scopes", "it is missing.", "Add it, such as scopes = [lookup].");
            return Set.of();
        }
        if (section.isEmptyList("scopes")) {
            section.problem("scopes", "it permits nothing.", "Name at least one, such as scopes = [lookup].");
        }
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(section.list("scopes", SCOPE, List.of()));
        return scopes;
    }

    private static List<AccountReference> members(Section role) {
        if (!role.has("members")) {
            role.problem("members", "it is missing.", "Add the groups or accounts that have the role.");
        }
        if (role.isEmptyList("members")) {
            role.problem("members", "nobody has the role.", "Add a group or account, or leave the role out.");
        }
        return role.list("members", MEMBER, List.of());
    }
}
