package org.adcache.directory;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;

/**
 * Hands the accounts of each page to the sink. Attributes that a page holds in part are completed when it is there, since
 * the connection can't be asked before; of a group only its members' GUIDs are kept meanwhile.
 */
final class AccountPages implements PagedSearch.Pages<AccountPages.Arrived> {
    private final AccountMapper mapper;
    private final RangedValues ranges;
    private final AccountSink sink;
    private final List<String> rangeable;
    private int accounts;
    private int ignoredAddresses;

    AccountPages(DirectoryConfig config, AccountMapper mapper, RangedValues ranges, AccountSink sink) {
        this.mapper = mapper;
        this.ranges = ranges;
        this.sink = sink;
        this.rangeable = new ArrayList<>(config.emailAttributes());
        this.rangeable.addAll(config.extraAttributes());
    }

    /** An entry, a group's without its members, which are kept apart; completed if it came in part. */
    static final class Arrived {
        private final Entry entry;
        private final Optional<Integer> lastMember;
        private final boolean whole;
        private List<GroupMember> members;

        private Arrived(Entry entry, List<GroupMember> members, Optional<Integer> lastMember, boolean whole) {
            this.entry = entry;
            this.members = members;
            this.lastMember = lastMember;
            this.whole = whole;
        }
    }

    @Override
    public Arrived receive(SearchResultEntry entry) throws ProblemException {
        Optional<Map.Entry<ValueRange, Attribute>> part = RangedValues.partOf(entry, AccountMapper.MEMBER);
        Attribute member = part.map(Map.Entry::getValue).orElseGet(() -> entry.getAttribute(AccountMapper.MEMBER));
        Optional<Integer> lastMember = part.flatMap(found -> found.getKey().last());
        boolean whole = lastMember.isEmpty() && rangeable.stream().allMatch(name -> isWhole(entry, name));
        if (member == null && whole) {
            return new Arrived(entry, List.of(), lastMember, true);
        }
        Entry slim = entry.duplicate();
        List<GroupMember> members = List.of();
        if (member != null) {
            members = mapper.members(member.getValues(), AccountMapper.objectGuid(entry));
            slim.removeAttribute(member.getName());
        }
        return new Arrived(slim, members, lastMember, whole);
    }

    @Override
    public void complete(List<Arrived> page) throws ProblemException {
        for (Arrived arrived : page) {
            if (!arrived.whole) {
                complete(arrived);
            }
        }
    }

    @Override
    public void take(Arrived arrived) throws ProblemException {
        AccountMapper.Mapped mapped = mapper.map(arrived.entry, arrived.members);
        ignoredAddresses += mapped.ignoredAddresses();
        sink.accept(mapped.account());
        accounts++;
    }

    ReadReport report() {
        return new ReadReport(accounts, ignoredAddresses);
    }

    private static boolean isWhole(Entry entry, String attribute) {
        return RangedValues.partOf(entry, attribute).isEmpty();
    }

    private void complete(Arrived arrived) throws ProblemException {
        ObjectGuid object = AccountMapper.objectGuid(arrived.entry);
        if (arrived.lastMember.isPresent()) {
            // Values may move between two parts while the group changes; the set keeps them once.
            Set<GroupMember> members = new LinkedHashSet<>(arrived.members);
            ranges.readAfter(
                    arrived.lastMember.get(),
                    object,
                    AccountMapper.MEMBER,
                    part -> members.addAll(mapper.members(part.getValues(), object)));
            arrived.members = List.copyOf(members);
        }
        for (String name : rangeable) {
            completeValues(arrived.entry, name, object);
        }
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
}
