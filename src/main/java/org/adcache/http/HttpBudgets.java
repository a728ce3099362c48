package org.adcache.http;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.adcache.budget.Budget;
import org.adcache.http.limits.FileDescriptors;
import org.adcache.http.rate.Rate;
import org.adcache.http.rate.RateLimits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Budgets of the HTTP listener, from {@link HttpLimits}. */
public final class HttpBudgets {
    private static final Logger log = LoggerFactory.getLogger(HttpBudgets.class);

    private static final long MIB = 1 << 20;
    private static final Rate UNLIMITED = new Rate(Long.MAX_VALUE, Rate.Unit.SECOND);
    private static final long SMALLEST_BODIES = 8 * MIB;
    private static final long LARGEST_BODIES = 256 * MIB;
    private static final long LARGEST_ANSWERS = 1024 * MIB;
    private static final int HEAP_PER_CONNECTION = 64 << 10;
    private static final long FEWEST_CONNECTIONS = 64;
    private static final long MOST_CONNECTIONS = 10_000;

    private final long maxHeap;
    private final long descriptors;
    private final Budget connections;
    private final Budget connectionsPerAddress;
    private final Budget handshakes;
    private final Budget bodies;
    private final Budget largeBodies;
    private final Budget answers;
    private volatile Duration bodyTime;
    private final Budget slowBodies;
    private volatile Duration answerTime;
    private final Budget slowReaders;
    private final Budget suggestions;
    private final Budget signIns;
    private final Budget callers;
    private final Budget addresses;
    private final List<Budget> rates;

    /**
     * Creates unused budgets.
     *
     * @param maxHeap the largest heap in bytes
     * @param descriptors file descriptors that are left for connections
     */
    HttpBudgets(HttpLimits limits, long maxHeap, long descriptors) {
        this.maxHeap = maxHeap;
        this.descriptors = descriptors;
        connections = new Budget("http.limits.connections", connections(limits, maxHeap, descriptors));
        connectionsPerAddress = new Budget("http.limits.connections-per-address", limits.connectionsPerAddress());
        handshakes = new Budget("http.limits.handshakes", limits.handshakes());
        bodies = new Budget("http.limits.bodies", bodies(limits, maxHeap));
        largeBodies = new Budget("http.limits.large-bodies", limits.largeBodies());
        answers = new Budget("http.limits.answers", answers(limits, maxHeap));
        bodyTime = limits.bodyTime();
        slowBodies = new Budget("http.limits.body-time", bodyTime.toSeconds());
        answerTime = limits.answerTime();
        slowReaders = new Budget("http.limits.answer-time", answerTime.toSeconds());
        suggestions = rate("suggest", limits.rates().suggest().orElse(RateLimits.SUGGEST_OF_PERSONS));
        signIns = rate("sign-in", limits.rates().signIn());
        callers = rate("caller", limits.rates().caller().orElse(UNLIMITED));
        addresses = rate("address", limits.rates().address().orElse(UNLIMITED));
        rates = Stream.of(
                        Stream.of(suggestions, signIns),
                        limits.rates().caller().stream().map(any -> callers),
                        limits.rates().address().stream().map(any -> addresses))
                .flatMap(part -> part)
                .toList();
    }

    private static Budget rate(String key, Rate rate) {
        return new Budget("http.limits." + key, rate.count());
    }

    /** Budgets that fit this process: its largest heap, and the files it may open. */
    public static HttpBudgets of(HttpLimits limits) {
        return new HttpBudgets(limits, Runtime.getRuntime().maxMemory(), FileDescriptors.leftForConnections());
    }

    /** Takes other limits for what begins from now on. */
    public void change(HttpLimits limits) {
        connections.changeLimit(connections(limits, maxHeap, descriptors));
        connectionsPerAddress.changeLimit(limits.connectionsPerAddress());
        handshakes.changeLimit(limits.handshakes());
        bodies.changeLimit(bodies(limits, maxHeap));
        largeBodies.changeLimit(limits.largeBodies());
        answers.changeLimit(answers(limits, maxHeap));
        bodyTime = limits.bodyTime();
        slowBodies.changeLimit(bodyTime.toSeconds());
        answerTime = limits.answerTime();
        slowReaders.changeLimit(answerTime.toSeconds());
    }

    private static long bodies(HttpLimits limits, long maxHeap) {
        return limits.bodies().orElse(Math.max(SMALLEST_BODIES, Math.min(maxHeap / 16, LARGEST_BODIES)));
    }

    private static long answers(HttpLimits limits, long maxHeap) {
        return limits.answers().orElse(Math.max(SMALLEST_BODIES, Math.min(maxHeap / 8, LARGEST_ANSWERS)));
    }

    private static long connections(HttpLimits limits, long maxHeap, long descriptors) {
        long most = Math.max(FEWEST_CONNECTIONS, descriptors);
        if (limits.connections().isEmpty()) {
            return Math.max(
                    FEWEST_CONNECTIONS, Math.min(Math.min(MOST_CONNECTIONS, maxHeap / HEAP_PER_CONNECTION), most));
        }
        long wanted = limits.connections().getAsLong();
        if (wanted > most) {
            log.warn(
                    "http.limits.connections is {}, and this process may open files for only {}. "
                            + "Raise its limit of open files (LimitNOFILE in a systemd unit).",
                    wanted,
                    most);
        }
        return Math.min(wanted, most);
    }

    /** All of them, for the status. */
    public List<Budget> all() {
        return Stream.concat(
                        Stream.of(
                                connections,
                                connectionsPerAddress,
                                handshakes,
                                bodies,
                                largeBodies,
                                slowBodies,
                                answers,
                                slowReaders),
                        rates.stream())
                .toList();
    }

    /** Those of which something is in use at times: connections, handshakes, bodies and answers. */
    public List<Budget> occupied() {
        return List.of(connections, handshakes, bodies, largeBodies, answers);
    }

    public Budget connections() {
        return connections;
    }

    /** Bound on the connections of each address; none is ever in use. */
    public Budget connectionsPerAddress() {
        return connectionsPerAddress;
    }

    public Budget handshakes() {
        return handshakes;
    }

    public Budget bodies() {
        return bodies;
    }

    public Budget largeBodies() {
        return largeBodies;
    }

    public Budget answers() {
        return answers;
    }

    public Duration bodyTime() {
        return bodyTime;
    }

    public Duration answerTime() {
        return answerTime;
    }

    /** Bound on the rate of each caller's suggestions; of this and of the other rates none is ever in use. */
    public Budget suggestions() {
        return suggestions;
    }

    public Budget signIns() {
        return signIns;
    }

    public Budget callers() {
        return callers;
    }

    public Budget addresses() {
        return addresses;
    }

    /** Counts a body that took longer than {@link #bodyTime}. */
    public void countSlowBody() {
        slowBodies.allows(Long.MAX_VALUE);
    }

    /** Counts a connection that was closed because its client did not read in {@link #answerTime}. */
    public void countSlowReader() {
        slowReaders.allows(Long.MAX_VALUE);
    }
}
