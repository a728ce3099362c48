package org.adcache.lookup.match;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adcache.account.AccountView;
import org.adcache.budget.QuestionBound;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchAnswer.Reason;
import org.adcache.lookup.Verdict;
import org.jspecify.annotations.Nullable;

/** Builder of the verdicts for one address. */
final class RecipientBuilder {
    private final String address;
    private final List<String> ids;
    private final boolean explain;
    private final Verdict[] verdicts;
    private final Map<String, List<AccountView>> paths;
    private Map<String, QuestionBound> bounds = Map.of();
    private @Nullable Reason @Nullable [] reasons;
    private boolean pathsLeftOut;

    RecipientBuilder(String address, List<String> ids, boolean explain) {
        this.address = address;
        this.ids = ids;
        this.explain = explain;
        this.verdicts = new Verdict[ids.size()];
        this.paths = explain ? new LinkedHashMap<>() : Map.of();
    }

    void set(int condition, Verdict verdict) {
        verdicts[condition] = verdict;
    }

    /** Sets a verdict to unknown. */
    void unknown(int condition, Reason reason) {
        verdicts[condition] = Verdict.UNKNOWN;
        @Nullable Reason[] all = reasons == null ? new Reason[verdicts.length] : reasons;
        all[condition] = reason;
        reasons = all;
    }

    /** Sets a verdict to unknown because of a bound. */
    void unknown(int condition, QuestionBound bound) {
        verdicts[condition] = Verdict.UNKNOWN;
        if (bounds.isEmpty()) {
            bounds = new LinkedHashMap<>();
        }
        bounds.put(ids.get(condition), bound);
    }

    void allUnknown(QuestionBound bound) {
        Arrays.fill(verdicts, Verdict.UNKNOWN);
        bounds = new LinkedHashMap<>();
        ids.forEach(id -> bounds.put(id, bound));
    }

    /** Explains a condition, if it holds and that is requested. */
    void path(int condition, List<AccountView> path) {
        if (explain && verdicts[condition] == Verdict.YES) {
            paths.put(ids.get(condition), path);
        }
    }

    void leaveOutPath() {
        pathsLeftOut = true;
    }

    MatchAnswer.Recipient build() {
        return new MatchAnswer.Recipient(
                address,
                new ByCondition<>(ids, verdicts),
                explain ? Optional.of(paths) : Optional.empty(),
                bounds,
                reasons == null ? Map.of() : new ByCondition<>(ids, reasons),
                pathsLeftOut);
    }
}
