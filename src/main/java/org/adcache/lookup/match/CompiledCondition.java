package org.adcache.lookup.match;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.adcache.account.AccountType;
import org.adcache.account.DistinguishedName;
import org.adcache.account.UpnSuffix;
import org.adcache.budget.QuestionBound;
import org.adcache.index.Container;
import org.adcache.index.Snapshot;
import org.adcache.index.groups.Gap;
import org.adcache.lookup.Condition;
import org.adcache.lookup.KeyFinder;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.MatchAnswer.Reason;

/** Condition compiled for one generation: its key is resolved, so that testing an owner of an address is fast. */
public sealed interface CompiledCondition {
    /**
     * How the condition holds for this owner: the ordinals from the owner to the named account; empty if it does not.
     */
    List<Integer> path(Owner owner);

    /** Whether the condition holds for this owner. */
    boolean holds(Owner owner);

    /** The bound because of which it isn't known whether the condition holds, if it isn't found to hold. */
    default Optional<QuestionBound> bound(Owner owner) {
        return Optional.empty();
    }

    /** Why it isn't known whether the condition holds, if it isn't found to hold. */
    default Optional<Reason> doubt(Owner owner) {
        return Optional.empty();
    }

    /** Compiles a condition; empty if it names nothing in the cache. */
    static Optional<CompiledCondition> of(
            Condition condition,
            Snapshot snapshot,
            KeyFinder keys,
            DynamicGroups dynamicGroups,
            IncompleteGroups incompleteGroups) {
        if (condition instanceof Condition.IsAccount account) {
            return named(keys.findNamed(account.key())).map(Among::new);
        }
        if (condition instanceof Condition.InGroup group) {
            int[] groups = Arrays.stream(keys.findNamed(group.key()))
                    .filter(ordinal -> snapshot.type(ordinal) == AccountType.GROUP)
                    .toArray();
            boolean dynamic = Arrays.stream(groups).anyMatch(dynamicGroups::isUncertain);
            boolean unreadable = Arrays.stream(groups).anyMatch(snapshot::isSidUnreadable);
            return named(groups)
                    .map(found -> new MemberOf(found, dynamic, unreadable, List.copyOf(incompleteGroups.gaps(groups))));
        }
        if (condition instanceof Condition.InContainer container) {
            return container(container.distinguishedName(), snapshot, keys);
        }
        if (condition instanceof Condition.HasUpnSuffix suffix) {
            return Optional.of(new Suffix(UpnSuffix.keyOf(suffix.suffix())));
        }
        if (condition instanceof Condition.IsType type) {
            return Optional.of(new OfType(type.type()));
        }
        return Optional.of(new Known(((Condition.IsKnown) condition).known()));
    }

    private static Optional<CompiledCondition> container(String text, Snapshot snapshot, KeyFinder keys) {
        Optional<String> key = DistinguishedName.keyOf(text);
        if (key.isEmpty()) {
            return Optional.empty();
        }
        Optional<Container> container = snapshot.container(key.get());
        int[] itself = keys.find(text.strip(), KeyKind.DN);
        return container.isEmpty() && itself.length == 0
                ? Optional.empty()
                : Optional.of(new Inside(
                        owner -> container.isPresent() && container.get().holds(owner), new Ordinals(itself)));
    }

    private static Optional<Ordinals> named(int[] ordinals) {
        return ordinals.length == 0 ? Optional.empty() : Optional.of(new Ordinals(ordinals));
    }

    private static List<Integer> pathIf(boolean holds, Owner owner) {
        return holds ? List.of(owner.ordinal()) : List.of();
    }

    /** The owner is one of these accounts. */
    record Among(Ordinals accounts) implements CompiledCondition {
        @Override
        public boolean holds(Owner owner) {
            return accounts.contains(owner.ordinal());
        }

        @Override
        public List<Integer> path(Owner owner) {
            return pathIf(holds(owner), owner);
        }
    }

    /**
     * The owner is in one of these groups, directly or through others; the path is a shortest one.
     *
     * @param dynamic whether one of them is dynamic or contains a dynamic group
     * @param sidUnreadable whether the SID of one of them can't be read, so that it may be a primary group
     * @param gaps those of the groups and of what they contain
     */
    record MemberOf(Ordinals groups, boolean dynamic, boolean sidUnreadable, List<Gap> gaps)
            implements CompiledCondition {
        private static final Optional<Reason> IS_DYNAMIC = Optional.of(Reason.DYNAMIC_GROUP);
        private static final Optional<Reason> IS_UNREADABLE = Optional.of(Reason.ATTRIBUTE_UNREADABLE);
        private static final Optional<Reason> IS_INCOMPLETE = Optional.of(Reason.INCOMPLETE_GROUP);

        @Override
        public boolean holds(Owner owner) {
            for (int i = 0; i < groups.size(); i++) {
                if (owner.isIn(groups.get(i))) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public List<Integer> path(Owner owner) {
            List<Integer> shortest = List.of();
            for (int group : groups.ascending()) {
                List<Integer> path = owner.pathTo(group);
                if (shortest.isEmpty() || (!path.isEmpty() && path.size() < shortest.size())) {
                    shortest = path;
                }
            }
            return shortest;
        }

        @Override
        public Optional<QuestionBound> bound(Owner owner) {
            return owner.boundOfGroups();
        }

        @Override
        public Optional<Reason> doubt(Owner owner) {
            if (dynamic) {
                return IS_DYNAMIC;
            }
            boolean unreadable = owner.isSidUnreadable() || (sidUnreadable && owner.type() == AccountType.USER);
            if (unreadable) {
                return IS_UNREADABLE;
            }
            return mayContain(owner) ? IS_INCOMPLETE : Optional.empty();
        }

        private boolean mayContain(Owner owner) {
            for (int i = 0; i < gaps.size(); i++) {
                if (gaps.get(i).mayContain(owner.type(), owner.connection())) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The owner lies in the container, or is the container. */
    record Inside(IntPredicate container, Ordinals itself) implements CompiledCondition {
        @Override
        public boolean holds(Owner owner) {
            return container.test(owner.ordinal()) || itself.contains(owner.ordinal());
        }

        @Override
        public List<Integer> path(Owner owner) {
            return pathIf(holds(owner), owner);
        }
    }

    /** The owner's UPN suffix has this key. */
    record Suffix(String key) implements CompiledCondition {
        @Override
        public boolean holds(Owner owner) {
            return owner.hasUpnSuffix(key);
        }

        @Override
        public List<Integer> path(Owner owner) {
            return pathIf(holds(owner), owner);
        }
    }

    record OfType(AccountType type) implements CompiledCondition {
        @Override
        public boolean holds(Owner owner) {
            return owner.type() == type;
        }

        @Override
        public List<Integer> path(Owner owner) {
            return pathIf(holds(owner), owner);
        }
    }

    /** An owner is known by definition, so that this holds for all owners or for none. */
    record Known(boolean known) implements CompiledCondition {
        @Override
        public boolean holds(Owner owner) {
            return known;
        }

        @Override
        public List<Integer> path(Owner owner) {
            return pathIf(known, owner);
        }
    }
}
