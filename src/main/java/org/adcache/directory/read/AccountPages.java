package org.adcache.directory.read;

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
import org.adcache.directory.AccountSink;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.ReadReport;

/**
 * Page handler that maps entries to accounts and passes them to the sink. An entry is mapped as it arrives, because a
 * page of entries takes four times the memory. Attributes of which a page holds only a range are completed after the
 * page, since the connection is busy until then; of a group only its members' GUIDs are kept meanwhile.
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

    /** What is kept of an entry until its page is complete. */
    sealed interface Arrived permits Whole, InPart {}

    private record Whole(AccountMapper.Mapped account) implements Arrived {}

    /** An entry to complete; a group's members are kept separately. */
    private static final class InPart implements Arrived {
        private final Entry entry;
        private final Optional<Integer> lastMember;
        private List<GroupMember> members;

        private InPart(Entry entry, Optional<Integer> lastMember, List<GroupMember> members) {
            this.entry = entry;
            this.lastMember = lastMember;
            this.members = members;
        }
    }

    @Override
    public Arrived receive(SearchResultEntry entry) throws ProblemException {
        Optional<Map.Entry<AttributeRange, Attribute>> part = RangedValues.partOf(entry, AccountMapper.MEMBER);
        Attribute member = part.map(Map.Entry::getValue).orElseGet(() -> entry.getAttribute(AccountMapper.MEMBER));
        List<GroupMember> members =
                member == null ? List.of() : mapper.members(member.getValues(), AccountMapper.objectGuid(entry));
        Optional<Integer> lastMember = part.flatMap(found -> found.getKey().last());
        if (lastMember.isEmpty() && rangeable.stream().allMatch(name -> isWhole(entry, name))) {
            return new Whole(mapper.map(entry, members));
        }
        Entry slim = entry.duplicate();
        if (member != null) {
            slim.removeAttribute(member.getName());
        }
        return new InPart(slim, lastMember, members);
    }

    @Override
    public void complete(List<Arrived> page) throws ProblemException {
        for (Arrived arrived : page) {
            if (arrived instanceof InPart part) {
                complete(part);
            }
        }
    }

    @Override
    public void take(Arrived arrived) throws ProblemException {
        AccountMapper.Mapped mapped = mapped(arrived);
        ignoredAddresses += mapped.ignoredAddresses();
        sink.accept(mapped.account());
        accounts++;
    }

    private AccountMapper.Mapped mapped(Arrived arrived) throws ProblemException {
        if (arrived instanceof Whole whole) {
            return whole.account();
        }
        InPart part = (InPart) arrived;
        return mapper.map(part.entry, part.members);
    }

    ReadReport report() {
        return new ReadReport(accounts, ignoredAddresses);
    }

    private static boolean isWhole(Entry entry, String attribute) {
        return RangedValues.partOf(entry, attribute).isEmpty();
    }

    private void complete(InPart arrived) throws ProblemException {
        ObjectGuid object = AccountMapper.objectGuid(arrived.entry);
        if (arrived.lastMember.isPresent()) {
            // Values may move between two ranges while the group changes; the set removes duplicates.
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
        Optional<Map.Entry<AttributeRange, Attribute>> part = RangedValues.partOf(entry, name);
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
