package org.adcache.doctor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.directory.DirectoryConfig;
import org.adcache.kerberos.KeytabCheck;
import org.adcache.kerberos.KeytabEntry;
import org.adcache.kerberos.KeytabReport;

/** Who logs in, and with which keys. */
final class KeytabStage {
    private final DirectoryConfig config;

    KeytabStage(DirectoryConfig config) {
        this.config = config;
    }

    /**
     * Who logs in.
     *
     * @param keys the keytab's keys of this principal
     */
    record Credentials(String principal, List<KeytabEntry> keys) {}

    StageResult<Credentials> examine() throws ProblemException {
        KeytabCheck check = new KeytabCheck(config.keytab());
        KeytabReport report = check.report();
        String principal = check.principal(config.principal(), config.realm());
        List<KeytabEntry> keys = report.entries().stream()
                .filter(entry -> entry.principal().equals(principal))
                .toList();
        Optional<Problem> fatal = report.findings().stream()
                .filter(finding -> finding.type() == ProblemType.KEYTAB_REALM_CASE
                        && finding.detail().contains(principal))
                .findFirst();
        if (fatal.isPresent()) {
            throw new ProblemException(fatal.get());
        }
        String warnings = report.findings().stream()
                .map(finding -> " Note: " + finding.detail() + ' ' + finding.remedy())
                .collect(Collectors.joining());
        return StageResult.of(
                new Credentials(principal, keys),
                config.keytab() + ": " + described(report.entries()) + '.' + warnings);
    }

    private static String described(List<KeytabEntry> entries) {
        return entries.stream()
                .map(entry -> entry.principal() + " version " + entry.keyVersion() + ' '
                        + entry.encryptionType().label() + " of " + entry.timestamp())
                .collect(Collectors.joining(", "));
    }
}
