package org.adcache.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.DistinguishedName;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.AttributeFlaw;
import org.adcache.directory.DirectoryConfig;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.sync.schedule.Recurrence;

/** What is doubtful in the configuration of a connection, as far as it shows without network. */
public final class ConnectionWarnings {
    /** A cycle of this length costs a domain controller more than an administrator expects. */
    private static final Duration OFTEN = Duration.ofSeconds(10);

    private final ConnectionConfig config;
    private final DirectoryConfig directory;
    private final List<Problem> warnings = new ArrayList<>();

    private ConnectionWarnings(ConnectionConfig config) {
        this.config = config;
        this.directory = config.directory();
    }

    public static List<Problem> of(ConnectionConfig config) {
        ConnectionWarnings found = new ConnectionWarnings(config);
        found.domain();
        found.keytab();
        found.searchBase();
        found.warnings.addAll(AttributeFlaw.wellKnown(config.directory()));
        found.every();
        return List.copyOf(found.warnings);
    }

    private void domain() {
        if (directory.domain().indexOf('.') < 0) {
            warn(
                    ProblemType.CONFIG_DOUBTFUL,
                    "the domain \"" + directory.domain() + "\" has no dot, so it looks like a NetBIOS name.",
                    "Write its DNS name, such as " + directory.domain() + ".example.com.");
        }
    }

    private void keytab() {
        KeytabCheck keytab = new KeytabCheck(directory.keytab());
        try {
            warnings.addAll(keytab.report().problems());
            String principal = keytab.principal(directory.principal(), directory.realm());
            String realm = principal.substring(principal.lastIndexOf('@') + 1);
            if (!realm.equals(directory.realm())) {
                warn(
                        ProblemType.CONFIG_DOUBTFUL,
                        "the keytab's realm is " + realm + ", the connection's is " + directory.realm() + ".",
                        "Check domain and realm; both are right only if " + realm
                                + " is another domain of the forest, whose account reads this one.");
            }
        } catch (ProblemException e) {
            if (!warnings.contains(e.problem())) {
                warnings.add(e.problem());
            }
        }
    }

    private void searchBase() {
        String domain = Arrays.stream(directory.domain().split("\\.", -1))
                .map(label -> "DC=" + label)
                .collect(Collectors.joining(","));
        Optional<String> root = DistinguishedName.keyOf(domain);
        Optional<String> base = directory.searchBase().flatMap(DistinguishedName::keyOf);
        if (root.isPresent()
                && base.isPresent()
                && !base.get().equals(root.get())
                && !base.get().endsWith("," + root.get())) {
            warn(
                    ProblemType.LDAP_SEARCH_BASE_OUTSIDE,
                    "its search-base " + directory.searchBase().get() + " is not in the domain " + directory.domain()
                            + ".",
                    "Write a DN that ends with " + domain + ", or correct the domain.");
        }
    }

    private void every() {
        if (config.sync().recurrence() instanceof Recurrence.Interval interval) {
            often("sync.every", interval.every(), "30m");
        }
        often("sync.reconcile-every", config.sync().reconcileEvery(), "12h");
        often("sync.full-every", config.sync().fullEvery(), "7d");
    }

    private void often(String key, Duration every, String usual) {
        if (every.compareTo(OFTEN) < 0) {
            warn(
                    ProblemType.CONFIG_DOUBTFUL,
                    key + " is " + every.toMillis() / 1000.0 + " s, so the domain controllers are asked all the time.",
                    "Write 10s or more; " + usual + " is usual.");
        }
    }

    private void warn(ProblemType type, String what, String remedy) {
        warnings.add(new Problem(type, "Connection " + directory.id() + ": " + what, remedy));
    }
}
