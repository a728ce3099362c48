package org.adcache.kerberos;

import java.util.List;
import org.adcache.account.Problem;

/**
 * Content of a keytab and its problems, as {@code adcache keytab} shows them.
 *
 * @param entries in the file's order
 * @param problems the problems, principal by principal; empty if there are none
 */
public record KeytabReport(List<KeytabEntry> entries, List<Problem> problems) {
    public KeytabReport {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }
}
