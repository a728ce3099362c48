package org.adcache.doctor;

import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adcache.account.AccountType;
import org.adcache.account.ObjectSid;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ReadableShare;
import org.adcache.directory.DirectoryConfig;
import org.adcache.directory.connect.Deadline;
import org.adcache.directory.connect.LdapProblems;

/**
 * Stage that finds attributes the service account can't read, though every object has them, and extra attributes that
 * can't be kept up to date. In a hardened domain an ordinary account sees of others only some property sets; of itself
 * and of protected accounts it sees more or less than that, so shares are judged. Nothing is wrong with the connection
 * then, so the stage passes.
 */
final class AttributesStage {
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final DirectoryConfig config;
    private final Deadline deadline;

    AttributesStage(DirectoryConfig config, Deadline deadline) {
        this.config = config;
        this.deadline = deadline;
    }

    /** Returns the shares below 1. */
    StageResult<List<ReadableShare>> examine(KeytabStage.ServiceKeys credentials, BaseStage.SearchBase base)
            throws ProblemException {
        AttributeSample sample = new AttributeSample(base, config.emailAttributes(), deadline);
        List<ReadableShare> unreadable = new ArrayList<>();
        for (AccountType type : types()) {
            unreadable.addAll(sample.unreadable(type));
        }
        SchemaLookup schema = SchemaLookup.read(base, names(unreadable), deadline);
        String detail = unreadable.isEmpty()
                ? "All of the " + sample.objects() + " accounts of a sample show what every object has."
                : new AttributeGrant(base, schema, sid(base, credentials.principal())).text(unreadable);
        String absent =
                sample.absences().stream().map(AttributesStage::question).collect(Collectors.joining());
        String extra = flaws(schema).stream()
                .map(problem -> " " + problem.detail() + " " + problem.remedy())
                .collect(Collectors.joining());
        return StageResult.of(List.copyOf(unreadable), detail + absent + extra);
    }

    private static String question(AttributeSample.Absence absence) {
        return " None of the " + absence.accounts() + " " + absence.type().label() + "s shows "
                + String.join(" or ", absence.attributes())
                + ": if some have a value, the service account needs the right to read it, too.";
    }

    private List<AccountType> types() {
        return Arrays.stream(AccountType.values())
                .filter(type -> type != AccountType.CONTACT || config.contacts())
                .filter(type -> type != AccountType.GROUP || config.groups())
                .toList();
    }

    private Set<String> names(List<ReadableShare> unreadable) {
        Set<String> names = new LinkedHashSet<>(config.extraAttributes());
        unreadable.forEach(share -> {
            names.add(share.attribute());
            names.add(share.type().label());
        });
        return names;
    }

    private List<Problem> flaws(SchemaLookup schema) {
        return config.extraAttributes().stream()
                .flatMap(name -> schema.flaw(name).stream().map(flaw -> flaw.problem(name, config)))
                .toList();
    }

    /** The SID of the service account; empty if it is of another domain. */
    private Optional<ObjectSid> sid(BaseStage.SearchBase base, String principal) throws ProblemException {
        int at = principal.lastIndexOf('@');
        String account = principal.substring(0, at);
        if (!principal.substring(at + 1).equalsIgnoreCase(base.found().domain().realm())) {
            return Optional.empty();
        }
        SearchRequest request = new SearchRequest(
                base.found().namingContext(),
                SearchScope.SUB,
                Filter.createEqualityFilter("sAMAccountName", account),
                "objectSid");
        request.setResponseTimeoutMillis(deadline.millisAtMost(ANSWER));
        try {
            List<SearchResultEntry> found =
                    base.server().connection().search(request).getSearchEntries();
            return found.stream()
                    .flatMap(entry -> Optional.ofNullable(entry.getAttributeValueBytes("objectSid")).stream())
                    .map(ObjectSid::fromBytes)
                    .findFirst();
        } catch (LDAPException e) {
            throw LdapProblems.of(
                    "Looking up the account " + account, base.server().server().toString(), e);
        }
    }
}
