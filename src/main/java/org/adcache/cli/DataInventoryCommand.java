package org.adcache.cli;

import java.util.List;
import java.util.concurrent.Callable;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.DataInventory;
import org.adcache.config.InvalidConfigException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "data-inventory",
        description = {
            "Lists the stored data: content, use, place, retention, and who can read it.",
            "Prints a table in Markdown, to be pasted into a data-provision statement."
        })
final class DataInventoryCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Option(names = "--json", description = "Print the list as JSON")
    private boolean json;

    DataInventoryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException {
        List<DataInventory.Item> items = new DataInventory(config.read(terminal)).items();
        if (json) {
            printJson(items);
        } else {
            printTable(items);
        }
        return Exit.OK.code();
    }

    private void printTable(List<DataInventory.Item> items) {
        row("Data", "Use", "Place", "How long", "Who can read it");
        row("---", "---", "---", "---", "---");
        items.forEach(item -> row(item.data(), item.use(), item.place(), item.howLong(), item.whoCanReadIt()));
    }

    private void row(String... cells) {
        terminal.print("| "
                + String.join(
                        " | ",
                        List.of(cells).stream()
                                .map(cell -> cell.replace("|", "\\|"))
                                .toList()) + " |");
    }

    private void printJson(List<DataInventory.Item> items) {
        ObjectNode inventory = JsonNodeFactory.instance.objectNode();
        ArrayNode list = inventory.putArray("items");
        for (DataInventory.Item item : items) {
            list.addObject()
                    .put("data", item.data())
                    .put("use", item.use())
                    .put("place", item.place())
                    .put("howLong", item.howLong())
                    .put("whoCanReadIt", item.whoCanReadIt());
        }
        terminal.printJson(inventory);
    }
}
