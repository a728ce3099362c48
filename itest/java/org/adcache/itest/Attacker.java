package org.adcache.itest;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Attack from a process of its own, which runs only while a processor has nothing else to do (Linux's idle policy): an
 * attacker's processors are not those of the service.
 */
final class Attacker implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String OPENED = "opened";

    private final ChildProcess process;
    private int asked;

    private Attacker(ChildProcess process) {
        this.process = process;
    }

    /** @param log folder for the output of the process */
    static Attacker start(Attack attack, Path log, TlsClient tls, Path authority, String token, String domainSid) {
        List<String> words = new ArrayList<>(List.of("chrt", "--idle", "0"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        words.addAll(List.of(Attacker.class.getName(), attack.name(), authority.toString()));
        words.addAll(List.of(Integer.toString(tls.port()), domainSid));
        ChildProcess process = ChildProcess.start("attack-" + attack, log, Map.of(), words);
        process.say(token);
        return new Attacker(process);
    }

    /** Whether it holds the connections that it opens first. */
    boolean hasOpened() {
        if (!process.isAlive()) {
            throw new AssertionError(process.quote());
        }
        return process.lines().contains(OPENED);
    }

    AttackTarget.Counts counts() {
        String number = ++asked + ":";
        process.say(number);
        String[] words = process.awaitLine("counts", TIMEOUT, line -> line.startsWith(number))
                .split(" ", -1);
        return new AttackTarget.Counts(Long.parseLong(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    @Override
    public void close() {
        process.close();
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        TlsClient tls = TlsClient.trusting(Path.of(args[1]), Integer.parseInt(args[2]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        try (Attack.Running running = Attack.valueOf(args[0]).start(tls, in.readLine(), args[3])) {
            running.awaitOpened(TIMEOUT);
            System.out.println(OPENED);
            for (String number = in.readLine(); number != null; number = in.readLine()) {
                AttackTarget.Counts counts = running.target().counts();
                System.out.printf(
                        "%s %d %d %d%n", number, counts.connections(), counts.handshakes(), counts.requests());
            }
        }
    }
}
