package org.adcache.lookup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.adcache.account.Account;
import org.adcache.account.MailAddress;
import org.adcache.index.Snapshot;

/** Tests many addresses against the same conditions, each of which is prepared once. */
final class Matcher {
    private final Snapshot snapshot;
    private final KeyFinder keys;
    private final IntPredicate usable;
    private final boolean complete;
    private final boolean explain;
    private final Map<String, Condition> conditions;
    private final Map<String, Optional<Check>> checks = new LinkedHashMap<>();

    /**
     * Prepares the conditions.
     *
     * @param complete whether every connection's copy can be used, so that "no" is certain
     */
    Matcher(Snapshot snapshot, KeyFinder keys, IntPredicate usable, boolean complete, MatchQuestion question) {
        this.snapshot = snapshot;
        this.keys = keys;
        this.usable = usable;
        this.complete = complete;
        this.explain = question.explain();
        this.conditions = question.conditions();
        conditions.forEach((id, condition) -> checks.put(id, Check.of(condition, snapshot, keys)));
    }

    MatchAnswer.Recipient match(String address) {
        List<Owner> owners = owners(address);
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        Map<String, List<Account>> paths = new LinkedHashMap<>();
        checks.forEach((id, check) -> {
            if (owners.isEmpty()) {
                Verdict verdict = ofNobody(id, address);
                verdicts.put(id, verdict);
                if (verdict == Verdict.YES) {
                    paths.put(id, List.of());
                }
                return;
            }
            List<Integer> path = check.isEmpty() ? List.of() : path(check.get(), owners);
            verdicts.put(id, path.isEmpty() ? negative(id, check) : Verdict.YES);
            if (explain && !path.isEmpty()) {
                paths.put(id, path.stream().map(snapshot::account).toList());
            }
        });
        return new MatchAnswer.Recipient(address, verdicts, explain ? Optional.of(paths) : Optional.empty());
    }

    private List<Owner> owners(String address) {
        int[] ordinals = keys.find(address.strip(), KeyKind.ADDRESS);
        List<Owner> owners = new ArrayList<>(ordinals.length);
        Arrays.stream(ordinals).forEach(ordinal -> owners.add(new Owner(snapshot, ordinal, usable)));
        return owners;
    }

    /** The shortest way in which the condition holds for any owner. */
    private static List<Integer> path(Check check, List<Owner> owners) {
        List<Integer> shortest = List.of();
        for (Owner owner : owners) {
            List<Integer> path = check.path(owner);
            if (shortest.isEmpty() || (!path.isEmpty() && path.size() < shortest.size())) {
                shortest = path;
            }
        }
        return shortest;
    }

    /** What is no address can't be owned in a copy that is missing either. */
    private Verdict ofNobody(String id, String address) {
        if (!complete && MailAddress.parse(address).isPresent()) {
            return Verdict.UNKNOWN;
        }
        return new Condition.IsKnown(false).equals(conditions.get(id)) ? Verdict.YES : Verdict.NO;
    }

    /** No owner meets the condition; a missing copy might hold another owner, but can't make a known address unknown. */
    private Verdict negative(String id, Optional<Check> check) {
        boolean certain = complete || new Condition.IsKnown(false).equals(conditions.get(id));
        return check.isPresent() && certain ? Verdict.NO : Verdict.UNKNOWN;
    }
}
