package org.adcache.cli.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.adcache.api.IgnoredDocument;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;

/** Output of what is ignored, page by page. */
public final class IgnoredList {
    private static final int PAGE = 1000;

    private final Terminal terminal;
    private final boolean json;

    /** @param json whether each page is printed as the service's answer */
    public IgnoredList(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** Prints all of it. */
    public Exit print(ServiceClient client) throws CommandException {
        Optional<String> after = Optional.empty();
        int printed = 0;
        do {
            ServiceAnswer answer = client.get("/v1/ignored?limit=" + PAGE
                    + after.map(from -> "&after=" + URLEncoder.encode(from, StandardCharsets.UTF_8))
                            .orElse(""));
            IgnoredDocument page = answer.as(IgnoredDocument.class);
            if (json) {
                terminal.printJson(answer.json());
            } else {
                page.items().forEach(this::print);
            }
            printed += page.items().size();
            after = page.next();
        } while (after.isPresent());
        if (printed == 0 && !json) {
            terminal.say("Nothing is ignored.");
        }
        return Exit.OK;
    }

    private void print(IgnoredDocument.Item item) {
        terminal.print(item.connection() + " " + item.objectGUID().orElse("(no objectGUID)") + " " + item.reason());
        terminal.print("  " + item.distinguishedName());
        item.attribute()
                .ifPresent(name -> terminal.print(
                        "  " + name + item.value().map(value -> ": " + value).orElse("")));
    }
}
