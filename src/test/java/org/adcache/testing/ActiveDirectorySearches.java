package org.adcache.testing;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchEntry;
import com.unboundid.ldap.listener.interceptor.InMemoryInterceptedSearchRequest;
import com.unboundid.ldap.listener.interceptor.InMemoryOperationInterceptor;
import com.unboundid.ldap.sdk.Attribute;
import com.unboundid.ldap.sdk.Control;
import com.unboundid.ldap.sdk.Entry;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.ReadOnlySearchRequest;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchResultEntry;
import com.unboundid.ldap.sdk.SearchScope;
import com.unboundid.ldap.sdk.controls.SimplePagedResultsControl;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adcache.account.ObjectGuid;
import org.jspecify.annotations.Nullable;

/**
 * Interceptor that gives the in-memory server Active Directory's search semantics: bases {@code <GUID=…>}, the
 * extended DN control (for the DN, {@code distinguishedName} and {@code member}), pages no larger than the policy's,
 * and ranged attributes.
 */
final class ActiveDirectorySearches extends InMemoryOperationInterceptor {
    private static final String DOMAIN_SCOPE = "1.2.840.113556.1.4.1339";
    private static final String EXTENDED_DN = "1.2.840.113556.1.4.529";
    private static final Pattern RANGE = Pattern.compile("(\\w+);range=(\\d+)-\\*");
    private static final String ASKED = "asked";
    private static final String IS_EXTENDED = "extended";

    private final MemoryDirectory.LdapPolicy policy;
    private final List<MemoryDirectory.Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> pages = new HashMap<>();
    private volatile @Nullable InMemoryDirectoryServer server;

    ActiveDirectorySearches(MemoryDirectory.LdapPolicy policy) {
        this.policy = policy;
    }

    void over(InMemoryDirectoryServer all) {
        server = all;
    }

    List<MemoryDirectory.Asked> asked() {
        return List.copyOf(asked);
    }

    static MemoryDirectory.Asked asked(Function<String, @Nullable Object> properties) {
        return (MemoryDirectory.Asked) Objects.requireNonNull(properties.apply(ASKED), ASKED);
    }

    @Override
    public void processSearchRequest(InMemoryInterceptedSearchRequest operation) throws LDAPException {
        ReadOnlySearchRequest wanted = operation.getRequest();
        MemoryDirectory.Asked note = new MemoryDirectory.Asked(
                wanted.getBaseDN(),
                wanted.getFilter().toString(),
                List.copyOf(wanted.getAttributeList()),
                page(wanted));
        asked.add(note);
        operation.setProperty(ASKED, note);
        operation.setProperty(IS_EXTENDED, wanted.hasControl(EXTENDED_DN));
        SearchRequest understood = wanted.duplicate();
        understood.setBaseDN(base(wanted.getBaseDN()));
        understood.setAttributes(wanted.getAttributeList().stream()
                .map(name -> RANGE.matcher(name).replaceFirst("$1"))
                .toList());
        understood.setControls(controls(wanted));
        operation.setRequest(understood);
    }

    private synchronized int page(ReadOnlySearchRequest wanted) throws LDAPException {
        Control paged = wanted.getControl(SimplePagedResultsControl.PAGED_RESULTS_OID);
        if (paged == null) {
            return 0;
        }
        boolean first = paging(paged).getCookie().getValueLength() == 0;
        return Objects.requireNonNull(pages.merge(
                wanted.getFilter().toString(),
                0,
                (before, one) -> first ? Integer.valueOf(0) : Integer.valueOf(before + 1)));
    }

    private static SimplePagedResultsControl paging(Control control) throws LDAPException {
        return new SimplePagedResultsControl(control.getOID(), control.isCritical(), control.getValue());
    }

    private List<Control> controls(ReadOnlySearchRequest wanted) throws LDAPException {
        List<Control> controls = new ArrayList<>();
        for (Control control : wanted.getControls()) {
            if (control.getOID().equals(SimplePagedResultsControl.PAGED_RESULTS_OID)) {
                SimplePagedResultsControl paged = paging(control);
                int size = Math.min(paged.getSize(), policy.maxPageSize());
                controls.add(new SimplePagedResultsControl(size, paged.getCookie(), control.isCritical()));
            } else if (!control.getOID().equals(DOMAIN_SCOPE)
                    && !control.getOID().equals(EXTENDED_DN)) {
                controls.add(control);
            }
        }
        return controls;
    }

    private String base(String wanted) throws LDAPException {
        if (!wanted.startsWith("<GUID=")) {
            return wanted;
        }
        ObjectGuid guid =
                ObjectGuid.parse(wanted.substring(6, wanted.length() - 1)).orElseThrow();
        SearchResultEntry found = all().searchForEntry(
                        MemoryDirectory.BASE,
                        SearchScope.SUB,
                        Filter.createEqualityFilter("objectGUID", guid.toBytes()),
                        "1.1");
        if (found == null) {
            throw new LDAPException(ResultCode.NO_SUCH_OBJECT);
        }
        return found.getDN();
    }

    private InMemoryDirectoryServer all() {
        return Objects.requireNonNull(server);
    }

    @Override
    public void processSearchEntry(InMemoryInterceptedSearchEntry operation) {
        Entry entry = operation.getSearchEntry().duplicate();
        if (Boolean.TRUE.equals(operation.getProperty(IS_EXTENDED))) {
            extend(entry);
        }
        for (String name : asked(operation::getProperty).attributes()) {
            Matcher range = RANGE.matcher(name);
            boolean part = range.matches();
            cut(entry, part ? range.group(1) : name, part ? Integer.parseInt(range.group(2)) : 0, part);
        }
        operation.setSearchEntry(entry);
    }

    private void extend(Entry entry) {
        for (String name : List.of("distinguishedName", "member")) {
            String[] values = entry.getAttributeValues(name);
            if (values != null) {
                entry.setAttribute(
                        name, Arrays.stream(values).map(this::extended).toList());
            }
        }
        entry.setDN(extended(entry.getDN()));
    }

    /** The extended name; unchanged if there is no such object, which the reader then reports. */
    private String extended(String name) {
        try {
            Entry entry = all().getEntry(name);
            byte[] guid = entry == null ? null : entry.getAttributeValueBytes("objectGUID");
            return guid == null ? name : "<GUID=" + ObjectGuid.fromBytes(guid) + ">;" + name;
        } catch (LDAPException e) {
            throw new IllegalStateException(name, e);
        }
    }

    /** Truncates the values to what the policy allows, under a name that gives their range. */
    private void cut(Entry entry, String name, int first, boolean part) {
        Attribute whole = entry.getAttribute(name);
        if (whole == null || (!part && whole.size() <= policy.maxValRange())) {
            return;
        }
        List<String> values = Arrays.asList(whole.getValues());
        int end = Math.min(first + policy.maxValRange(), values.size());
        String last = end == values.size() ? "*" : Integer.toString(end - 1);
        entry.removeAttribute(name);
        entry.addAttribute(name, List.of());
        entry.addAttribute(name + ";range=" + first + "-" + last, values.subList(first, end));
    }
}
