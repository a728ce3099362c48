package org.adcache.itest;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Administrator of a soak, who switches the integration off and on, and what may be answered meanwhile. */
final class SoakSwitch {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofMinutes(2);
    private static final String FROM = "127.0.0.1";

    private final TlsClient tls;
    private final String token;
    private volatile Phase phase = new Phase(Kind.CHANGING, 0);
    private int toggles;

    enum Kind {
        /** Every question is answered from the copy. */
        ON,
        /** No question is. */
        OFF,
        CHANGING
    }

    record Phase(Kind kind, int number) {}

    SoakSwitch(TlsClient tls, String token) {
        this.tls = tls;
        this.token = token;
    }

    Phase phase() {
        return phase;
    }

    int toggles() {
        return toggles;
    }

    /** Whether an answer to a question that was asked in a phase may, or may not, be about the copy. */
    boolean allows(Phase before, boolean aboutTheCopy) {
        if (phase.number() != before.number()) {
            return true;
        }
        return switch (before.kind()) {
            case ON -> aboutTheCopy;
            case OFF -> !aboutTheCopy;
            case CHANGING -> true;
        };
    }

    private void enter(Kind kind) {
        phase = new Phase(kind, phase.number() + 1);
    }

    /** Waits until questions are answered. */
    void awaitCopy() {
        Deadline.await(
                "a copy",
                TIMEOUT,
                () -> "",
                () -> ask("GET", "/readyz", "").status() == 200
                        && ask("GET", "/v1/lookup?key=nobody@soak.example", "").status() == 404);
        enter(Kind.ON);
    }

    /** Switches off, stays off for a while, and switches on. */
    void toggle(Duration off) {
        enter(Kind.CHANGING);
        HttpExchange.Answer answer = ask("PUT", "/v1/integration", "{\"enabled\":false}");
        JsonNode receipt = JSON.readTree(answer.body()).path("lastWipe");
        if (answer.status() != 200 || !receipt.path("pending").isEmpty()) {
            throw new AssertionError("disable is answered with " + answer);
        }
        enter(Kind.OFF);
        LockSupport.parkNanos(off.toNanos());
        enter(Kind.CHANGING);
        ask("PUT", "/v1/integration", "{\"enabled\":true}");
        awaitCopy();
        toggles++;
    }

    /** Asks on a new connection, and again if the service closes it, as it may when it replaces its process. */
    HttpExchange.Answer ask(String method, String path, String body) {
        Deadline deadline = Deadline.in(TIMEOUT);
        while (true) {
            try (HttpExchange connection = new HttpExchange(tls.open(FROM))) {
                String request = body.isEmpty()
                        ? HttpExchange.get(path, token).replaceFirst("GET", method)
                        : HttpExchange.post(path, token, body.length()).replaceFirst("POST", method) + body;
                return connection.ask(request);
            } catch (IOException e) {
                if (deadline.isOver()) {
                    throw new AssertionError(method + " " + path + " gets no answer", e);
                }
                LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            }
        }
    }
}
