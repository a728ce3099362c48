package org.adcache.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchResultListener;
import com.unboundid.ldap.sdk.SearchResultReference;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * Hands the entries of a page to the sink as they arrive. Those with an attribute in part wait for the end of the page, since
 * the connection can't be asked before; of a large group only its members' GUIDs are kept meanwhile.
 */
final class AccountPages implements SearchResultListener {
    private static final long serialVersionUID = 1;

    private final transient AccountMapper mapper;
    private final transient RangedValues ranges;
    private final transient AccountSink sink;
    private final List<String> rangeable;
    private final transient List<Partial> waiting = new ArrayList<>();
    private transient @Nullable ProblemException failure;
    private int accounts;
    private int ignoredAddresses;

    AccountPages(DirectoryConfig config, AccountMapper mapper, RangedValues ranges, AccountSink sink) {
        this.mapper = mapper;
        this.ranges = ranges;
        this.sink = sink;
        this.rangeable = new ArrayList<>(config.emailAttributes());
        this.rangeable.addAll(config.extraAttributes());
    }

    /** An entry without its members, the first of which are kept apart, and where to read on. */
    private record Partial(Entry entry, Set<GroupMember> members, Optional<Integer> lastMember) {}

    @Override
    public void searchEntryReturned(SearchResultEntry entry) {
        if (failure == null) {
            try {
                take(entry);
            } catch (ProblemException e) {
                failure = e;
            }
        }
    }

    /** A reference to another naming context: that is another connection's business. */
    @Override
    public void searchReferenceReturned(SearchResultReference reference) {}

    /** Completes what waits, and reports what went wrong in the page. */
    void finishPage() throws ProblemException {
        if (failure != null) {
            throw failure;
        }
        for (Partial partial : waiting) {
            complete(partial);
        }
        waiting.clear();
    }

    ReadReport report() {
        return new ReadReport(accounts, ignoredAddresses);
    }

    private void take(SearchResultEntry entry) throws ProblemException {
        Optional<Map.Entry<ValueRange, Attribute>> part = RangedValues.partOf(entry, AccountMapper.MEMBER);
        Attribute member = part.map(Map.Entry::getValue).orElseGet(() -> entry.getAttribute(AccountMapper.MEMBER));
        List<GroupMember> members =
                member == null ? List.of() : mapper.members(member.getValues(), AccountMapper.objectGuid(entry));
        Optional<Integer> lastMember = part.flatMap(found -> found.getKey().last());
        if (lastMember.isEmpty() && rangeable.stream().allMatch(name -> isWhole(entry, name))) {
            hand(entry, members);
        } else {
            Entry slim = entry.duplicate();
            if (member != null) {
                slim.removeAttribute(member.getName());
            }
            waiting.add(new Partial(slim, new LinkedHashSet<>(members), lastMember));
        }
    }

    private static boolean isWhole(Entry entry, String attribute) {
        return RangedValues.partOf(entry, attribute).isEmpty();
    }

    private void complete(Partial partial) throws ProblemException {
        ObjectGuid object = AccountMapper.objectGuid(partial.entry());
        if (partial.lastMember().isPresent()) {
            // Values may move between two parts while the group changes; the set keeps them once.
            ranges.readAfter(
                    partial.lastMember().get(),
                    object,
                    AccountMapper.MEMBER,
                    part -> partial.members().addAll(mapper.members(part.getValues(), object)));
        }
        for (String name : rangeable) {
            completeValues(partial.entry(), name, object);
        }
        hand(partial.entry(), List.copyOf(partial.members()));
    }

    private void completeValues(Entry entry, String name, ObjectGuid object) throws ProblemException {
        Optional<Map.Entry<ValueRange, Attribute>> part = RangedValues.partOf(entry, name);
        if (part.isEmpty()) {
            return;
        }
        entry.addAttribute(name, part.get().getValue().getValueByteArrays());
        Optional<Integer> last = part.get().getKey().last();
        if (last.isPresent()) {
            ranges.readAfter(last.get(), object, name, more -> entry.addAttribute(name, more.getValueByteArrays()));
        }
    }

    private void hand(Entry entry, List<GroupMember> members) throws ProblemException {
        AccountMapper.Mapped mapped = mapper.map(entry, members);
        ignoredAddresses += mapped.ignoredAddresses();
        sink.accept(mapped.account());
        accounts++;
    }
}
