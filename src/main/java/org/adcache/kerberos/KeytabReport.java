package org.adcache.kerberos;

import java.util.List;
import org.adcache.account.Problem;

/**
 * What {@code adcache keytab} shows of a keytab.
 *
 * @param entries in the file's order
 * @param problems what is wrong with it, the worst first; empty if nothing is
 */
public record KeytabReport(List<KeytabEntry> entries, List<Problem> problems) {
    public KeytabReport {
        entries = List.copyOf(entries);
        problems = List.copyOf(problems);
    }
}
