package org.adcache.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.adcache.account.ProblemException;
import org.adcache.integration.WipeReceipt;
import org.adcache.store.StoreException;
import org.adcache.testing.TestClock;

/**
 * Sweep over the system calls of a commit, a merge, an index image, a wipe and a start: each is failed once in each
 * way. After each failure the service goes on, and is started again without faults on the folder as it was at the
 * failure. Then four promises hold: what is read is one state and no mix; a commit that returned is there; after a
 * disable nothing is; and the start succeeds.
 */
final class SystemCallSweep {
    private static final String CALLS = "%file,%desc";
    private static final String NOT_FAILED =
            "close|mmap|munmap|ioctl|epoll.*|poll|readlink|getcwd|statfs|fstatfs|dup.*";
    private static final List<String> EIO = List.of("error=EIO");
    private static final Map<String, List<String>> OUTCOMES = Map.ofEntries(
            Map.entry(
                    "openat",
                    List.of(
                            "error=EIO",
                            "error=ENOSPC",
                            "error=EMFILE",
                            "error=ENFILE",
                            "error=EROFS",
                            "error=EACCES")),
            Map.entry("pwrite64", List.of("error=EIO", "error=ENOSPC", "error=EROFS", "error=EDQUOT", "retval=1")),
            Map.entry("write", List.of("error=EIO", "error=ENOSPC", "error=EROFS", "error=EDQUOT", "retval=1")),
            Map.entry("pread64", List.of("error=EIO", "retval=0")),
            Map.entry("read", List.of("error=EIO", "retval=0")),
            Map.entry("fsync", List.of("error=EIO", "error=ENOSPC")),
            Map.entry("fdatasync", List.of("error=EIO", "error=ENOSPC")),
            Map.entry("rename", List.of("error=EIO", "error=ENOSPC", "error=EROFS", "error=EACCES")),
            Map.entry("unlink", List.of("error=EIO", "error=EROFS", "error=EBUSY", "error=EACCES")),
            Map.entry("ftruncate", List.of("error=EIO", "error=ENOSPC", "error=EROFS")),
            Map.entry("fallocate", List.of("error=EIO", "error=ENOSPC")),
            Map.entry("mkdir", List.of("error=EIO", "error=ENOSPC", "error=EROFS")));
    /** Faults that don't pass: from the n-th call on, all fail. */
    private static final Map<String, List<String>> LASTING = Map.of(
            "openat", List.of("error=EMFILE"),
            "write,pwrite64,ftruncate,fallocate,mkdir", List.of("error=ENOSPC"),
            "write,pwrite64,ftruncate,fallocate,mkdir,rename,unlink,fsync,fdatasync",
                    List.of("error=EIO", "error=EROFS"));

    /** Kinds of work whose calls are failed. */
    @SuppressWarnings("ImmutableEnumChecker") // Its steps are lambdas without state.
    enum Phase {
        COMMIT_ALL(service -> service.commitAll(3), 3),
        COMMIT_CHANGES(service -> service.commitChanges(3), 3),
        MERGE(SweptService::merge, 2),
        IMAGE(SweptService::saveImage, 2),
        WIPE(service -> service.integration.disable(), 0),
        START(service -> {}, 2);

        private final Step step;
        private final int number;

        Phase(Step step, int number) {
            this.step = step;
            this.number = number;
        }
    }

    private interface Step {
        void run(SweptService service) throws Exception;
    }

    /** What one phase's faults did. */
    static final class Tally {
        int calls;
        int faults;
        int refused;
        final List<String> broken = new ArrayList<>();
        final Map<String, Integer> undocumented = new TreeMap<>();
    }

    private final Path temp;
    private final TestClock clock = new TestClock();
    private final int every;
    private final BooleanSupplier wanted;
    private final Map<Phase, Tally> tallies = new LinkedHashMap<>();
    private int turn;

    /** @param every 1 for every fault, 10 for each tenth */
    SystemCallSweep(Path temp, int every, BooleanSupplier wanted) throws Exception {
        this.temp = temp;
        this.every = every;
        this.wanted = wanted;
        try (SweptService service = SweptService.start(temp.resolve("base"), clock)) {
            service.commitAll(1);
            service.commitChanges(2);
            service.saveImage();
        }
    }

    Map<Phase, Tally> run() throws Exception {
        for (Phase phase : Phase.values()) {
            Tally tally = new Tally();
            tallies.put(phase, tally);
            unfailed(phase);
            Map<String, Integer> calls = new TreeMap<>();
            for (String call : unfailed(phase)) {
                if (!call.matches(NOT_FAILED)) {
                    calls.merge(call, 1, Integer::sum);
                }
            }
            tally.calls = calls.values().stream().mapToInt(Integer::intValue).sum();
            for (Map.Entry<String, Integer> call : calls.entrySet()) {
                for (String outcome : OUTCOMES.getOrDefault(call.getKey(), EIO)) {
                    sweep(phase, call.getKey(), outcome, "", call.getValue());
                }
            }
            LASTING.forEach((call, outcomes) -> outcomes.forEach(outcome -> {
                int count = calls.entrySet().stream()
                        .filter(entry -> List.of(call.split(",", -1)).contains(entry.getKey()))
                        .mapToInt(Map.Entry::getValue)
                        .sum();
                sweep(phase, call, outcome, "+", count);
            }));
        }
        return tallies;
    }

    /** The calls of a phase without faults; done once before, it loads the classes. */
    private List<String> unfailed(Phase phase) throws Exception {
        Path data = fresh("unfailed");
        if (phase == Phase.START) {
            return SystemCallFault.calls(
                    CALLS, () -> SweptService.start(data, clock).close());
        }
        try (SweptService service = SweptService.start(data, clock)) {
            return SystemCallFault.calls(CALLS, () -> phase.step.run(service));
        }
    }

    private void sweep(Phase phase, String call, String outcome, String lasting, int count) {
        for (int n = 1; n <= count && wanted.getAsBoolean(); n++) {
            if (turn++ % every == 0) {
                SystemCallFault fault = new SystemCallFault(call, outcome, n + lasting);
                Tally tally = Objects.requireNonNull(tallies.get(phase));
                try {
                    new Trial(phase, fault, tally).run();
                } catch (Exception | AssertionError e) {
                    tally.broken.add(phase + " with " + fault + ": " + e);
                    System.out.println("broken so far: " + phase + " with " + fault + ": " + e);
                }
            }
        }
    }

    private final class Trial {
        private final Phase phase;
        private final SystemCallFault fault;
        private final Tally tally;
        private Optional<Throwable> failure = Optional.empty();
        private Optional<SweptService> service = Optional.empty();
        private List<String> hit = List.of();
        private int committed = 4;
        /** Whether nothing on disk says that the integration is off, as nothing could be changed. */
        private boolean unsaved;

        Trial(Phase phase, SystemCallFault fault, Tally tally) {
            this.phase = phase;
            this.fault = fault;
            this.tally = tally;
        }

        void run() throws Exception {
            Path data = fresh("data");
            if (phase != Phase.START) {
                service = Optional.of(SweptService.start(data, clock));
            }
            try {
                hit = fault.during(() -> attempt(data));
                if (hit.isEmpty()) {
                    return;
                }
                tally.faults++;
                failure.ifPresent(this::count);
                unsaved = phase == Phase.WIPE && isUnsaved(service.get());
                Path crashed = copy(data, "crashed");
                if (service.isPresent()) {
                    goesOn(service.get());
                }
                startsAgain(crashed);
            } finally {
                service.ifPresent(SweptService::close);
            }
            startsAfterwards(data);
        }

        private void attempt(Path data) {
            try {
                if (phase == Phase.START) {
                    service = Optional.of(SweptService.start(data, clock));
                } else {
                    phase.step.run(service.get());
                }
            } catch (Throwable e) {
                failure = Optional.of(e);
            }
        }

        private void count(Throwable thrown) {
            tally.refused++;
            if (!(thrown instanceof ProblemException)) {
                StackTraceElement[] stack = thrown.getStackTrace();
                String place = Stream.of(stack)
                        .filter(frame -> frame.getClassName().startsWith("org.adcache"))
                        .findFirst()
                        .map(frame -> " at " + frame)
                        .orElse("");
                tally.undocumented.merge(phase + " " + fault.call() + " " + thrown + place, 1, Integer::sum);
            }
        }

        /** What the process that met the fault answers, and that it can do the same again. */
        private void goesOn(SweptService running) throws Exception {
            if (phase == Phase.WIPE) {
                require(running.answered() == 0, "an answer after the disable");
                require(!running.integration.disable().enabled(), "on after a second disable");
                return;
            }
            boolean fellBack = phase == Phase.START && !running.damage.isEmpty() && running.number() <= 2;
            require(isAllowed(running.number()) || fellBack, "reads " + running.number());
            // What can't be read isn't served: the state before goes on answering, after a start none.
            require(List.of(running.number(), before()).contains(running.answered()), "answers " + running.answered());
            try {
                running.commitAll(4);
            } catch (StoreException e) {
                // A start that could not verify or tidy up the folder leaves it as it is.
                require(e.toString().contains("only reads until its next start"), e.toString());
                committed = 2;
                return;
            }
            require(running.number() == 4 && running.answered() == 4, "not the commit that came next");
        }

        /** A start on the folder as the fault left it, as if the process had been killed then. */
        private void startsAgain(Path crashed) throws Exception {
            try (SweptService again = SweptService.start(crashed, clock)) {
                String found = " after the restart " + again.damage;
                if (phase == Phase.WIPE) {
                    if (unsaved) {
                        require(again.answered() == again.number(), "answers " + again.answered() + found);
                    } else {
                        isOff(again, crashed, found);
                    }
                    again.integration.enable();
                } else {
                    require(isAllowed(again.number()) || isLost(again), "reads " + again.number() + found);
                    require(again.answered() == again.number(), "answers " + again.answered() + found);
                    again.image().ifPresent(image -> require(image.equals("state 2"), "another image"));
                }
                again.commitAll(5);
                require(again.number() == 5 && again.answered() == 5, "no commit" + found);
            }
        }

        /** A start after the process went on. */
        private void startsAfterwards(Path data) throws Exception {
            try (SweptService again = SweptService.start(data, clock)) {
                String found = " in the end " + again.damage;
                if (phase == Phase.WIPE) {
                    isOff(again, data, found);
                } else if (service.isPresent()) {
                    require(again.number() == committed, "reads " + again.number() + found);
                }
            }
        }

        /** A disk that refuses every change, from the first key on, can't keep a disable; its receipt says so. */
        private boolean isUnsaved(SweptService running) {
            List<String> pending = running.integration.state().pending().stream()
                    .map(WipeReceipt.Pending::step)
                    .toList();
            return fault.when().endsWith("+")
                    && fault.call().contains("rename")
                    && pending.containsAll(List.of("keys", "state"));
        }

        private void isOff(SweptService again, Path data, String found) throws Exception {
            require(!again.integration.state().enabled(), "on" + found);
            require(again.number() == 0 && again.answered() == 0, "data after the disable" + found);
            List<String> files = SweptService.dataFiles(data);
            require(files.isEmpty(), files + found);
        }

        private int before() {
            return phase == Phase.START ? 0 : 2;
        }

        private boolean isAllowed(int number) {
            return number == phase.number || (failure.isPresent() && number == 2);
        }

        /** Whether the newest state may be missing: a write that the disk claims to have done and hasn't. */
        private boolean isLost(SweptService again) throws Exception {
            return fault.outcome().startsWith("retval") && !again.damage.isEmpty() && again.number() <= 2;
        }

        private void require(boolean holds, String otherwise) {
            if (!holds) {
                throw new AssertionError(otherwise + "; " + hit
                        + failure.map(e -> ", which gave " + e).orElse(""));
            }
        }
    }

    private Path fresh(String name) throws IOException {
        return copy(temp.resolve("base"), name);
    }

    private Path copy(Path from, String name) throws IOException {
        Path to = temp.resolve(name);
        if (Files.exists(to)) {
            try (Stream<Path> old = Files.walk(to)) {
                for (Path file : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
        return to;
    }

    /** The whole sweep, with its table; the exit code is 1 if a promise was broken. */
    public static void main(String[] arguments) throws Exception {
        int every = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1;
        Path temp = Files.createTempDirectory("adcache-sweep");
        Map<Phase, Tally> tallies = new SystemCallSweep(temp, every, () -> true).run();
        System.out.print(table(tallies));
        System.exit(tallies.values().stream().allMatch(tally -> tally.broken.isEmpty()) ? 0 : 1);
    }

    static String table(Map<Phase, Tally> tallies) {
        StringBuilder table = new StringBuilder(
                String.format("%-16s %8s %8s %10s %8s%n", "phase", "calls", "faults", "exceptions", "broken"));
        tallies.forEach((phase, tally) -> table.append(String.format(
                "%-16s %8d %8d %10d %8d%n", phase, tally.calls, tally.faults, tally.refused, tally.broken.size())));
        tallies.values().forEach(tally -> {
            tally.broken.forEach(line -> table.append("broken: ").append(line).append('\n'));
            tally.undocumented.forEach((line, times) -> table.append("no problem but ")
                    .append(line)
                    .append(" × ")
                    .append(times)
                    .append('\n'));
        });
        return table.toString();
    }
}
