package org.adcache.auth.sso;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.adcache.auth.Scope;
import org.adcache.lookup.principal.AccountReference;

/**
 * Role of people who sign in.
 *
 * @param id 1 to 40 of a-z, 0-9 and '-'
 * @param members accounts, and groups whose members have the role, nested ones too
 * @param scopes what the role permits
 */
public record Role(String id, List<AccountReference> members, Set<Scope> scopes) {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,40}");

    /**
     * Checks the id.
     *
     * @throws IllegalArgumentException if it has another form
     */
    public Role {
        if (!isId(id)) {
            throw new IllegalArgumentException("a role's id is 1 to 40 of a-z, 0-9 and '-', not \"" + id + "\"");
        }
        members = List.copyOf(members);
        scopes = Set.copyOf(scopes);
    }

    /** Whether a text has the form of an id. */
    public static boolean isId(String text) {
        return FORM.matcher(text).matches();
    }
}
