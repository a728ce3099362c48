package org.adcache.lookup.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.adcache.account.AccountView;
import org.adcache.account.MailAddress;
import org.adcache.index.Snapshot;
import org.adcache.lookup.Condition;
import org.adcache.lookup.KeyFinder;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.Serving;
import org.adcache.lookup.Verdict;
import org.jspecify.annotations.Nullable;

/** Batch evaluation of conditions: each is compiled once, then tested for many addresses. */
public final class Matcher {
    private final Snapshot snapshot;
    private final KeyFinder keys;
    private final IntPredicate usable;
    private final boolean complete;
    private final @Nullable GroupClosureCache groupClosures;
    private final boolean explain;
    private final Map<String, Condition> conditions;
    private final List<String> ids;
    private final List<Optional<CompiledCondition>> compiledConditions = new ArrayList<>();

    /**
     * Compiles the conditions.
     *
     * @param complete whether every connection's copy can be used, so that "no" is certain
     */
    public Matcher(Serving serving, KeyFinder keys, IntPredicate usable, boolean complete, MatchQuestion question) {
        this.snapshot = serving.snapshot();
        this.keys = keys;
        this.usable = usable;
        this.complete = complete;
        this.groupClosures = complete ? serving.answers().groups() : null;
        this.explain = question.explain();
        this.conditions = question.conditions();
        this.ids = List.copyOf(conditions.keySet());
        for (Condition condition : conditions.values()) {
            compiledConditions.add(
                    complete
                            ? serving.answers()
                                    .compiled(condition, () -> CompiledCondition.of(condition, snapshot, keys))
                            : CompiledCondition.of(condition, snapshot, keys));
        }
    }

    public MatchAnswer.Recipient match(String address) {
        List<Owner> owners = owners(address);
        Verdict[] verdicts = new Verdict[ids.size()];
        Map<String, List<AccountView>> paths = new LinkedHashMap<>();
        for (int i = 0; i < verdicts.length; i++) {
            String id = ids.get(i);
            Optional<CompiledCondition> compiled = compiledConditions.get(i);
            if (owners.isEmpty()) {
                verdicts[i] = ofNobody(id, address);
                if (explain && verdicts[i] == Verdict.YES) {
                    paths.put(id, List.of());
                }
            } else if (compiled.isPresent() && holds(compiled.get(), owners)) {
                verdicts[i] = Verdict.YES;
                if (explain) {
                    paths.put(
                            id,
                            path(compiled.get(), owners).stream()
                                    .map(snapshot::view)
                                    .toList());
                }
            } else {
                verdicts[i] = negative(id, compiled);
            }
        }
        return new MatchAnswer.Recipient(
                address, new Verdicts(ids, verdicts), explain ? Optional.of(paths) : Optional.empty());
    }

    private static boolean holds(CompiledCondition compiled, List<Owner> owners) {
        for (int i = 0; i < owners.size(); i++) {
            if (compiled.holds(owners.get(i))) {
                return true;
            }
        }
        return false;
    }

    private List<Owner> owners(String address) {
        int[] ordinals = keys.find(address.strip(), KeyKind.ADDRESS);
        List<Owner> owners = new ArrayList<>(ordinals.length);
        Arrays.stream(ordinals).forEach(ordinal -> owners.add(new Owner(snapshot, ordinal, usable, groupClosures)));
        return owners;
    }

    /** The shortest path by which the condition holds for any owner. */
    private static List<Integer> path(CompiledCondition compiled, List<Owner> owners) {
        List<Integer> shortest = List.of();
        for (Owner owner : owners) {
            List<Integer> path = compiled.path(owner);
            if (shortest.isEmpty() || (!path.isEmpty() && path.size() < shortest.size())) {
                shortest = path;
            }
        }
        return shortest;
    }

    /** A text that is not an address can't have an owner in a missing copy either. */
    private Verdict ofNobody(String id, String address) {
        if (!complete && MailAddress.parse(address).isPresent()) {
            return Verdict.UNKNOWN;
        }
        return new Condition.IsKnown(false).equals(conditions.get(id)) ? Verdict.YES : Verdict.NO;
    }

    /**
     * No owner meets the condition; a missing copy might hold another owner, but can't make a known address unknown.
     */
    private Verdict negative(String id, Optional<CompiledCondition> compiled) {
        boolean certain = complete || new Condition.IsKnown(false).equals(conditions.get(id));
        return compiled.isPresent() && certain ? Verdict.NO : Verdict.UNKNOWN;
    }
}
