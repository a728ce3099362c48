package org.adcache.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;

/**
 * Quick measurement for a machine that is busy with other work: it warms up and measures for a fixed CPU time of this
 * thread, and reports the mean CPU time of a query beside the wall-clock times.
 */
final class Busy {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final long WARM_UP = 5_000_000_000L;
    private static final long MEASURED = 3_000_000_000L;
    private static final int BATCH = 100;
    private static final int AT_MOST = 2_000_000;

    private final double[] clock = new double[AT_MOST];
    private final double[] processor = new double[AT_MOST];
    private final Asking asking;
    private Object last = "";
    private double mean;
    private int clocked;
    private int processed;

    private Busy(Asking asking) {
        this.asking = asking;
    }

    /** Runs one query, and returns a value that must not be optimised away. */
    interface Asking {
        Object ask();
    }

    static Busy measure(Asking asking) {
        Busy busy = new Busy(asking);
        busy.byClock(WARM_UP);
        long before = THREADS.getCurrentThreadCpuTime();
        busy.clocked = busy.byClock(MEASURED);
        busy.mean = (THREADS.getCurrentThreadCpuTime() - before) / 1e3 / busy.clocked;
        busy.processed = busy.byProcessor(MEASURED);
        return busy;
    }

    private int byClock(long nanos) {
        long begin = THREADS.getCurrentThreadCpuTime();
        int count = 0;
        while (THREADS.getCurrentThreadCpuTime() - begin < nanos) {
            for (int i = 0; i < BATCH; i++) {
                long start = System.nanoTime();
                last = asking.ask();
                clock[count++ % AT_MOST] = (System.nanoTime() - start) / 1e3;
            }
        }
        return count;
    }

    /** Reading this time costs some hundred nanoseconds itself. */
    private int byProcessor(long nanos) {
        long begin = THREADS.getCurrentThreadCpuTime();
        int count = 0;
        for (long start = begin; start - begin < nanos; ) {
            last = asking.ask();
            long end = THREADS.getCurrentThreadCpuTime();
            processor[count++ % AT_MOST] = (end - start) / 1e3;
            start = end;
        }
        return count;
    }

    void note(Figures figures, String name) throws IOException {
        if (last.equals("")) {
            throw new IllegalStateException("nothing was answered");
        }
        figures.note(name + ".cpu.mean", mean);
        percentiles(figures, name + ".cpu", processor, processed);
        percentiles(figures, name, clock, clocked);
    }

    private static void percentiles(Figures figures, String name, double[] values, int count) throws IOException {
        double[] sorted = Arrays.copyOf(values, Math.min(count, AT_MOST));
        Arrays.sort(sorted);
        figures.note(name + ".p50", sorted[sorted.length / 2]);
        figures.note(name + ".p99", sorted[(int) (sorted.length * 0.99)]);
    }
}
