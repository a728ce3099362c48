package org.adcache.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.adcache.api.CacheDocument;
import org.adcache.api.ConnectionDocument;
import org.adcache.api.HeldDocument;
import org.adcache.api.IntegrationDocument;
import org.adcache.api.StatusDocument;
import org.adcache.cli.client.ClientOptions;
import org.adcache.cli.client.HeldResults;
import org.adcache.cli.client.ServiceAnswer;
import org.adcache.cli.client.ServiceClient;
import org.adcache.cli.client.StatusSummary;
import org.adcache.cli.client.SyncProgress;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.cli.terminal.Watch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "status",
        description = "Shows the state of the service, of its cache and of its syncs, first what demands attention.",
        footer = {
            "",
            "Exit codes: 0 if all is well, 75 if no copy can be used, so that every answer is unknown,"
                    + " else 1 if the syncs of a connection fail."
        })
final class StatusCommand implements Callable<Integer> {
    private static final int PERCENT = 100;

    private final Terminal terminal;

    @Mixin
    private final ClientOptions service = new ClientOptions();

    @Option(names = "--json", description = "Print the service's answer as JSON")
    private boolean json;

    @Option(
            names = "--watch",
            arity = "0..1",
            paramLabel = "SECONDS",
            fallbackValue = "2",
            description = "Show it anew every 2 or SECONDS seconds, until Ctrl-C")
    private int watch;

    /** Of what was shown last. */
    private Exit exit = Exit.OK;

    StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandException, InterruptedException {
        ServiceClient client = service.client(terminal);
        if (watch > 0) {
            new Watch(terminal, Duration.ofSeconds(watch)).run(() -> shown(client));
        } else {
            shown(client).run();
        }
        return exit.code();
    }

    private Runnable shown(ServiceClient client) throws CommandException {
        ServiceAnswer answer = client.get("/v1/status");
        StatusDocument status = answer.as(StatusDocument.class);
        StatusSummary summary = new StatusSummary(status, terminal::text);
        exit = summary.exit();
        return json ? () -> terminal.printJson(answer.json()) : () -> print(status, summary);
    }

    private void print(StatusDocument status, StatusSummary summary) {
        IntegrationDocument integration = status.integration();
        CacheDocument cache = status.cache();
        summary.attention().forEach(sentence -> terminal.print("attention    " + sentence));
        printDamage(status);
        terminal.print("adcache      " + status.version());
        terminal.print("integration  " + (integration.enabled() ? "on" : "off") + " since "
                + terminal.text(integration.changedAt())
                + ", epoch " + integration.epoch());
        terminal.print("accounts     " + cache.accounts() + " (" + cache.users() + " users, " + cache.contacts()
                + " contacts, " + cache.groups() + " groups), " + cache.addresses() + " addresses");
        terminal.print("generation   " + cache.generation() + " as of "
                + cache.asOf().map(terminal::text).orElse("never"));
        terminal.print("on disk      " + cache.bytesOnDisk() + " bytes");
        status.budgets().orElse(List.of()).stream()
                .filter(budget -> budget.refused() > 0)
                .forEach(budget -> terminal.print("refused      " + budget.refused() + " times beyond " + budget.key()
                        + " (" + budget.limit() + ")"));
        status.connections().forEach(this::printConnection);
    }

    private void printDamage(StatusDocument status) {
        status.damage().orElse(List.of()).forEach(problem -> {
            terminal.print("damage       " + problem.detail());
            terminal.print("remedy       " + problem.remedy());
        });
    }

    private void printConnection(ConnectionDocument connection) {
        terminal.print("");
        terminal.print("connection " + connection.id() + " (" + connection.domain() + ")");
        connection.lastError().ifPresent(error -> {
            line("failing since", Optional.of(error.at()));
            line("problem", Optional.of(error.detail()));
            line("remedy", Optional.of(error.remedy()));
        });
        connection.held().ifPresent(this::printHeld);
        connection.running().ifPresent(run -> line("syncing", Optional.of(SyncProgress.withoutConnection(run))));
        line("server", connection.server());
        line("change feed", connection.feed().map(ConnectionDocument.Feed::method));
        connection
                .feed()
                .flatMap(ConnectionDocument.Feed::reason)
                .ifPresent(reason -> line("no better one", Optional.of(reason)));
        line("last success", connection.lastSuccess());
        line("reconciled", connection.lastReconciliation());
        line("next sync", connection.nextRun());
        line("duplicates", Optional.of(connection.duplicates()));
        connection
                .incompleteGroups()
                .ifPresent(groups -> line(
                        "incomplete",
                        Optional.of(groups + " groups, of which not all members are known; add the domain of the others"
                                + " as a connection, or widen search-base")));
        connection
                .ignored()
                .ifPresent(counts -> line(
                        "ignored",
                        Optional.of(counts.stream()
                                .map(count -> count.entries() + " " + count.reason())
                                .collect(Collectors.joining(", ")))));
        connection
                .unreadable()
                .ifPresent(shares -> line(
                        "unreadable",
                        Optional.of(shares.stream().map(StatusCommand::text).collect(Collectors.joining(", ")))));
        connection.deletedObjects().filter(deleted -> !deleted.readable()).ifPresent(deleted -> {
            line("deletions", deleted.detail());
            line("remedy", deleted.remedy());
        });
    }

    private static String text(ConnectionDocument.Unreadable unreadable) {
        return String.format(
                Locale.ROOT,
                "%s of %ss (readable of %.2f %%)",
                unreadable.attribute(),
                unreadable.type(),
                PERCENT * unreadable.share());
    }

    private void printHeld(HeldDocument held) {
        String numbers = HeldResults.numbers(held.added(), held.changed(), held.removed());
        line("held", Optional.of(numbers + ": " + held.detail()));
        line("remedy", Optional.of(held.remedy() + " Decide with \"adcache sync --apply\" or --drop."));
        held.secondOpinion()
                .ifPresent(opinion -> line(
                        "elsewhere",
                        Optional.of(opinion.server() + " still shows " + opinion.visible() + " of " + opinion.asked()
                                + " of those that would be removed")));
        held.removedSample().forEach(account -> line("for instance", Optional.of(account.distinguishedName())));
    }

    private void line(String label, Optional<?> value) {
        terminal.print("  " + label + " ".repeat(15 - label.length())
                + value.map(each -> each instanceof Instant time ? terminal.text(time) : each.toString())
                        .orElse("-"));
    }
}
