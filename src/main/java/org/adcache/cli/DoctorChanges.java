package org.adcache.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemType;
import org.adcache.cli.terminal.CommandException;
import org.adcache.cli.terminal.Exit;
import org.adcache.doctor.CheckResult;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Difference between this run of the doctor and the last one, which a file keeps: of each connection the stages, each
 * with {@code ok} or the code of its problem, and nothing else.
 *
 * <pre>
 * {"at": "2026-11-01T03:12:45Z", "connections": {"corp": {"dns": "ok", "tls": "tls-untrusted"}}}
 * </pre>
 */
final class DoctorChanges {
    private static final String OK = "ok";
    private static final long LARGEST = 1 << 20;

    private final Path file;
    private final Optional<Run> last;

    private record Run(String at, Map<String, Map<String, String>> connections) {}

    private DoctorChanges(Path file, Optional<Run> last) {
        this.file = file;
        this.last = last;
    }

    /**
     * Reads the last run; a file that does not exist has none.
     *
     * @throws CommandException if the file can't be read, or is none of a doctor
     */
    static DoctorChanges since(Path file) throws CommandException {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > LARGEST) {
                if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                    throw unusable(file, "it is no file of a doctor run");
                }
                return new DoctorChanges(file, Optional.empty());
            }
            return new DoctorChanges(file, Optional.of(run(JsonMapper.shared().readTree(Files.readString(file)))));
        } catch (NoSuchFileException e) {
            return new DoctorChanges(file, Optional.empty());
        } catch (IOException e) {
            throw unusable(file, "it can't be read: " + e.getMessage());
        } catch (JacksonException | IllegalArgumentException e) {
            throw unusable(file, "it is no file of a doctor run");
        }
    }

    private static CommandException unusable(Path file, String why) {
        return new CommandException(
                Exit.PERMISSION,
                "The last run in " + file + " is not usable: " + why + ".",
                "Remove it, or name another file with --changes.");
    }

    private static Run run(JsonNode node) {
        if (!node.path("at").isString() || !node.path("connections").isObject()) {
            throw new IllegalArgumentException("no run");
        }
        Map<String, Map<String, String>> connections = new TreeMap<>();
        node.path("connections").properties().forEach(connection -> {
            Map<String, String> stages = new TreeMap<>();
            connection
                    .getValue()
                    .properties()
                    .forEach(
                            stage -> stages.put(stage.getKey(), stage.getValue().asString()));
            connections.put(connection.getKey(), stages);
        });
        return new Run(node.path("at").asString(), connections);
    }

    /** What has changed, as lines; at the first run, what fails. A single line if nothing has. */
    List<String> lines(Map<ConnectionId, List<CheckResult>> checks) {
        List<String> lines = new ArrayList<>();
        checks.forEach((id, results) -> add(id.value(), results, lines));
        last.ifPresent(run -> run.connections().keySet().stream()
                .filter(id ->
                        checks.keySet().stream().noneMatch(now -> now.value().equals(id)))
                .forEach(id -> lines.add(id + ": is no longer examined")));
        if (lines.isEmpty()) {
            long failed = checks.values().stream()
                    .flatMap(List::stream)
                    .filter(check -> !check.ok())
                    .count();
            lines.add(last.map(run -> "nothing has changed since " + run.at()).orElse("this is the first run") + "; "
                    + (failed == 0 ? "no stage fails" : failed + " stages fail"));
        }
        return lines;
    }

    private void add(String id, List<CheckResult> results, List<String> lines) {
        Map<String, String> before =
                last.map(run -> run.connections().getOrDefault(id, Map.of())).orElse(Map.of());
        for (CheckResult check : results) {
            String was = before.getOrDefault(check.id(), OK);
            String now = outcome(check);
            if (!now.equals(was)) {
                lines.add(id + ": " + check.id() + ": "
                        + (check.ok() ? "works again, was " + was : check.detail())
                        + check.problem()
                                .map(problem -> " " + problem.remedy() + " [" + now + "]")
                                .orElse(""));
            }
        }
    }

    private static String outcome(CheckResult check) {
        return check.ok()
                ? OK
                : check.problem().map(Problem::type).map(ProblemType::code).orElse("failed");
    }

    /**
     * Replaces the last run by this one.
     *
     * @throws CommandException if the file can't be written
     */
    void save(Map<ConnectionId, List<CheckResult>> checks, Instant at) throws CommandException {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("at", at.toString());
        ObjectNode connections = node.putObject("connections");
        checks.forEach((id, results) -> {
            ObjectNode stages = connections.putObject(id.value());
            results.forEach(check -> stages.put(check.id(), outcome(check)));
        });
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Files.writeString(draft, node + "\n", StandardOpenOption.CREATE_NEW);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw unwritten(e);
        }
    }

    private CommandException unwritten(IOException e) {
        return new CommandException(
                Exit.PERMISSION,
                file + " can't be written: " + e.getMessage() + ".",
                "Let the user that runs adcache write to its folder, or name another file with --changes.");
    }
}
