package org.adcache.demo.search;

import com.unboundid.ldap.sdk.Filter;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.Collation;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.Syntax;
import org.jspecify.annotations.Nullable;

/** Compiler of LDAP filters into {@link CompiledFilter}, with AD's matching rules for each syntax. */
public final class FilterCompiler {
    private static final String BIT_AND = "1.2.840.113556.1.4.803";
    private static final String BIT_OR = "1.2.840.113556.1.4.804";
    private static final String IN_CHAIN = "1.2.840.113556.1.4.1941";

    /** Above this many, a walk through the directory is as good as a list of positions. */
    private static final int MOST_CANDIDATES = 50_000;

    private final Replica replica;
    private final DirectoryTree tree;
    private final LinkConditions links;
    private final NameResolution nameResolution;

    public FilterCompiler(Replica replica) {
        this.replica = replica;
        this.tree = replica.tree();
        this.links = new LinkConditions(replica);
        this.nameResolution = new NameResolution(replica);
    }

    public CompiledFilter compile(Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_AND -> CompiledFilter.all(parts(filter));
            case Filter.FILTER_TYPE_OR -> CompiledFilter.any(parts(filter));
            case Filter.FILTER_TYPE_NOT -> compile(filter.getNOTComponent()).not();
            default -> single(filter);
        };
    }

    private List<CompiledFilter> parts(Filter filter) {
        return Arrays.stream(filter.getComponents()).map(this::compile).toList();
    }

    private CompiledFilter single(Filter filter) {
        String name = filter.getAttributeName();
        if (name != null && name.equalsIgnoreCase("anr")) {
            return nameResolution.compile(filter);
        }
        Optional<AttributeType> known = name == null ? Optional.empty() : AttributeType.of(name);
        if (known.isEmpty()) {
            return CompiledFilter.undefined();
        }
        return ofReadable(known.get(), compare(known.get(), filter));
    }

    /** A condition on an attribute that the client may not read is undefined (MS-ADTS 3.1.1.3.1.3.1). */
    private CompiledFilter ofReadable(AttributeType type, CompiledFilter condition) {
        return new CompiledFilter(
                entry -> replica.reads(entry, type) ? condition.test().on(entry) : Truth.UNDEFINED,
                condition.candidates());
    }

    private CompiledFilter compare(AttributeType type, Filter filter) {
        return switch (filter.getFilterType()) {
            case Filter.FILTER_TYPE_EQUALITY, Filter.FILTER_TYPE_APPROXIMATE_MATCH ->
                equality(type, filter.getAssertionValue(), filter.getAssertionValueBytes());
            case Filter.FILTER_TYPE_PRESENCE -> presence(type);
            case Filter.FILTER_TYPE_SUBSTRING -> substring(type, filter);
            case Filter.FILTER_TYPE_GREATER_OR_EQUAL -> ordering(type, filter.getAssertionValue(), 1);
            case Filter.FILTER_TYPE_LESS_OR_EQUAL -> ordering(type, filter.getAssertionValue(), -1);
            default -> extensible(type, filter.getMatchingRuleID(), filter.getAssertionValue());
        };
    }

    private CompiledFilter presence(AttributeType type) {
        return switch (type) {
            case MEMBER, MEMBER_OF -> CompiledFilter.anywhere(entry -> Truth.of(replica.links(entry, type).length > 0));
            default ->
                CompiledFilter.anywhere(
                        entry -> Truth.of(!replica.values(entry, type).isEmpty()));
        };
    }

    private CompiledFilter equality(AttributeType type, String text, byte[] bytes) {
        if (type == AttributeType.OBJECT_CATEGORY) {
            return category(text);
        }
        return switch (type.syntax()) {
            case CLASS -> kinds(kind -> kind.hasClass(text), true);
            case GUID -> guid(type, text, bytes);
            case SID -> sid(type, text, bytes);
            case LINK -> links.direct(type, text);
            case NAME -> name(type, text);
            case INTEGER -> number(type, text, value -> wanted -> value == wanted);
            case BOOLEAN, TIME -> anyValue(type, text::equalsIgnoreCase);
            case TEXT -> anyValue(type, folded(text)::equals, true);
        };
    }

    private static String folded(String text) {
        return Collation.fold(text);
    }

    private CompiledFilter category(String text) {
        if (text.indexOf('=') < 0) {
            return kinds(kind -> kind.hasCategory(text), false);
        }
        return anyValue(AttributeType.OBJECT_CATEGORY, text::equalsIgnoreCase);
    }

    /** The test is evaluated once for each kind, not for each entry. */
    private static CompiledFilter kinds(Predicate<ObjectKind> test, boolean tombstones) {
        Set<ObjectKind> wanted = EnumSet.noneOf(ObjectKind.class);
        for (ObjectKind kind : ObjectKind.values()) {
            if (test.test(kind)) {
                wanted.add(kind);
            }
        }
        return CompiledFilter.anywhere(
                entry -> Truth.of(wanted.contains(entry.kind()) && (tombstones || !entry.isDeleted())));
    }

    /** 16 raw bytes, or the form with dashes. */
    private CompiledFilter guid(AttributeType type, String text, byte[] bytes) {
        String wanted;
        try {
            wanted = bytes.length == 16
                    ? AdBinary.guid(bytes).toString()
                    : text.replaceAll("[{}]", "").toLowerCase(Locale.ROOT);
            if (type == AttributeType.OBJECT_GUID) {
                return only(tree.withGuid(UUID.fromString(wanted)));
            }
        } catch (IllegalArgumentException e) {
            return CompiledFilter.never();
        }
        return anyValue(type, wanted::equals);
    }

    /** Binary, or the form {@code S-1-…}. */
    private CompiledFilter sid(AttributeType type, String text, byte[] bytes) {
        try {
            boolean readable = text.startsWith("S-") || text.startsWith("s-");
            String wanted = readable ? text.toUpperCase(Locale.ROOT) : AdBinary.sid(bytes);
            return type == AttributeType.OBJECT_SID ? only(tree.withSid(wanted)) : anyValue(type, wanted::equals);
        } catch (IllegalArgumentException e) {
            return CompiledFilter.never();
        }
    }

    private CompiledFilter name(AttributeType type, String text) {
        if (type == AttributeType.DISTINGUISHED_NAME) {
            return only(tree.findAny(text));
        }
        return anyValue(type, text::equalsIgnoreCase);
    }

    private static CompiledFilter only(Optional<DirectoryEntry> entry) {
        return CompiledFilter.only(Candidates.of(entry.stream().mapToInt(DirectoryEntry::position)));
    }

    private CompiledFilter substring(AttributeType type, Filter filter) {
        if (type.syntax() != Syntax.TEXT) {
            return CompiledFilter.never();
        }
        List<String> middle = Arrays.stream(filter.getSubAnyStrings())
                .map(FilterCompiler::folded)
                .toList();
        Substring pattern =
                new Substring(orEmpty(filter.getSubInitialString()), middle, orEmpty(filter.getSubFinalString()));
        return anyValue(type, pattern::matches, true);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : folded(text);
    }

    /** The parts of a substring filter, folded, in order and without overlap. */
    private record Substring(String start, List<String> middle, String finish) {
        boolean matches(String value) {
            if (!value.startsWith(start)) {
                return false;
            }
            int from = start.length();
            for (String part : middle) {
                int found = value.indexOf(part, from);
                if (found < 0) {
                    return false;
                }
                from = found + part.length();
            }
            return value.length() - from >= finish.length() && value.endsWith(finish);
        }
    }

    private CompiledFilter ordering(AttributeType type, String text, int sign) {
        if (type == AttributeType.USN_CHANGED && sign > 0) {
            return changedFrom(text);
        }
        return switch (type.syntax()) {
            case INTEGER -> number(type, text, value -> wanted -> Long.compare(value, wanted) * sign >= 0);
            case TEXT -> {
                String wanted = folded(text);
                yield anyValue(type, value -> value.compareTo(wanted) * sign >= 0, true);
            }
            case TIME -> anyValue(type, value -> value.compareTo(text) * sign >= 0);
            default -> CompiledFilter.never();
        };
    }

    private CompiledFilter changedFrom(String text) {
        long change;
        try {
            change = replica.change(Long.parseLong(text.strip()));
        } catch (NumberFormatException e) {
            return CompiledFilter.never();
        }
        boolean few = tree.countChangedFrom(change, MOST_CANDIDATES) < MOST_CANDIDATES;
        return new CompiledFilter(
                entry -> Truth.of(entry.changed() >= change), few ? Candidates.of(tree.changedFrom(change)) : null);
    }

    private CompiledFilter extensible(AttributeType type, @Nullable String rule, String text) {
        if (rule == null) {
            return CompiledFilter.undefined();
        }
        return switch (rule) {
            case BIT_AND -> number(type, text, value -> wanted -> (value & wanted) == wanted);
            case BIT_OR -> number(type, text, value -> wanted -> (value & wanted) != 0);
            case IN_CHAIN -> type.syntax() == Syntax.LINK ? links.chain(type, text) : CompiledFilter.undefined();
            default -> CompiledFilter.undefined();
        };
    }

    /** Compares each value with the requested number; false if that is not a number. */
    private CompiledFilter number(AttributeType type, String text, LongComparison comparison) {
        if (type.syntax() != Syntax.INTEGER) {
            return CompiledFilter.undefined();
        }
        long wanted;
        try {
            wanted = Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return CompiledFilter.never();
        }
        return anyValue(type, value -> comparison.of(Long.parseLong(value)).test(wanted));
    }

    @FunctionalInterface
    private interface LongComparison {
        LongPredicate of(long value);
    }

    private CompiledFilter anyValue(AttributeType type, Predicate<String> test) {
        return anyValue(type, test, false);
    }

    private CompiledFilter anyValue(AttributeType type, Predicate<String> test, boolean fold) {
        return CompiledFilter.anywhere(entry -> {
            for (String value : replica.values(entry, type)) {
                if (test.test(fold ? folded(value) : value)) {
                    return Truth.TRUE;
                }
            }
            return Truth.FALSE;
        });
    }
}
