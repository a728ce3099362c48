package org.adcache.bench;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/** Latencies of a peer; the first second is not counted. */
final class Latencies {
    private static final long WARM_UP = 1_000_000_000L;
    private static final long AT_MOST = 15_000_000_000L;
    private static final int COUNT = 20_000;

    private final double[] micros;

    private Latencies(double[] micros) {
        this.micros = micros;
    }

    /** Runs one query. */
    interface Asking {
        void ask(String question) throws Exception;
    }

    static Latencies of(List<String> questions, Asking asking) throws Exception {
        long begin = System.nanoTime();
        int turn = 0;
        while (System.nanoTime() - begin < WARM_UP) {
            asking.ask(questions.get(turn++ % questions.size()));
        }
        double[] micros = new double[COUNT];
        int count = 0;
        while (count < COUNT && System.nanoTime() - begin < AT_MOST) {
            String question = questions.get(turn++ % questions.size());
            long start = System.nanoTime();
            asking.ask(question);
            micros[count++] = (System.nanoTime() - start) / 1e3;
        }
        double[] sorted = Arrays.copyOf(micros, count);
        Arrays.sort(sorted);
        return new Latencies(sorted);
    }

    void note(Figures figures, String name) throws IOException {
        figures.note(name + ".p50", micros[micros.length / 2]);
        figures.note(name + ".p99", micros[(int) (micros.length * 0.99)]);
        figures.note(name + ".asked", micros.length);
    }
}
