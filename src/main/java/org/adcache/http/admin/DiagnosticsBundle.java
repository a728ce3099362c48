package org.adcache.http.admin;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.management.RuntimeMXBean;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.budget.Budget;
import org.adcache.budget.BudgetReading;
import org.adcache.directory.IgnoredReason;
import org.adcache.doctor.CheckResult;
import org.adcache.http.ServiceInfo;
import org.adcache.http.query.AccountJson;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.lookup.CacheSummary;
import org.adcache.lookup.Freshness;
import org.adcache.lookup.LookupService;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncRun;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Content of a diagnostic file. It is made of numbers, times, codes and the names of connections, domains and servers:
 * sentences of problems are left out, because they may quote a distinguished name, a principal or a path.
 */
final class DiagnosticsBundle {
    private static final String README = """
            Diagnostic file of adcache, for a fault report.

            It holds no data of accounts: no names, addresses, distinguished names, SIDs or GUIDs, no tokens and keys, no
            names of service accounts, no paths. It does name connections, domains, domain controllers and their ports.
            Problems are given by their codes, which "adcache explain CODE" explains; "adcache status", "adcache doctor" and
            the log on the machine have their sentences.

            about.json          version, Java, operating system, memory
            status.json         switch, cache, connections, budgets, what expires
            runs.json           the last syncs
            doctor.json         codes of the examination made for this file; empty while the integration is off
            configuration.json  settings, without names of people, members of roles, paths and search bases
            threads.txt         what each thread is doing
            """;

    private final JsonMapper mapper =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private final LookupService lookup;
    private final IntegrationSwitch integration;
    private final SyncControl sync;
    private final ServiceInfo info;
    private final Map<ConnectionId, Optional<List<CheckResult>>> examined;

    /** @param examined the results of the doctor, empty where it could not be run to its end */
    DiagnosticsBundle(
            LookupService lookup,
            IntegrationSwitch integration,
            SyncControl sync,
            ServiceInfo info,
            Map<ConnectionId, Optional<List<CheckResult>>> examined) {
        this.lookup = lookup;
        this.integration = integration;
        this.sync = sync;
        this.info = info;
        this.examined = examined;
    }

    void writeTo(OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        add(zip, "README.txt", README);
        add(zip, "about.json", text(about()));
        add(zip, "status.json", text(status()));
        add(zip, "runs.json", text(runs()));
        add(zip, "doctor.json", text(doctor()));
        add(
                zip,
                "configuration.json",
                text(mapper.readValue(info.configuration().get(), ObjectNode.class)));
        add(zip, "threads.txt", threads());
        zip.finish();
    }

    private void add(ZipOutputStream zip, String name, String content) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(info.clock().instant().toEpochMilli());
        zip.putNextEntry(entry);
        zip.write(content.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private String text(ObjectNode node) {
        return mapper.writeValueAsString(node) + "\n";
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private ObjectNode about() {
        RuntimeMXBean runtime = ManagementFactory.getRuntimeMXBean();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        ObjectNode about = object();
        about.put("version", info.version());
        about.put("madeAt", info.clock().instant().toString());
        about.put("startedAt", info.startedAt().toString());
        about.put("java", runtime.getVmName() + " " + runtime.getVmVersion());
        about.put("operatingSystem", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        about.put("architecture", System.getProperty("os.arch"));
        about.put("processors", Runtime.getRuntime().availableProcessors());
        about.put("heapUsed", heap.getUsed());
        about.put("heapLimit", heap.getMax());
        about.put("loadAverage", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        ArrayNode arguments = about.putArray("arguments");
        runtime.getInputArguments().stream()
                .filter(argument -> argument.startsWith("-X") && argument.indexOf('/') < 0)
                .forEach(arguments::add);
        return about;
    }

    private ObjectNode status() {
        IntegrationState state = integration.state();
        Freshness freshness = lookup.freshness();
        CacheSummary summary = lookup.summary();
        ObjectNode status = object();
        status.putObject("integration")
                .put("enabled", state.enabled())
                .put("epoch", state.epoch().number())
                .put("changedAt", state.changedAt().toString())
                .put("pending", state.pending().size());
        ObjectNode cache = status.putObject("cache");
        cache.put("users", summary.users())
                .put("contacts", summary.contacts())
                .put("groups", summary.groups())
                .put("addresses", summary.addresses())
                .put("generation", freshness.generation().number())
                .put("stale", freshness.stale())
                .put("usable", lookup.usable())
                .put("bytesOnDisk", info.bytesOnDisk().getAsLong());
        freshness.asOf().ifPresent(asOf -> cache.put("asOf", asOf.toString()));
        ArrayNode connections = status.putArray("connections");
        sync.status().forEach(connection -> connection(connections.addObject(), connection, summary));
        ArrayNode damage = status.putArray("damage");
        info.damage().get().forEach(problem -> damage.add(code(problem)));
        ArrayNode budgets = status.putArray("budgets");
        for (Budget budget : info.budgets().get()) {
            BudgetReading reading = budget.reading();
            budgets.addObject()
                    .put("key", reading.key())
                    .put("limit", reading.limit())
                    .put("inUse", reading.inUse())
                    .put("refused", reading.refused());
        }
        ArrayNode expiring = status.putArray("expiring");
        info.expiring().get().forEach(each -> {
            ObjectNode one = expiring.addObject().put("what", each.what());
            each.connection().ifPresent(connection -> one.put("connection", connection));
            one.put("notAfter", each.notAfter().toString());
        });
        return status;
    }

    private static void connection(ObjectNode node, ConnectionStatus status, CacheSummary summary) {
        node.put("id", status.id().value()).put("domain", status.domain());
        status.server()
                .ifPresent(server -> node.put("server", server.server())
                        .put("feed", AccountJson.label(server.feed()))
                        .put("readsDeletedObjects", server.readsDeletedObjects()));
        put(node, "lastSuccess", status.lastSuccess());
        put(node, "lastReconciliation", status.lastReconciliation());
        put(node, "nextRun", status.nextRun());
        status.lastError()
                .ifPresent(error -> node.putObject("lastError")
                        .put("at", error.at().toString())
                        .put("type", code(error.problem())));
        status.held()
                .ifPresent(held -> node.putObject("held")
                        .put("at", held.heldAt().toString())
                        .put("type", code(held.problem()))
                        .put("added", held.added())
                        .put("changed", held.changed())
                        .put("removed", held.removed()));
        node.put("duplicates", summary.duplicates().getOrDefault(status.id(), 0));
        node.put("incompleteGroups", summary.incompleteGroups().getOrDefault(status.id(), 0));
        ObjectNode ignored = node.putObject("ignored");
        for (Map.Entry<IgnoredReason, Integer> entry : status.ignored().entrySet()) {
            ignored.put(entry.getKey().label(), entry.getValue());
        }
        ArrayNode unreadable = node.putArray("unreadable");
        status.unreadable()
                .forEach(share -> unreadable
                        .addObject()
                        .put("type", share.type().label())
                        .put("attribute", share.attribute())
                        .put("share", share.share()));
    }

    private ObjectNode runs() {
        ObjectNode runs = object();
        ArrayNode items = runs.putArray("runs");
        sync.runs().forEach(run -> run(items.addObject(), run));
        return runs;
    }

    private static void run(ObjectNode node, SyncRun run) {
        node.put("connection", run.connection().value())
                .put("mode", AccountJson.label(run.mode()))
                .put("phase", AccountJson.label(run.phase()))
                .put("read", run.read())
                .put("added", run.added())
                .put("changed", run.changed())
                .put("removed", run.removed())
                .put("startedAt", run.startedAt().toString());
        run.scope().ifPresent(scope -> node.put("scope", AccountJson.label(scope)));
        put(node, "finishedAt", run.finishedAt());
        run.outcome().ifPresent(outcome -> node.put("outcome", AccountJson.label(outcome)));
        run.problem().ifPresent(problem -> node.put("problem", code(problem)));
    }

    private ObjectNode doctor() {
        ObjectNode doctor = object();
        examined.forEach((connection, results) -> {
            ArrayNode stages = doctor.putArray(connection.value());
            if (results.isEmpty()) {
                stages.addObject().put("id", "examination").put("ok", false);
            }
            results.ifPresent(all -> all.forEach(result -> {
                ObjectNode stage = stages.addObject().put("id", result.id()).put("ok", result.ok());
                result.problem().ifPresent(problem -> stage.put("problem", code(problem)));
            }));
        });
        return doctor;
    }

    private static void put(ObjectNode node, String name, Optional<Instant> moment) {
        moment.ifPresent(at -> node.put(name, at.toString()));
    }

    private static String code(Problem problem) {
        return problem.type().code();
    }

    /** The threads by name, and where each is; names of classes and methods only. */
    private static String threads() {
        return Thread.getAllStackTraces().entrySet().stream()
                .sorted(Comparator.comparing(entry -> entry.getKey().getName()))
                .map(entry -> kind(entry.getKey()) + " " + entry.getKey().getState() + frames(entry.getValue()))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** The name of a thread up to what is different each time: some have the address of who is connected in it. */
    private static String kind(Thread thread) {
        return thread.getName().split("[^A-Za-z ._-]", 2)[0].strip();
    }

    private static String frames(StackTraceElement... frames) {
        return List.of(frames).stream().map(frame -> "\n    " + frame).collect(Collectors.joining());
    }
}
