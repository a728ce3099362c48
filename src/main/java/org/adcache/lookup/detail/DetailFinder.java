package org.adcache.lookup.detail;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.adcache.account.Account;
import org.adcache.account.AccountType;
import org.adcache.account.AccountView;
import org.adcache.account.ObjectGuid;
import org.adcache.budget.QuestionBound;
import org.adcache.budget.QuestionBudgets;
import org.adcache.budget.Work;
import org.adcache.index.IndexedKey;
import org.adcache.index.Snapshot;
import org.adcache.index.groups.Memberships;
import org.adcache.lookup.Availability;
import org.adcache.lookup.KeyKind;
import org.adcache.lookup.MatchAnswer.Reason;
import org.adcache.lookup.principal.Group;

/** Reader of single accounts, with the way to each of their groups, and of keys with several owners. */
public final class DetailFinder {
    private static final Map<IndexedKey<?>, KeyKind> KINDS = Map.of(
            IndexedKey.ADDRESS, KeyKind.ADDRESS,
            IndexedKey.ACCOUNT_NAME, KeyKind.ACCOUNT,
            IndexedKey.USER_PRINCIPAL_NAME, KeyKind.UPN);
    private static final Comparator<AccountView> ORDER =
            Comparator.comparing(AccountView::type).thenComparing(AccountView::objectGuid);

    private final Snapshot snapshot;
    private final Availability availability;
    private final IntPredicate usable;
    private final QuestionBudgets budgets;

    /** @param usable the ordinals of accounts and groups that count */
    public DetailFinder(Snapshot snapshot, Availability availability, IntPredicate usable, QuestionBudgets budgets) {
        this.snapshot = snapshot;
        this.availability = availability;
        this.usable = usable;
        this.budgets = budgets;
    }

    /**
     * Finds an account; if several connections have it, that of the first.
     *
     * @param baseAsOf when the snapshot's base was current
     * @param now the moment of the answer
     */
    public AccountDetail find(ObjectGuid guid, Instant baseAsOf, Instant now) {
        OptionalInt owner = Arrays.stream(snapshot.find(IndexedKey.GUID, guid))
                .filter(usable)
                .boxed()
                .min(Comparator.comparing(snapshot::connection))
                .map(OptionalInt::of)
                .orElseGet(OptionalInt::empty);
        if (owner.isPresent()) {
            return found(owner.getAsInt(), baseAsOf, now);
        }
        return availability.missing().isEmpty()
                ? new AccountDetail.NotFound(availability.freshness())
                : new AccountDetail.Unknown(
                        availability.freshness(), availability.missing().get());
    }

    private AccountDetail.Found found(int owner, Instant baseAsOf, Instant now) {
        Account account = snapshot.account(owner);
        Set<QuestionBound> bounds = EnumSet.noneOf(QuestionBound.class);
        Work work = new Work(budgets.of(QuestionBound.MATCH_WORK));
        Memberships memberships = snapshot.groups().of(owner, usable, budgets.limit(QuestionBound.GROUP_DEPTH), work);
        if (work.isCut()) {
            bounds.add(QuestionBound.MATCH_WORK);
        }
        if (memberships.isTooDeep()) {
            bounds.add(QuestionBound.GROUP_DEPTH);
        }
        Work length = new Work(budgets.of(QuestionBound.EXPLAIN_LENGTH));
        List<GroupPath> groups = groups(memberships.paths(length), primaryGroups(account));
        if (length.isCut()) {
            bounds.add(QuestionBound.EXPLAIN_LENGTH);
        }
        return new AccountDetail.Found(
                availability.freshness(),
                snapshot.view(owner),
                groups,
                doubts(owner, account, memberships),
                bounds,
                StoredFields.of(account),
                snapshot.isOfBase(owner) ? Optional.of(baseAsOf) : Optional.empty(),
                now);
    }

    private List<GroupPath> groups(List<List<Integer>> paths, int[] primary) {
        Map<Integer, Group> known = new HashMap<>();
        List<GroupPath> groups = new ArrayList<>();
        for (List<Integer> path : paths) {
            List<Group> steps = path.stream()
                    .map(group -> known.computeIfAbsent(group, this::group))
                    .toList();
            boolean isPrimary = path.size() == 1 && IntStream.of(primary).anyMatch(group -> group == path.get(0));
            groups.add(new GroupPath(steps.get(steps.size() - 1), steps, isPrimary));
        }
        return groups;
    }

    private Group group(int ordinal) {
        Account group = snapshot.account(ordinal);
        return new Group(
                group.objectGuid(), group.cn(), group.distinguishedName().value());
    }

    private int[] primaryGroups(Account account) {
        return account.primaryGroup()
                .map(sid -> IntStream.of(snapshot.find(IndexedKey.SID, sid))
                        .filter(group -> snapshot.type(group) == AccountType.GROUP)
                        .toArray())
                .orElseGet(() -> new int[0]);
    }

    /** Why the account may be in a group that is not among its memberships. */
    private Set<Reason> doubts(int owner, Account account, Memberships memberships) {
        Set<Reason> doubts = EnumSet.noneOf(Reason.class);
        IntPredicate isAnother = group -> usable.test(group) && !memberships.contains(group);
        if (IntStream.of(snapshot.dynamicGroups()).anyMatch(isAnother)) {
            doubts.add(Reason.DYNAMIC_GROUP);
        }
        boolean mayBeIn = snapshot.groups().gaps().entrySet().stream()
                .filter(gap -> gap.getKey().mayContain(account.type(), account.connection()))
                .anyMatch(gap -> IntStream.of(gap.getValue()).anyMatch(isAnother));
        if (mayBeIn) {
            doubts.add(Reason.INCOMPLETE_GROUP);
        }
        boolean mayBePrimary = account.type() == AccountType.USER
                && primaryGroups(account).length == 0
                && IntStream.of(snapshot.groupsWithoutSid()).anyMatch(isAnother);
        if (mayBePrimary || snapshot.isSidUnreadable(owner)) {
            doubts.add(Reason.ATTRIBUTE_UNREADABLE);
        }
        if (!availability.complete()) {
            doubts.add(Reason.CONNECTION_UNUSABLE);
        }
        return doubts;
    }

    /** The keys with several owners in one connection, in the order of their ids. */
    public List<DuplicateKey> duplicates() {
        return snapshot.duplicateKeys().stream()
                .map(this::duplicate)
                .sorted(Comparator.comparing(DuplicateKey::id))
                .toList();
    }

    private DuplicateKey duplicate(Snapshot.Duplicate duplicate) {
        return new DuplicateKey(
                duplicate.connection(),
                Objects.requireNonNull(KINDS.get(duplicate.kind())),
                duplicate.key(),
                duplicate.owners().stream().map(snapshot::view).sorted(ORDER).toList());
    }
}
