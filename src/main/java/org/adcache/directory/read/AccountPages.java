package org.adcache.directory.read;

import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.SearchResultEntry;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.adcache.account.ProblemException;
import org.adcache.directory.AccountSink;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.EntryLimits;
import org.adcache.directory.IgnoredEntry;
import org.adcache.directory.IgnoredReason;
import org.adcache.directory.ReadReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Page handler that maps entries to accounts and passes them to the sink. An entry is mapped as it arrives, because a
 * page of entries takes four times the memory. Attributes of which a page holds only a range are completed after the
 * page, since the connection is busy until then; of a group only its members' GUIDs are kept meanwhile.
 */
final class AccountPages implements PagedSearch.Pages<AccountPages.Arrived> {
    private static final Logger log = LoggerFactory.getLogger(AccountPages.class);

    private final AccountMapper mapper;
    private final RangedValues ranges;
    private final AccountSink sink;
    private final EntryLimits limits;
    private final List<String> rangeable;
    private int accounts;
    private int ignoredAddresses;
    private int withoutGuid;

    AccountPages(DirectoryConfig config, AccountMapper mapper, RangedValues ranges, AccountSink sink) {
        this.mapper = mapper;
        this.ranges = ranges;
        this.sink = sink;
        this.limits = config.limits();
        this.rangeable = new ArrayList<>(config.emailAttributes());
        this.rangeable.addAll(config.extraAttributes());
    }

    /** What is kept of an entry until its page is complete. */
    sealed interface Arrived permits Whole, InPart, Refused, Skipped {}

    private record Whole(AccountMapper.Mapped account) implements Arrived {}

    /** An entry that is no account, and nothing to report either. */
    private record Skipped() implements Arrived {}

    private record Refused(IgnoredEntry entry) implements Arrived {}

    /** An entry to complete; a group's members are kept separately. */
    private static final class InPart implements Arrived {
        private final Entry entry;
        private final Optional<Integer> lastMember;
        private AccountMapper.Members members;
        private Optional<IgnoredEntry> refusal = Optional.empty();

        private InPart(Entry entry, Optional<Integer> lastMember, AccountMapper.Members members) {
            this.entry = entry;
            this.lastMember = lastMember;
            this.members = members;
        }
    }

    @Override
    public Arrived receive(SearchResultEntry entry) throws ProblemException {
        try {
            return AccountClasses.isTrust(entry) ? new Skipped() : arrived(entry);
        } catch (EntryRefused e) {
            return new Refused(AccountMapper.refused(entry, e));
        } catch (RuntimeException e) {
            return new Refused(unexpected(entry, e));
        }
    }

    private Arrived arrived(SearchResultEntry entry) throws ProblemException, EntryRefused {
        Optional<Map.Entry<AttributeRange, Attribute>> part = RangedValues.partOf(entry, AccountMapper.MEMBER);
        Attribute member = part.map(Map.Entry::getValue).orElseGet(() -> entry.getAttribute(AccountMapper.MEMBER));
        if (member != null) {
            checkMembers(member.size());
        }
        checkStart(part);
        for (String name : rangeable) {
            checkStart(RangedValues.partOf(entry, name));
        }
        AccountMapper.objectGuid(entry);
        AccountMapper.Members members = member == null
                ? new AccountMapper.Members(List.of(), List.of())
                : mapper.members(member.getValues(), entry);
        Optional<Integer> lastMember = part.flatMap(found -> found.getKey().last());
        if (lastMember.isEmpty() && rangeable.stream().allMatch(name -> isWhole(entry, name))) {
            return new Whole(mapper.map(entry, members));
        }
        // Maps what is there, so that an entry is refused before its further values are read.
        mapper.map(entry, List.of());
        Entry slim = entry.duplicate();
        if (member != null) {
            slim.removeAttribute(member.getName());
        }
        return new InPart(slim, lastMember, members);
    }

    private static void checkStart(Optional<Map.Entry<AttributeRange, Attribute>> part) throws EntryRefused {
        if (part.isPresent() && part.get().getKey().first() != 0) {
            String name = part.get().getValue().getName();
            throw new EntryRefused(
                    IgnoredReason.MALFORMED_RANGE, part.get().getKey().attribute(), name);
        }
    }

    private void checkMembers(int members) throws EntryRefused {
        if (!limits.members().allows(members)) {
            throw new EntryRefused(IgnoredReason.TOO_MANY_MEMBERS, AccountMapper.MEMBER);
        }
    }

    /** An entry that no check refused and that can't be read all the same must not end the cycle. */
    private static IgnoredEntry unexpected(Entry entry, RuntimeException failure) {
        log.debug("an entry could not be read", failure);
        return AccountMapper.refused(entry, new EntryRefused(IgnoredReason.UNREADABLE));
    }

    @Override
    public void complete(List<Arrived> page) throws ProblemException {
        for (Arrived arrived : page) {
            if (arrived instanceof InPart part) {
                try {
                    complete(part);
                } catch (EntryRefused e) {
                    part.refusal = Optional.of(AccountMapper.refused(part.entry, e));
                }
            }
        }
    }

    @Override
    public void take(Arrived arrived) throws ProblemException {
        if (arrived instanceof Refused refused) {
            withoutGuid += refused.entry().objectGuid().isEmpty() ? 1 : 0;
            sink.ignored(refused.entry());
        } else if (arrived instanceof Whole whole) {
            accept(whole.account());
        } else if (arrived instanceof InPart part) {
            take(part);
        }
    }

    private void take(InPart part) throws ProblemException {
        if (part.refusal.isPresent()) {
            sink.ignored(part.refusal.get());
            return;
        }
        AccountMapper.Mapped mapped;
        try {
            mapped = mapper.map(part.entry, part.members);
        } catch (EntryRefused e) {
            sink.ignored(AccountMapper.refused(part.entry, e));
            return;
        } catch (RuntimeException e) {
            sink.ignored(unexpected(part.entry, e));
            return;
        }
        accept(mapped);
    }

    private void accept(AccountMapper.Mapped mapped) throws ProblemException {
        ignoredAddresses += mapped.ignoredAddresses();
        mapped.ignored().forEach(sink::ignored);
        sink.accept(mapped.account());
        accounts++;
    }

    /** Whether entries came, and none with a GUID: for lack of a right. */
    boolean lacksGuids() {
        return accounts == 0 && withoutGuid > 0;
    }

    ReadReport report() {
        return new ReadReport(accounts, ignoredAddresses);
    }

    private static boolean isWhole(Entry entry, String attribute) {
        return RangedValues.partOf(entry, attribute).isEmpty();
    }

    private void complete(InPart arrived) throws ProblemException, EntryRefused {
        ObjectGuid object = AccountMapper.objectGuid(arrived.entry);
        if (arrived.lastMember.isPresent()) {
            // Values may move between two ranges while the group changes; the set removes duplicates.
            Set<GroupMember> members = new LinkedHashSet<>(arrived.members.members());
            List<String> unidentified = new ArrayList<>(arrived.members.unidentified());
            int[] read = {arrived.lastMember.get() + 1};
            readAfter(arrived.lastMember.get(), object, AccountMapper.MEMBER, part -> {
                read[0] += part.size();
                checkMembers(read[0]);
                AccountMapper.Members more = mapper.members(part.getValues(), arrived.entry);
                members.addAll(more.members());
                unidentified.addAll(more.unidentified());
            });
            arrived.members = new AccountMapper.Members(
                    List.copyOf(members),
                    unidentified.stream().limit(AccountMapper.Members.NAMED).toList());
        }
        for (String name : rangeable) {
            completeValues(arrived.entry, name, object);
        }
    }

    private void completeValues(Entry entry, String name, ObjectGuid object) throws ProblemException, EntryRefused {
        Optional<Map.Entry<AttributeRange, Attribute>> part = RangedValues.partOf(entry, name);
        if (part.isEmpty()) {
            return;
        }
        entry.addAttribute(name, part.get().getValue().getValueByteArrays());
        Optional<Integer> last = part.get().getKey().last();
        if (last.isPresent()) {
            int[] read = {last.get() + 1};
            readAfter(last.get(), object, name, more -> {
                read[0] += more.size();
                if (!limits.values().allows(read[0])) {
                    throw new EntryRefused(IgnoredReason.TOO_MANY_VALUES, name);
                }
                entry.addAttribute(name, more.getValueByteArrays());
            });
        }
    }

    private void readAfter(int last, ObjectGuid object, String name, RangedValues.Parts<EntryRefused> parts)
            throws ProblemException, EntryRefused {
        try {
            ranges.readAfter(last, object, name, parts);
        } catch (RangedValues.BrokenRange e) {
            throw new EntryRefused(
                    IgnoredReason.MALFORMED_RANGE, name, Objects.requireNonNullElse(e.getMessage(), name));
        }
    }
}
