package org.adcache.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.cli.terminal.Colour;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.ConfigOption;
import org.adcache.cli.terminal.Exit;
import org.adcache.cli.terminal.StopSignal;
import org.adcache.cli.terminal.TemporaryFolder;
import org.adcache.cli.terminal.Terminal;
import org.adcache.config.AdcacheConfig;
import org.adcache.config.ConfigReader;
import org.adcache.config.InvalidConfigException;
import org.adcache.config.Spelling;
import org.adcache.connection.ConnectionConfig;
import org.adcache.directory.DirectoryConfig;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.Doctor;
import org.adcache.kerberos.KdcSelection;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.store.file.FolderCheck;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

@Command(
        name = "doctor",
        description = {
            "Examines the connections stage by stage: keytab, DNS, clock, TCP, TLS, Kerberos, bind,"
                    + " and read access. Names a remedy if a stage fails. Works with and without the service.",
            "Exit 1 if a stage failed, with --changes too."
        })
final class DoctorCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Clock clock = Clock.systemUTC();

    @Mixin
    private final ConfigOption option = new ConfigOption();

    @Parameters(
            arity = "0..1",
            paramLabel = "CONNECTION",
            description = "Only this connection. Default: all, one after the other")
    private @Nullable String connection;

    @Option(names = "--json", description = "Print the checks as JSON")
    private boolean json;

    private boolean quiet;

    @Option(
            names = "--changes",
            paramLabel = "FILE",
            description =
                    "Print only what has changed since the run that is kept in this file, and keep this run there")
    private @Nullable Path changes;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws InvalidConfigException, CommandException, IOException {
        Path kept = changes;
        if (json && kept != null) {
            throw new CommandException(Exit.USAGE, "--json and --changes exclude each other.", "Give one of the two.");
        }
        Optional<DoctorChanges> since = kept == null ? Optional.empty() : Optional.of(DoctorChanges.since(kept));
        quiet = json || since.isPresent();
        AdcacheConfig config =
                ConfigReader.withoutConnectionFiles(terminal.environment()).read(option.file());
        List<DirectoryConfig> chosen = chosen(
                config.connections().stream().map(ConnectionConfig::directory).toList());
        Map<ConnectionId, List<CheckResult>> checks = new LinkedHashMap<>();
        FolderCheck.Report data = FolderCheck.report(config.store().dataFolder());
        List<Problem> findings = Stream.of(data.refusals(), data.warnings())
                .flatMap(List::stream)
                .toList();
        if (!json) {
            findings.forEach(this::printFinding);
        }
        ExecutorService workers = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "doctor");
            thread.setDaemon(true);
            return thread;
        });
        try (StopSignal stop = StopSignal.listen();
                TemporaryFolder folder = TemporaryFolder.create("doctor")) {
            Krb5Conf krb5Conf = new Krb5Conf(folder.path().resolve("krb5.conf"));
            krb5Conf.write(config.connections().stream()
                    .map(configured -> configured.directory().kerberosRealm())
                    .toList());
            for (DirectoryConfig directory : chosen) {
                checks.put(directory.id(), examine(directory, krb5Conf, workers, stop));
            }
            if (json) {
                printJson(findings, checks);
            }
            if (since.isPresent() && !stop.await(Duration.ZERO)) {
                since.get().lines(checks).forEach(terminal::print);
                since.get().save(checks, clock.instant().truncatedTo(ChronoUnit.SECONDS));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            workers.shutdownNow();
        }
        boolean fine = data.refusals().isEmpty()
                && checks.values().stream().flatMap(List::stream).allMatch(CheckResult::ok);
        return (fine ? Exit.OK : Exit.CHECK_FAILED).code();
    }

    private void printFinding(Problem problem) {
        terminal.printItem("", Colour.NONE, problem.detail());
        printRemedy(problem);
    }

    private void printRemedy(Problem problem) {
        terminal.printItem("          What to do: ", Colour.YELLOW, problem.remedy() + " [" + problem.type() + "]");
    }

    private List<DirectoryConfig> chosen(List<DirectoryConfig> all) throws CommandException {
        String wanted = connection;
        if (wanted == null) {
            return all;
        }
        List<DirectoryConfig> named = all.stream()
                .filter(directory -> directory.id().value().equals(wanted))
                .toList();
        if (named.isEmpty()) {
            List<String> ids =
                    all.stream().map(directory -> directory.id().value()).toList();
            throw new CommandException(
                    Exit.USAGE,
                    "There is no connection \"" + wanted + "\" in " + option.file() + ".",
                    Spelling.nearest(wanted, ids)
                            .map(guess -> "Did you mean " + guess + "?")
                            .orElse("There is " + String.join(", ", ids) + "."));
        }
        return named;
    }

    private List<CheckResult> examine(
            DirectoryConfig directory, Krb5Conf krb5Conf, ExecutorService workers, StopSignal stop) {
        try (KerberosLogin login = new KerberosLogin(
                directory.keytab(),
                directory.principal(),
                directory.realm(),
                clock,
                workers,
                Optional.of(new KdcSelection(krb5Conf, directory.realm(), clock)))) {
            if (quiet) {
                return examine(new Doctor(directory, login, clock, workers), check -> {}, workers, stop);
            }
            terminal.print(directory.id() + " (" + directory.domain() + ")");
            List<CheckResult> checks =
                    examine(new Doctor(directory, login, clock, workers), this::print, workers, stop);
            printSkipped(checks);
            return checks;
        }
    }

    private static List<CheckResult> examine(
            Doctor doctor, Consumer<CheckResult> listener, ExecutorService workers, StopSignal stop) {
        Supplier<List<CheckResult>> doctorRun = doctor.prepare(listener);
        Future<?> stopping = workers.submit(() -> {
            stop.await();
            doctor.stop();
            return true;
        });
        try {
            return doctorRun.get();
        } finally {
            stopping.cancel(true);
        }
    }

    private void print(CheckResult check) {
        terminal.printItem(
                check.ok() ? "  ok      " : "  FAILED  ",
                check.ok() ? Colour.GREEN : Colour.RED,
                check.id() + ": " + check.detail());
        check.problem().ifPresent(this::printRemedy);
    }

    private void printSkipped(List<CheckResult> checks) {
        List<String> skipped = skipped(checks);
        if (!skipped.isEmpty()) {
            terminal.printItem("  not run: ", Colour.YELLOW, String.join(", ", skipped));
        }
    }

    private static List<String> skipped(List<CheckResult> checks) {
        return Doctor.STAGES.stream()
                .filter(stage -> checks.stream().noneMatch(check -> check.id().equals(stage)))
                .toList();
    }

    private void printJson(List<Problem> findings, Map<ConnectionId, List<CheckResult>> all) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        ArrayNode folder = node.putArray("dataFolder");
        findings.forEach(problem -> put(folder.addObject(), problem));
        ArrayNode list = node.putArray("checks");
        all.forEach((id, checks) -> checks.forEach(check -> {
            ObjectNode entry = list.addObject()
                    .put("connection", id.value())
                    .put("id", check.id())
                    .put("ok", check.ok())
                    .put("detail", check.detail());
            check.problem().ifPresent(problem -> put(entry.putObject("problem"), problem));
        }));
        ArrayNode left = node.putArray("notRun");
        all.forEach((id, checks) -> skipped(checks)
                .forEach(stage -> left.addObject().put("connection", id.value()).put("id", stage)));
        terminal.printJson(node);
    }

    private static void put(ObjectNode node, Problem problem) {
        node.put("type", problem.type().code()).put("detail", problem.detail()).put("remedy", problem.remedy());
    }
}
