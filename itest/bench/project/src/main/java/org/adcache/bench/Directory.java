package org.adcache.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;

/**
 * Simulated directory as a process of its own, {@code Directory FOLDER ACCOUNTS}, in which some people get other
 * display names every second. It writes {@code addresses}, {@code names} and, once it runs, {@code connection.conf} to
 * the folder.
 */
final class Directory {
    private static final int CHANGES = 50;

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[0]);
        SimulatedDirectoryConfig config = SimulatedDirectoryConfig.in(folder).withAccounts(Integer.parseInt(args[1]));
        try (SimulatedDirectory directory = SimulatedDirectory.start(config)) {
            List<String> people = people(directory.tree(), folder);
            Path unfinished = Files.writeString(folder.resolve("connection.conf.unfinished"), connection(directory));
            Files.move(unfinished, folder.resolve("connection.conf"));
            change(directory, people);
        }
    }

    private static String connection(SimulatedDirectory directory) {
        return """
                domain = "%s"
                servers = ["%s:%d"]
                kdcs = ["localhost:%d"]
                keytab = "%s"
                extra-attributes = [displayName, givenName, sn]
                tls.trust = "%s"
                """.formatted(
                        directory.domain(),
                        directory.serverName(),
                        directory.ldapsPort(),
                        directory.kdcPort(),
                        directory.keytab(),
                        directory.caFile());
    }

    /** Returns the people with an address and a name, and writes both to files. */
    private static List<String> people(DirectoryTree tree, Path folder) throws Exception {
        List<String> people = new ArrayList<>();
        List<String> addresses = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int position = 0; position < tree.end(); position++) {
            DirectoryEntry entry = tree.at(position).orElse(null);
            if (entry != null
                    && !entry.values(AttributeType.MAIL).isEmpty()
                    && !entry.values(AttributeType.GIVEN_NAME).isEmpty()) {
                people.add("<GUID=" + entry.guid() + ">");
                addresses.addAll(entry.values(AttributeType.MAIL));
                names.addAll(entry.values(AttributeType.GIVEN_NAME));
                names.addAll(entry.values(AttributeType.SN));
            }
        }
        Files.write(folder.resolve("addresses"), addresses);
        Files.write(folder.resolve("names"), names);
        return people;
    }

    private static void change(SimulatedDirectory directory, List<String> people) throws InterruptedException {
        Random random = new Random(1);
        for (int second = 0; true; second++) {
            for (int i = 0; i < CHANGES; i++) {
                String somebody = people.get(random.nextInt(people.size()));
                directory.changes().replace(somebody, "displayName", "Renamed, Person " + second);
            }
            Thread.sleep(1000);
        }
    }
}
