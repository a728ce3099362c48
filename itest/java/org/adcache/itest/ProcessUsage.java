package org.adcache.itest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Samples of what a process uses, and whether they rise. */
final class ProcessUsage {
    private final long process;
    private final Path data;
    private final List<Sample> samples = new ArrayList<>();

    /** Resident memory in KiB, threads, descriptors, and files in the data folder. */
    record Sample(long memory, long threads, long descriptors, long files) {}

    ProcessUsage(long process, Path data) {
        this.process = process;
        this.data = data;
    }

    void sample() {
        try {
            Path proc = Path.of("/proc", Long.toString(process));
            List<String> status = Files.readAllLines(proc.resolve("status"));
            samples.add(new Sample(
                    number(status, "VmRSS"), number(status, "Threads"), count(proc.resolve("fd")), count(data)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long number(List<String> status, String key) {
        return status.stream()
                .filter(line -> line.startsWith(key + ":"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static long count(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** The largest value of the last third of all samples, in relation to that of the third before. */
    double trend(ToLongFunction<Sample> value) {
        int third = samples.size() / 3;
        return (double) most(value, 2 * third, samples.size()) / most(value, third, 2 * third);
    }

    private long most(ToLongFunction<Sample> value, int from, int to) {
        return samples.subList(from, to).stream().mapToLong(value).max().orElse(0);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "at most %d MiB, %d threads, %d descriptors, %d files; last third to the one before: %.2f, %.2f, %.2f,"
                        + " %.2f",
                most(Sample::memory, 0, samples.size()) / 1024,
                most(Sample::threads, 0, samples.size()),
                most(Sample::descriptors, 0, samples.size()),
                most(Sample::files, 0, samples.size()),
                trend(Sample::memory),
                trend(Sample::threads),
                trend(Sample::descriptors),
                trend(Sample::files));
    }
}
