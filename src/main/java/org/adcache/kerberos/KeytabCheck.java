package org.adcache.kerberos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;

/**
 * Keytab validation before a login. The JDK reports a missing file, a foreign file, a missing principal and a keytab
 * without AES keys all as "Unable to obtain password from user".
 */
public final class KeytabCheck {
    private static final String EXPORT_AES =
            "Allow AES on the account (msDS-SupportedEncryptionTypes 24), reset its password and export AES keys.";

    private final Path path;
    private final KeytabFile file;

    public KeytabCheck(Path keytab) {
        this(keytab, new KeytabFile(keytab));
    }

    private KeytabCheck(Path path, KeytabFile file) {
        this.path = path;
        this.file = file;
    }

    /** The check of a keytab that is in no file. */
    public static KeytabCheck sent(byte[] content) {
        return new KeytabCheck(Path.of(""), KeytabFile.sent(content));
    }

    /**
     * Lists the entries of the keytab and its problems.
     *
     * @throws ProblemException if it can't be read as a keytab
     */
    public KeytabReport report() throws ProblemException {
        Keytab keytab = file.read();
        List<Problem> problems = new ArrayList<>();
        for (String principal : keytab.principals()) {
            List<KeytabEntry> entries = of(principal, keytab);
            noAes(principal, entries).ifPresent(problems::add);
            lowerCaseRealm(entries.get(0)).ifPresent(problems::add);
            mixedVersions(principal, entries).ifPresent(problems::add);
            weakKeys(principal, entries).ifPresent(problems::add);
        }
        worldReadable().ifPresent(problems::add);
        return new KeytabReport(keytab.entries(), problems);
    }

    /**
     * Selects the principal that logs in.
     *
     * @param wanted {@code name} or {@code name@REALM}; empty for the keytab's only principal
     * @param realm for a name without one
     * @return the principal as the keytab spells it, with at least one AES key
     * @throws ProblemException if the keytab can't be read, if none or several principals match, or if the principal
     *     has no AES key
     */
    public String principal(Optional<String> wanted, String realm) throws ProblemException {
        Keytab keytab = file.read();
        String principal = wanted.isPresent() ? find(wanted.get(), realm, keytab) : only(keytab);
        Optional<Problem> noAes = noAes(principal, of(principal, keytab));
        if (noAes.isPresent()) {
            throw new ProblemException(noAes.get());
        }
        return principal;
    }

    /** A warning if every user of the machine can read the keytab. */
    public Optional<Problem> worldReadable() {
        return file.isWorldReadable()
                ? Optional.of(new Problem(
                        ProblemType.KEYTAB_WORLD_READABLE,
                        "Every user of this machine may read the keytab " + path + ".",
                        "chmod 0400 " + path + "; then change the account's password and export the keytab again."))
                : Optional.empty();
    }

    private String only(Keytab keytab) throws ProblemException {
        List<String> principals = keytab.principals();
        if (principals.size() > 1) {
            throw new ProblemException(new Problem(
                    ProblemType.KEYTAB_AMBIGUOUS,
                    file.called() + " holds several principals: " + String.join(", ", principals) + ".",
                    "Choose one with the key \"principal\" of the connection."));
        }
        return principals.get(0);
    }

    private String find(String wanted, String realm, Keytab keytab) throws ProblemException {
        String full = wanted.indexOf('@') < 0 ? wanted + '@' + realm : wanted;
        List<String> principals = keytab.principals();
        return principals.stream()
                .filter(full::equals)
                .findFirst()
                .or(() -> principals.stream().filter(full::equalsIgnoreCase).findFirst())
                .orElseThrow(() -> new ProblemException(new Problem(
                        ProblemType.KEYTAB_PRINCIPAL_MISSING,
                        file.called() + " has no key of " + full + ". It holds " + String.join(", ", principals) + ".",
                        "Correct the key \"principal\" of the connection, or export the keytab of this account.")));
    }

    private static List<KeytabEntry> of(String principal, Keytab keytab) {
        return keytab.entries().stream()
                .filter(entry -> entry.principal().equals(principal))
                .toList();
    }

    private Optional<Problem> noAes(String principal, List<KeytabEntry> entries) {
        if (entries.stream().anyMatch(entry -> entry.encryptionType().isAes())) {
            return Optional.empty();
        }
        List<String> labels = entries.stream()
                .map(entry -> entry.encryptionType().label())
                .distinct()
                .toList();
        return Optional.of(new Problem(
                ProblemType.KEYTAB_NO_AES,
                file.called() + " has no AES key of " + principal + ", only " + String.join(", ", labels) + ".",
                EXPORT_AES));
    }

    private static Optional<Problem> lowerCaseRealm(KeytabEntry entry) {
        String upper = entry.realm().toUpperCase(Locale.ROOT);
        return entry.realm().equals(upper)
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemType.KEYTAB_REALM_CASE,
                        "The realm of " + entry.principal() + " is not in upper case, so no KDC will be found for it.",
                        "Export the keytab again with the realm " + upper + "."));
    }

    /**
     * Finds keys of several versions: a login uses those of the highest version, whatever the domain controller has.
     */
    private static Optional<Problem> mixedVersions(String principal, List<KeytabEntry> entries) {
        List<Long> versions = entries.stream()
                .map(KeytabEntry::keyVersion)
                .distinct()
                .sorted()
                .toList();
        return versions.size() < 2
                ? Optional.empty()
                : Optional.of(new Problem(
                        ProblemType.KEYTAB_MIXED_VERSIONS,
                        principal + " has keys of versions "
                                + String.join(
                                        ", ",
                                        versions.stream().map(String::valueOf).toList())
                                + "; only the highest is used.",
                        "Export into a new file, so that it holds the current version only."));
    }

    private static Optional<Problem> weakKeys(String principal, List<KeytabEntry> entries) {
        return entries.stream().anyMatch(entry -> entry.encryptionType().isDes())
                ? Optional.of(new Problem(
                        ProblemType.KEYTAB_DES,
                        principal + " has a DES key, which anybody who sees a ticket can break.",
                        "Remove it: export AES keys only."))
                : Optional.empty();
    }
}
