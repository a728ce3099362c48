import com.unboundid.ldap.sdk.Attribute;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.demo.people.DirectoryChanges;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AttributeType;
import org.adcache.demo.schema.ObjectKind;
import org.adcache.demo.schema.WellKnown;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Benchmark of cycles of changes; see {@code cost-of-change} beside this file. */
final class CostOfChange {
    private static final int WARM_UPS = 4;
    private static final int FEW = 10;
    private static final int MANY = 1000;
    private static final int LARGE_GROUP = 100_000;

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        int small = Integer.parseInt(args[3]);
        int large = Integer.parseInt(args[4]);
        System.out.printf(
                Locale.ROOT,
                "feed %s, service with -Xmx%s, %s cycles each; load at the start %s%n",
                args[2],
                args[6],
                args[5],
                load());
        Map<Integer, Map<Integer, Cost>> costs = new LinkedHashMap<>();
        for (int accounts : List.of(small, large)) {
            Settings settings =
                    new Settings(args[0], folder.resolve(Integer.toString(accounts)), args[2], accounts, args[6]);
            try (Setting setting = Setting.start(settings)) {
                costs.put(accounts, measure(setting, Integer.parseInt(args[5])));
                if (accounts >= 2 * LARGE_GROUP) {
                    largeGroup(setting);
                }
            }
        }
        for (int changes : List.of(0, FEW, MANY)) {
            Cost of = costs.get(large).get(changes);
            Cost to = costs.get(small).get(changes);
            System.out.printf(
                    Locale.ROOT,
                    "%,9d / %,d accounts, %4d changes: time %.2f, answered %.2f, read %.2f, written %.2f, CPU %.2f%n",
                    large,
                    small,
                    changes,
                    of.run() / to.run(),
                    of.answered() / to.answered(),
                    of.read() / to.read(),
                    of.written() / to.written(),
                    of.cpu() / to.cpu());
        }
    }

    private static Map<Integer, Cost> measure(Setting setting, int cycles) throws Exception {
        Population population = new Population(setting.directory(), 1);
        System.out.printf(Locale.ROOT, "%n%,d accounts%n", setting.settings().accounts());
        row("first sync", setting.first());
        Map<Integer, Cost> costs = new LinkedHashMap<>();
        for (int changes : List.of(MANY, 0, FEW)) {
            List<Cost> all = new ArrayList<>();
            for (int cycle = 0; cycle < WARM_UPS + cycles; cycle++) {
                String newcomer = population.change(changes);
                Cost cost = setting.cycle("auto", newcomer);
                if (cycle >= WARM_UPS) {
                    all.add(cost);
                }
            }
            Cost median = Cost.each(all, CostOfChange::median);
            row("cycle of " + changes + " changes, median", median);
            row("cycle of " + changes + " changes, mean", Cost.each(all, CostOfChange::mean));
            row("cycle of " + changes + " changes, most", Cost.each(all, CostOfChange::most));
            costs.put(changes, median);
        }
        return costs;
    }

    /** Sets 100,000 members of a group, then replaces one of them, twice; compares every membership each time. */
    private static void largeGroup(Setting setting) throws Exception {
        SimulatedDirectory directory = setting.directory();
        DirectoryTree tree = directory.tree();
        String group = directory.wellKnown().outerGroup().distinguishedName();
        int[] users = IntStream.range(0, tree.end())
                .filter(position -> tree.at(position)
                        .filter(entry -> entry.kind() == ObjectKind.USER)
                        .isPresent())
                .limit(LARGE_GROUP + 2)
                .toArray();
        directory.changes().setMembers(group, Arrays.stream(users).limit(LARGE_GROUP));
        row("a group gets 100,000 members", setting.cycle("auto", ""));
        compare(setting, group, users, LARGE_GROUP);
        for (int more = 1; more <= 2; more++) {
            int added = users[LARGE_GROUP + more - 1];
            int removed = users[more];
            directory.changes().addMembers(group, name(tree, added));
            directory.changes().removeMembers(group, name(tree, removed));
            row("one comes and one goes", setting.cycle("auto", ""));
            compare(setting, group, users, LARGE_GROUP);
        }
    }

    private static String name(DirectoryTree tree, int position) {
        return "<GUID=" + tree.at(position).orElseThrow().guid() + ">";
    }

    /** Queries the membership of each user and compares it with the directory. */
    private static void compare(Setting setting, String group, int[] users, int expected) throws Exception {
        DirectoryTree tree = setting.directory().tree();
        int[] members = tree.members(tree.find(group).orElseThrow());
        IntPredicate isMember = position -> Arrays.binarySearch(members, position) >= 0;
        int asked = 0;
        for (int from = 0; from < users.length; from += 1000) {
            Map<String, Boolean> truth = new LinkedHashMap<>();
            for (int i = from; i < Math.min(from + 1000, users.length); i++) {
                DirectoryEntry user = tree.at(users[i]).orElseThrow();
                for (String mail : user.values(AttributeType.MAIL)) {
                    truth.merge(mail.toLowerCase(Locale.ROOT), isMember.test(users[i]), Boolean::logicalOr);
                }
            }
            JsonNode results = setting.service()
                    .post(
                            "/v1/match",
                            Map.of(
                                    "addresses",
                                    List.copyOf(truth.keySet()),
                                    "conditions",
                                    Map.of("member", Map.of("group", group))))
                    .path("results");
            for (JsonNode result : results) {
                asked++;
                boolean says = result.path("matches").path("member").asString().equals("yes");
                if (says != truth.get(result.path("address").asString())) {
                    throw new IllegalStateException("wrong answer: " + result);
                }
            }
        }
        System.out.printf(
                Locale.ROOT, "    %,d members, %,d addresses asked, all answers right%n", members.length, asked);
        if (members.length != expected) {
            throw new IllegalStateException("the group has " + members.length + " members");
        }
    }

    private static double median(double[] values) {
        double[] sorted = Arrays.stream(values).sorted().toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElseThrow();
    }

    private static double most(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static void row(String name, Cost cost) throws IOException {
        System.out.printf(
                Locale.ROOT,
                "%-36s run %7.0f ms  answered %7.0f ms  read %9.0f KB  written %9.0f KB  CPU %6.0f ms;"
                        + "  afterwards read %8.0f KB  written %8.0f KB  CPU %6.0f ms  (load %s)%n",
                name,
                cost.run(),
                cost.answered(),
                cost.read(),
                cost.written(),
                cost.cpu(),
                cost.readAfter(),
                cost.writtenAfter(),
                cost.cpuAfter(),
                load());
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).substring(0, 5).strip();
    }

    /**
     * Cost of a cycle in milliseconds and kilobytes. Background work of the service after the end of the cycle is
     * counted separately.
     */
    private record Cost(
            double run,
            double answered,
            double read,
            double written,
            double cpu,
            double readAfter,
            double writtenAfter,
            double cpuAfter) {
        private interface Summary {
            double of(double[] values);
        }

        static Cost each(List<Cost> costs, Summary summary) {
            return new Cost(
                    all(costs, Cost::run, summary),
                    all(costs, Cost::answered, summary),
                    all(costs, Cost::read, summary),
                    all(costs, Cost::written, summary),
                    all(costs, Cost::cpu, summary),
                    all(costs, Cost::readAfter, summary),
                    all(costs, Cost::writtenAfter, summary),
                    all(costs, Cost::cpuAfter, summary));
        }

        private static double all(List<Cost> costs, ToDoubleFunction<Cost> part, Summary summary) {
            return summary.of(costs.stream().mapToDouble(part).toArray());
        }
    }

    /** Random changes of a directory, with the same number of each kind in each thousand. */
    private static final class Population {
        private final DirectoryTree tree;
        private final DirectoryChanges changes;
        private final List<String> fixed;
        private final Random random;
        private int made;

        Population(SimulatedDirectory directory, long seed) {
            this.tree = directory.tree();
            this.changes = directory.changes();
            this.random = new Random(seed);
            WellKnown known = directory.wellKnown();
            this.fixed =
                    List.of(known.outerGroup().objectGuid(), known.largeGroup().objectGuid());
        }

        /**
         * One in five is a new user, one in ten a deletion, one in five a group that gets or loses a member, the rest
         * are changes of attributes. Returns the address of a new user, or an empty text.
         */
        String change(int count) {
            String newcomer = "";
            for (int i = 0; i < count; i++) {
                made++;
                switch (i % 10) {
                    case 0, 5 -> newcomer = addUser();
                    case 1 -> changes.delete(any(ObjectKind.USER));
                    case 2 -> changes.addMembers(any(ObjectKind.GROUP), any(ObjectKind.USER));
                    case 3 -> takeMember();
                    case 4, 6 -> changes.replace(any(ObjectKind.USER), "department", "Department " + made);
                    case 7 -> changes.replace(any(ObjectKind.USER), "displayName", "Renamed, Person " + made);
                    default -> changes.replace(any(ObjectKind.USER), "title", "Title " + made);
                }
            }
            return newcomer;
        }

        private String addUser() {
            String mail = "newcomer" + made + "@demo.example";
            String place = tree.name(tree.any(entry(ObjectKind.USER).parent()).orElseThrow());
            changes.addUser(
                    "CN=Newcomer " + made + "," + place,
                    "newcomer" + made,
                    new Attribute("mail", mail),
                    new Attribute("displayName", "Newcomer " + made),
                    new Attribute("givenName", "Newcomer"),
                    new Attribute("sn", "Number " + made));
            return mail;
        }

        private void takeMember() {
            DirectoryEntry group = entry(ObjectKind.GROUP);
            int[] members = tree.members(group);
            if (members.length == 0) {
                changes.addMembers(reference(group), any(ObjectKind.USER));
            } else {
                changes.removeMembers(reference(group), name(tree, members[random.nextInt(members.length)]));
            }
        }

        private String any(ObjectKind kind) {
            return reference(entry(kind));
        }

        private static String reference(DirectoryEntry entry) {
            return "<GUID=" + entry.guid() + ">";
        }

        private DirectoryEntry entry(ObjectKind kind) {
            while (true) {
                DirectoryEntry entry =
                        tree.at(200 + random.nextInt(tree.end() - 200)).orElse(null);
                if (entry != null
                        && entry.kind() == kind
                        && !fixed.contains(entry.guid().toString())) {
                    return entry;
                }
            }
        }
    }

    /** Settings for one size. */
    private record Settings(String launcher, Path folder, String feed, int accounts, String heap) {}

    /** A simulated directory in this process and the service in another. */
    private record Setting(Settings settings, SimulatedDirectory directory, Service service, Cost first)
            implements AutoCloseable {
        static Setting start(Settings settings) throws Exception {
            Path folder = Files.createDirectories(settings.folder());
            SimulatedDirectory directory =
                    SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder.resolve("directory"))
                            .withAccounts(settings.accounts())
                            .withReadableDeletedObjects(true));
            Path config = folder.resolve("adcache.conf");
            Files.writeString(config, """
                    adcache {
                      data-dir = "%s"
                      http.port = 0
                      connections.demo {
                        domain = "%s"
                        servers = ["%s:%d"]
                        kdcs = ["localhost:%d"]
                        keytab = "%s"
                        extra-attributes = [displayName, givenName, sn, department, title]
                        tls.trust = "%s"
                        sync { every = 12h, reconcile-every = 12h, timeout = 30m, feed = %s }
                      }
                    }
                    """.formatted(
                            folder.resolve("data"),
                            directory.domain(),
                            directory.serverName(),
                            directory.ldapsPort(),
                            directory.kdcPort(),
                            directory.keytab(),
                            directory.caFile(),
                            settings.feed()));
            Service service = Service.start(settings.launcher(), config, settings.heap());
            try {
                service.await(
                        Service.LOOK,
                        () -> service.get("/v1/sync").path("runs").path(0).hasNonNull("finishedAt"));
                Counters all = service.counters();
                JsonNode run = service.get("/v1/sync").path("runs").path(0);
                Counters after = service.rest();
                double answered = Service.millis(run);
                return new Setting(settings, directory, service, all.since(Counters.NONE, after, answered, answered));
            } catch (Exception e) {
                service.close();
                directory.close();
                throw e;
            }
        }

        /** Runs a cycle; waits until the newcomer is found, and then until the service is idle. */
        Cost cycle(String mode, String newcomer) throws Exception {
            Counters before = service.counters();
            long start = System.nanoTime();
            String id = service.post("/v1/sync?mode=" + mode, Map.of())
                    .path("runs")
                    .path(0)
                    .path("id")
                    .asString();
            if (!newcomer.isEmpty()) {
                String question = "/v1/lookup?key=" + URLEncoder.encode(newcomer, StandardCharsets.UTF_8);
                service.await(() -> service.get(question).path("found").asBoolean());
            }
            double answered = (System.nanoTime() - start) / 1e6;
            service.await(() -> {
                JsonNode run = service.get("/v1/sync").path("runs").path(0);
                return run.path("id").asString().equals(id) && run.hasNonNull("finishedAt");
            });
            answered = newcomer.isEmpty() ? (System.nanoTime() - start) / 1e6 : answered;
            Counters after = service.counters();
            JsonNode run = service.get("/v1/sync").path("runs").path(0);
            if (!run.path("outcome").asString().equals("ok") || run.hasNonNull("reason")) {
                throw new IllegalStateException("not what was to be measured: " + run);
            }
            return after.since(before, service.rest(), Service.millis(run), answered);
        }

        @Override
        public void close() throws IOException {
            service.close();
            directory.close();
        }
    }

    /** The kernel's counters of a process. */
    private record Counters(double read, double written, double cpu) {
        static final Counters NONE = new Counters(0, 0, 0);

        Cost since(Counters before, Counters after, double run, double answered) {
            return new Cost(
                    run,
                    answered,
                    read - before.read,
                    written - before.written,
                    cpu - before.cpu,
                    after.read - read,
                    after.written - written,
                    after.cpu - cpu);
        }
    }

    private interface Question {
        boolean holds() throws Exception;
    }

    /** The service as a process, and its HTTP interface. */
    private record Service(Process process, ProcessHandle java, String address, String token, HttpClient http)
            implements AutoCloseable {
        private static final JsonMapper JSON = JsonMapper.shared();
        private static final Duration TIMEOUT = Duration.ofMinutes(30);
        private static final Duration LOOK = Duration.ofMillis(250);

        static Service start(String launcher, Path config, String heap) throws Exception {
            Process creation = new ProcessBuilder(
                            launcher, "token", "create", "--config", config.toString(), "--scope", "admin,lookup")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String token = new String(creation.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            ProcessBuilder builder = new ProcessBuilder(launcher, "serve", "--config", config.toString())
                    .redirectError(config.resolveSibling("log").toFile());
            builder.environment().put("ADCACHE_JAVA_OPTS", "-Xmx" + heap);
            Process process = builder.start();
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            String line = out.readLine();
            if (line == null) {
                throw new IllegalStateException(Files.readString(config.resolveSibling("log")));
            }
            return new Service(
                    process,
                    process.descendants().findFirst().orElse(process.toHandle()),
                    line.substring("listening on ".length()),
                    token,
                    HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
        }

        static double millis(JsonNode run) {
            return Duration.between(
                                    Instant.parse(run.path("startedAt").asString()),
                                    Instant.parse(run.path("finishedAt").asString()))
                            .toNanos()
                    / 1e6;
        }

        Counters counters() throws IOException {
            Map<String, Double> kilobytes = new LinkedHashMap<>();
            for (String line : Files.readAllLines(Path.of("/proc", Long.toString(java.pid()), "io"))) {
                int colon = line.indexOf(':');
                kilobytes.put(line.substring(0, colon), Double.parseDouble(line.substring(colon + 1)) / 1024);
            }
            return new Counters(kilobytes.get("rchar"), kilobytes.get("wchar"), cpu().toNanos() / 1e6);
        }

        private Duration cpu() {
            return java.info().totalCpuDuration().orElseThrow();
        }

        /** Waits until it is idle. */
        Counters rest() throws IOException {
            Duration before = Duration.ZERO;
            Duration now = cpu();
            for (int quiet = 0; quiet < 3; ) {
                LockSupport.parkNanos(LOOK.toNanos());
                before = now;
                now = cpu();
                quiet = now.minus(before).toMillis() > LOOK.toMillis() / 10 ? 0 : quiet + 1;
            }
            return counters();
        }

        void await(Question question) throws Exception {
            await(Duration.ofMillis(10), question);
        }

        void await(Duration pause, Question question) throws Exception {
            long deadline = System.nanoTime() + TIMEOUT.toNanos();
            while (!question.holds()) {
                if (!process.isAlive() || System.nanoTime() > deadline) {
                    throw new IllegalStateException("waited in vain: " + get("/v1/sync"));
                }
                LockSupport.parkNanos(pause.toNanos());
            }
        }

        JsonNode get(String path) throws Exception {
            return send(path, HttpRequest.Builder::GET);
        }

        JsonNode post(String path, Object body) throws Exception {
            String text = JSON.writeValueAsString(body);
            return send(
                    path,
                    request ->
                            request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(text)));
        }

        private JsonNode send(String path, UnaryOperator<HttpRequest.Builder> method) throws Exception {
            HttpRequest request = method.apply(HttpRequest.newBuilder(URI.create(address + path))
                            .header("Authorization", "Bearer " + token)
                            .timeout(Duration.ofMinutes(1)))
                    .build();
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2 && response.statusCode() != 404) {
                throw new IllegalStateException(path + " answers " + response.body());
            }
            return JSON.readTree(response.body());
        }

        @Override
        public void close() {
            List<ProcessHandle> family = process.descendants().toList();
            process.destroy();
            try {
                process.waitFor(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            family.forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }
}
