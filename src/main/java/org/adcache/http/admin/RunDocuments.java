package org.adcache.http.admin;

import java.util.List;
import org.adcache.account.Problem;
import org.adcache.api.ReportedProblem;
import org.adcache.api.RunDocument;
import org.adcache.api.RunsDocument;
import org.adcache.http.query.AccountJson;
import org.adcache.sync.SyncRun;

/** Mapping from sync cycles and their problems to documents. */
final class RunDocuments {
    private RunDocuments() {}

    static RunsDocument of(List<SyncRun> runs) {
        return new RunsDocument(runs.stream().map(RunDocuments::of).toList());
    }

    static RunDocument of(SyncRun run) {
        return new RunDocument(
                run.id(),
                run.connection().value(),
                AccountJson.label(run.mode()),
                run.scope().map(AccountJson::label),
                run.reason(),
                AccountJson.label(run.phase()),
                run.read(),
                run.expected(),
                run.readPerSecond(),
                run.secondsLeft(),
                run.added(),
                run.changed(),
                run.removed(),
                run.startedAt(),
                run.finishedAt(),
                run.outcome().map(AccountJson::label),
                run.problem().map(RunDocuments::of));
    }

    static ReportedProblem of(Problem problem) {
        return new ReportedProblem(problem.type().code(), problem.detail(), problem.remedy());
    }
}
