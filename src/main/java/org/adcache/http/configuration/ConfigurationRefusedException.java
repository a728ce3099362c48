package org.adcache.http.configuration;

import java.util.List;
import java.util.stream.Collectors;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.http.problem.ProblemKind;

/** Exception for a configuration that can't be taken, with every problem of it. */
public final class ConfigurationRefusedException extends Exception {
    /** Type of the problem, in answers and in the audit log. */
    public static final String TYPE = ProblemKind.CONFIGURATION.label();

    private static final long serialVersionUID = 1;

    private final transient List<RefusedConfiguration.Item> problems;

    public ConfigurationRefusedException(List<RefusedConfiguration.Item> problems) {
        super(problems.stream().map(ConfigurationRefusedException::text).collect(Collectors.joining("\n")));
        this.problems = List.copyOf(problems);
    }

    public List<RefusedConfiguration.Item> problems() {
        return problems;
    }

    private static String text(RefusedConfiguration.Item problem) {
        String place = problem.line() > 0 ? problem.file() + ":" + problem.line() : problem.file();
        return place + ": " + (problem.key().isEmpty() ? "" : problem.key() + ": ") + problem.detail() + " "
                + problem.suggestion();
    }
}
