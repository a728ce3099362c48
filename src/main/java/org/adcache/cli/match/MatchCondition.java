package org.adcache.cli.match;

import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ObjectNode;

/** Condition of the command line: exactly one of its options. */
final class MatchCondition {
    @Option(names = "--group", paramLabel = "GROUP", description = "Is in this group, or in one nested in it")
    private @Nullable String group;

    @Option(names = "--account", paramLabel = "ACCOUNT", description = "Is this account")
    private @Nullable String account;

    @Option(names = "--container", paramLabel = "DN", description = "Lies below this DN")
    private @Nullable String container;

    @Option(names = "--upn-suffix", paramLabel = "SUFFIX", description = "Has this UPN suffix")
    private @Nullable String upnSuffix;

    @Option(names = "--type", paramLabel = "TYPE", description = "Is of this type: user, contact or group")
    private @Nullable String type;

    @Option(names = "--known", description = "Exists")
    private boolean known;

    /** Writes the condition as the service expects it. */
    void writeTo(ObjectNode node) {
        BiConsumer<String, @Nullable String> text =
                (field, value) -> Optional.ofNullable(value).ifPresent(given -> node.put(field, given));
        text.accept("group", group);
        text.accept("account", account);
        text.accept("container", container);
        text.accept("upnSuffix", upnSuffix);
        text.accept("type", type);
        if (known) {
            node.put("known", true);
        }
    }
}
