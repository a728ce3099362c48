package org.adcache.itest;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.account.Account;
import org.adcache.account.GroupMember;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Differences between the copy of a domain and the domain, both by objectGUID.
 *
 * <p>Members of this domain that are no longer accounts are left out: deleting one is no change of its groups, and no
 * answer contains it. Those of other domains are compared with their SIDs, by which another connection finds them.
 */
record AccountDifferences(Map<ObjectGuid, Account> cached, Map<ObjectGuid, Account> truth) {
    /** All of them: what only the copy has, and what only the directory has. */
    List<String> all() {
        Set<ObjectGuid> guids = new TreeSet<>(cached.keySet());
        guids.addAll(truth.keySet());
        return guids.stream().flatMap(guid -> of(guid, Set.of())).toList();
    }

    /**
     * Those that are wrong although a change feed could tell. Until a reconciliation nobody knows of deletions that the
     * service account can't see, nor of memberships that end without a change of the group.
     *
     * @param gone accounts that were deleted or left the domain since the last reconciliation
     * @param vanished memberships that ended in this way, each as group and member
     */
    List<String> certain(Set<ObjectGuid> gone, Set<String> vanished) {
        List<String> differences = new ArrayList<>();
        truth.keySet().forEach(guid -> of(guid, vanished).forEach(differences::add));
        Map<String, ObjectGuid> owners = new HashMap<>();
        truth.values().forEach(account -> keys(account).forEach(key -> owners.put(key, account.objectGuid())));
        cached.values().stream()
                .filter(account -> !truth.containsKey(account.objectGuid()))
                .forEach(account -> {
                    if (!gone.contains(account.objectGuid())) {
                        differences.add(account.objectGuid() + " is cached and never was deleted");
                    }
                    keys(account)
                            .filter(owners::containsKey)
                            .forEach(key -> differences.add(account.objectGuid() + " is cached with " + key
                                    + ", which belongs to " + owners.get(key)));
                });
        return differences;
    }

    private Stream<String> of(ObjectGuid guid, Set<String> vanished) {
        Set<String> ours = facts(cached.get(guid));
        Set<String> theirs = facts(truth.get(guid));
        return Stream.concat(
                ours.stream()
                        .filter(fact -> !theirs.contains(fact))
                        .filter(fact -> vanished.stream().noneMatch((guid + " " + fact)::startsWith))
                        .map(fact -> guid + " cached: " + fact),
                theirs.stream().filter(fact -> !ours.contains(fact)).map(fact -> guid + " there: " + fact));
    }

    /** A membership as {@link #certain} takes it. */
    static String membership(ObjectGuid group, ObjectGuid member) {
        return group + " member " + member;
    }

    private Set<String> facts(@Nullable Account account) {
        if (account == null) {
            return Set.of();
        }
        Stream<Object> members = account.members().stream()
                .filter(member -> truth.containsKey(member.objectGuid())
                        || member.foreignSid().isPresent())
                .map(AccountDifferences::fact);
        return Stream.concat(
                        members,
                        Stream.of(
                                account.distinguishedName().value(),
                                "cn " + account.cn(),
                                account.addresses(),
                                account.samAccountName(),
                                account.upnSuffix(),
                                account.userPrincipalName(),
                                account.objectSid(),
                                "SIDs elsewhere " + account.sidHistory(),
                                account.primaryGroup(),
                                "mailbox " + account.mailboxType(),
                                "expires " + account.accountExpires(),
                                "disabled " + account.disabled(),
                                "hidden " + account.hidden(),
                                "unreadable " + new TreeSet<>(account.unreadable()),
                                account.extra()))
                .map(Object::toString)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String fact(GroupMember member) {
        return "member " + member.objectGuid()
                + member.foreignSid().map(sid -> " of another domain, " + sid).orElse("");
    }

    /** What only one object of a domain can have. */
    private static Stream<String> keys(Account account) {
        return Stream.of(
                        Stream.of("the name " + account.distinguishedName().key()),
                        account.samAccountName().stream().map(name -> "the account name " + name.key()),
                        account.userPrincipalName().stream().map(name -> "the UPN " + name.key()),
                        account.objectSid().stream().map(sid -> "the SID " + sid))
                .flatMap(keys -> keys);
    }
}
