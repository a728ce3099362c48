package org.adcache.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.DiscoveredDomain;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.ConnectionTrial;

/** Trials with results that a test chooses. */
public final class FakeTrial implements ConnectionTrial {
    public volatile List<CheckResult> checks = List.of();
    public volatile Optional<Problem> failure = Optional.empty();
    public volatile List<RefusedConfiguration.Item> refusal = List.of();
    public volatile DiscoveredDomain discovered = new DiscoveredDomain(
            "lab.example", "LAB.EXAMPLE", List.of(), List.of(), Optional.empty(), List.of(), false, List.of());
    public final List<Draft> drafts = new ArrayList<>();

    @Override
    public void test(Draft draft, Consumer<CheckResult> listener) throws ConfigurationRefusedException {
        note(draft);
        checks.forEach(listener);
    }

    @Override
    public PreviewDocument preview(Draft draft) throws ConfigurationRefusedException, ProblemException {
        note(draft);
        if (failure.isPresent()) {
            throw new ProblemException(failure.get());
        }
        return new PreviewDocument(
                "dc1.lab.example:636",
                2,
                1,
                0,
                3,
                List.of(new PreviewDocument.Sample("user", "Jo", "CN=Jo,DC=lab", List.of("jo@lab.example"))),
                new PreviewDocument.Duplicates(1, List.of("both@lab.example")),
                List.of(),
                List.of(new PreviewDocument.Ignored("no-name", 1)));
    }

    @Override
    public DiscoveredDomain discover(String keys, Optional<String> trust)
            throws ConfigurationRefusedException, ProblemException {
        note(new Draft(keys, Optional.empty(), trust, Optional.empty()));
        if (failure.isPresent()) {
            throw new ProblemException(failure.get());
        }
        return discovered;
    }

    private synchronized void note(Draft draft) throws ConfigurationRefusedException {
        if (!refusal.isEmpty()) {
            throw new ConfigurationRefusedException(refusal);
        }
        drafts.add(draft);
    }
}
