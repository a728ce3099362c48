package org.adcache.http;

import org.adcache.account.Problem;
import org.adcache.sync.SyncRun;

/** The RUN of the interface, and the fields that others share with it. */
final class RunJson {
    private RunJson() {}

    static void write(JsonOut out, SyncRun run) {
        out.writeStartObject();
        out.writeStringProperty("id", run.id());
        out.writeStringProperty("connection", run.connection().value());
        out.writeStringProperty("mode", AccountJson.label(run.mode()));
        run.scope().ifPresent(scope -> out.writeStringProperty("scope", AccountJson.label(scope)));
        run.reason().ifPresent(reason -> out.writeStringProperty("reason", reason));
        out.writeStringProperty("phase", AccountJson.label(run.phase()));
        out.writeNumberProperty("read", run.read());
        run.expected().ifPresent(expected -> out.writeNumberProperty("expected", expected));
        run.readPerSecond().ifPresent(rate -> out.writeNumberProperty("readPerSecond", rate));
        run.secondsLeft().ifPresent(left -> out.writeNumberProperty("secondsLeft", left));
        changes(out, run.added(), run.changed(), run.removed());
        out.writeStringProperty("startedAt", run.startedAt().toString());
        run.finishedAt().ifPresent(at -> out.writeStringProperty("finishedAt", at.toString()));
        run.outcome().ifPresent(outcome -> out.writeStringProperty("outcome", AccountJson.label(outcome)));
        run.problem().ifPresent(problem -> {
            out.writeObjectPropertyStart("problem");
            fields(out, problem);
            out.writeEndObject();
        });
        out.writeEndObject();
    }

    static void changes(JsonOut out, int added, int changed, int removed) {
        out.writeNumberProperty("added", added);
        out.writeNumberProperty("changed", changed);
        out.writeNumberProperty("removed", removed);
    }

    static void fields(JsonOut out, Problem problem) {
        out.writeStringProperty("type", problem.type());
        out.writeStringProperty("detail", problem.detail());
        out.writeStringProperty("remedy", problem.remedy());
    }
}
