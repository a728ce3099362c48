package org.adcache.doctor;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;

/** Stage that reads the keytab: the principal and its keys. */
final class KeytabStage {
    private final DirectoryConfig config;

    KeytabStage(DirectoryConfig config) {
        this.config = config;
    }

    /**
     * The principal to log in as.
     *
     * @param keys the keytab's keys of this principal
     */
    record ServiceKeys(String principal, List<KeytabEntry> keys) {}

    StageResult<ServiceKeys> examine() throws ProblemException {
        KeytabCheck check = new KeytabCheck(config.keytab());
        KeytabReport report = check.report();
        String principal = check.principal(config.principal(), config.realm());
        List<KeytabEntry> keys = report.entries().stream()
                .filter(entry -> entry.principal().equals(principal))
                .toList();
        Optional<Problem> fatal = report.problems().stream()
                .filter(finding -> finding.type() == ProblemType.KEYTAB_REALM_CASE
                        && finding.detail().contains(principal))
                .findFirst();
        if (fatal.isPresent()) {
            throw new ProblemException(fatal.get());
        }
        String warnings = report.problems().stream()
                .map(problem -> " Note: " + problem.detail() + ' ' + problem.remedy())
                .collect(Collectors.joining());
        return StageResult.of(
                new ServiceKeys(principal, keys),
                config.keytab() + ": " + described(report.entries()) + '.' + warnings);
    }

    /** The keys of one export are one item. */
    private static String described(List<KeytabEntry> entries) {
        Map<String, Set<String>> exports = new LinkedHashMap<>();
        entries.forEach(entry -> exports.computeIfAbsent(
                        entry.principal() + " version " + entry.keyVersion() + " of " + entry.timestamp(),
                        export -> new LinkedHashSet<>())
                .add(entry.encryptionType().label()));
        return exports.entrySet().stream()
                .map(export -> export.getKey() + " (" + String.join(", ", export.getValue()) + ")")
                .collect(Collectors.joining(", "));
    }
}
