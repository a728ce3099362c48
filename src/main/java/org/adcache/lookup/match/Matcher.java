package org.adcache.lookup.match;

import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.IntPredicate;
import org.adcache.account.MailAddress;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.index.Snapshot;
import org.adcache.lookup.AnswerCache;
import org.adcache.lookup.Condition;
import org.adcache.lookup.KeyFinder;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.MatchAnswer;
import org.adcache.lookup.MatchAnswer.Reason;
import org.adcache.lookup.MatchQuestion;
import org.adcache.lookup.Serving;
import org.adcache.lookup.Verdict;
import org.jspecify.annotations.Nullable;

/** Batch evaluation of conditions: each is compiled once, then tested for many addresses. */
public final class Matcher {
    private static final Condition NOT_KNOWN = new Condition.IsKnown(false);

    private final Snapshot snapshot;
    private final KeyFinder keys;
    private final IntPredicate usable;
    private final boolean complete;
    private final @Nullable GroupClosureCache groupClosures;
    private final MatchWork work;
    private final boolean explain;
    private final List<String> ids;
    private final List<Condition> asked;
    /** By the place of the condition; null if it names nothing in the cache. Arrays, as each is read for each address. */
    private final @Nullable CompiledCondition[] compiledConditions;

    /**
     * Compiles the conditions.
     *
     * @param complete whether every connection's copy can be used, so that "no" is certain
     * @param wanted checked now and then
     */
    public Matcher(
            Serving serving,
            KeyFinder keys,
            IntPredicate usable,
            boolean complete,
            MatchQuestion question,
            QuestionBudgets budgets,
            BooleanSupplier wanted) {
        this.snapshot = serving.snapshot();
        this.keys = keys;
        this.usable = usable;
        this.complete = complete;
        this.groupClosures = complete ? serving.answers().groups() : null;
        this.work = new MatchWork(budgets, wanted);
        this.explain = question.explain();
        this.ids = List.copyOf(question.conditions().keySet());
        this.asked = List.copyOf(question.conditions().values());
        this.compiledConditions = new CompiledCondition[asked.size()];
        for (int i = 0; i < compiledConditions.length; i++) {
            Condition condition = asked.get(i);
            Optional<CompiledCondition> compiled = complete
                    ? serving.answers().compiled(condition, () -> compile(condition, serving))
                    : compile(condition, serving);
            compiledConditions[i] = compiled.orElse(null);
        }
    }

    private Optional<CompiledCondition> compile(Condition condition, Serving serving) {
        AnswerCache answers = serving.answers();
        return CompiledCondition.of(condition, snapshot, keys, answers.dynamicGroups(), answers.incompleteGroups());
    }

    /**
     * Tests all conditions for an address.
     *
     * @throws java.util.concurrent.CancellationException if the answer isn't wanted any more
     */
    public MatchAnswer.Recipient match(String address) {
        work.work().checkWanted();
        int[] ordinals = keys.find(address.strip(), KeyKind.ADDRESS);
        boolean cut = !work.work().spend((long) ordinals.length * ids.size());
        RecipientBuilder recipient = new RecipientBuilder(address, ids, explain);
        if (ordinals.length == 0) {
            answerNobody(recipient, address);
        } else if (cut) {
            recipient.allUnknown(QuestionBound.MATCH_WORK);
        } else {
            answer(recipient, owners(ordinals));
        }
        return recipient.build();
    }

    private void answerNobody(RecipientBuilder recipient, String address) {
        // A text that is not an address can't have an owner in a missing copy either.
        boolean certain = complete || MailAddress.parse(address).isEmpty();
        for (int i = 0; i < ids.size(); i++) {
            if (certain) {
                recipient.set(i, asked.get(i).equals(NOT_KNOWN) ? Verdict.YES : Verdict.NO);
                recipient.path(i, List.of());
            } else {
                recipient.unknown(i, Reason.CONNECTION_UNUSABLE);
            }
        }
    }

    private void answer(RecipientBuilder recipient, Owner[] owners) {
        for (int i = 0; i < compiledConditions.length; i++) {
            CompiledCondition compiled = compiledConditions[i];
            if (compiled != null && holds(compiled, owners)) {
                recipient.set(i, Verdict.YES);
                if (explain) {
                    explain(recipient, i, compiled, owners);
                }
            } else {
                notFound(recipient, i, compiled, owners);
            }
        }
    }

    private void notFound(
            RecipientBuilder recipient, int condition, @Nullable CompiledCondition compiled, Owner[] owners) {
        Optional<QuestionBound> bound =
                compiled != null && work.leavesOut() ? bound(compiled, owners) : Optional.empty();
        if (bound.isPresent()) {
            recipient.unknown(condition, bound.get());
        } else {
            answerNegative(recipient, condition, compiled, owners);
        }
    }

    /** Answers a condition that no owner is found to meet. */
    private void answerNegative(
            RecipientBuilder recipient, int condition, @Nullable CompiledCondition compiled, Owner[] owners) {
        Optional<Reason> doubt =
                compiled == null ? Optional.of(namesNothing(asked.get(condition))) : doubt(compiled, owners);
        // A missing copy might hold another owner, but can't make a known address unknown.
        boolean certain = complete || asked.get(condition).equals(NOT_KNOWN);
        if (doubt.isEmpty() && certain) {
            recipient.set(condition, Verdict.NO);
        } else {
            recipient.unknown(condition, certain ? doubt.orElseThrow() : Reason.CONNECTION_UNUSABLE);
        }
    }

    private static Optional<Reason> doubt(CompiledCondition compiled, Owner[] owners) {
        for (Owner owner : owners) {
            Optional<Reason> doubt = compiled.doubt(owner);
            if (doubt.isPresent()) {
                return doubt;
            }
        }
        return Optional.empty();
    }

    private static Reason namesNothing(Condition condition) {
        if (condition instanceof Condition.InGroup) {
            return Reason.NO_SUCH_GROUP;
        }
        return condition instanceof Condition.InContainer ? Reason.NO_SUCH_CONTAINER : Reason.NO_SUCH_ACCOUNT;
    }

    /** Adds the path, unless the paths of the answer are as long as allowed. */
    private void explain(RecipientBuilder recipient, int condition, CompiledCondition compiled, Owner[] owners) {
        List<Integer> path = work.paths().isCut() ? List.of() : path(compiled, owners);
        if (path.isEmpty() || !work.paths().spend(path.size())) {
            recipient.leaveOutPath();
        } else {
            recipient.path(condition, path.stream().map(snapshot::view).toList());
        }
    }

    private static Optional<QuestionBound> bound(CompiledCondition compiled, Owner[] owners) {
        for (Owner owner : owners) {
            Optional<QuestionBound> bound = compiled.bound(owner);
            if (bound.isPresent()) {
                return bound;
            }
        }
        return Optional.empty();
    }

    private static boolean holds(CompiledCondition compiled, Owner[] owners) {
        for (Owner owner : owners) {
            if (compiled.holds(owner)) {
                return true;
            }
        }
        return false;
    }

    private Owner[] owners(int[] ordinals) {
        Owner[] owners = new Owner[ordinals.length];
        for (int i = 0; i < owners.length; i++) {
            owners[i] = new Owner(snapshot, ordinals[i], usable, groupClosures, work);
        }
        return owners;
    }

    /** The shortest path by which the condition holds for any owner. */
    private static List<Integer> path(CompiledCondition compiled, Owner[] owners) {
        List<Integer> shortest = List.of();
        for (Owner owner : owners) {
            List<Integer> path = compiled.path(owner);
            if (shortest.isEmpty() || (!path.isEmpty() && path.size() < shortest.size())) {
                shortest = path;
            }
        }
        return shortest;
    }
}
