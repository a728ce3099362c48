package org.adcache.itest;

import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Client of a soak: asks about the model's people at full rate, over TLS, and compares each answer with the model. */
final class SoakClient implements Runnable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Pattern ADDRESS = Pattern.compile("soak\\d+\\.(?<round>\\d+)@soak\\.example");
    private static final String FROM = "127.0.0.1";

    private final TlsClient tls;
    private final String token;
    private final SoakPeople people;
    private final SoakSwitch onOff;
    private final SoakReport report;
    private final Random random;

    SoakClient(TlsClient tls, String token, SoakPeople people, SoakSwitch onOff, SoakReport report, Random random) {
        this.tls = tls;
        this.token = token;
        this.people = people;
        this.onOff = onOff;
        this.report = report;
        this.random = random;
    }

    @Override
    public void run() {
        while (!Thread.currentThread().isInterrupted()) {
            SoakSwitch.Phase before = onOff.phase();
            try (HttpExchange connection = new HttpExchange(tls.open(FROM))) {
                while (!Thread.currentThread().isInterrupted()) {
                    before = onOff.phase();
                    ask(connection, before);
                    if (before.kind() != SoakSwitch.Kind.ON) {
                        // A sync runs at the lowest priority, so clients at full rate would delay the copy for long.
                        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
                    }
                }
            } catch (IOException e) {
                report.disconnected(e);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
    }

    private void ask(HttpExchange connection, SoakSwitch.Phase before) throws IOException {
        int person = random.nextInt(people.size());
        switch (random.nextInt(5)) {
            case 0, 1 -> account(connection, before, person);
            case 2 -> address(connection, before, person);
            case 3 -> member(connection, before, person);
            default -> suggestion(connection, before, person);
        }
    }

    private void account(HttpExchange connection, SoakSwitch.Phase before, int person) throws IOException {
        String path = "/v1/lookup?by=account&key=" + SoakPeople.account(person);
        Optional<JsonNode> answer = ask(connection, before, HttpExchange.get(path, token));
        Instant received = Instant.now();
        answer.ifPresent(json ->
                report.answered(people.fault(person, round(json.path("accounts").path(0)), asOf(json), received)));
    }

    private void address(HttpExchange connection, SoakSwitch.Phase before, int person) throws IOException {
        String address = people.anyAddress(person);
        Optional<JsonNode> answer =
                ask(connection, before, HttpExchange.get("/v1/lookup?by=address&key=" + address, token));
        Instant received = Instant.now();
        answer.ifPresent(json -> report.answered(
                people.fault(person, address, json.path("found").asBoolean(false), asOf(json), received)));
    }

    private void member(HttpExchange connection, SoakSwitch.Phase before, int person) throws IOException {
        String address = people.anyAddress(person);
        String body = "{\"addresses\":[\"" + address + "\"],\"conditions\":{\"in\":{\"group\":\"" + SoakPeople.GROUP
                + "\"}}}";
        Optional<JsonNode> answer =
                ask(connection, before, HttpExchange.post("/v1/match", token, body.length()) + body);
        Instant received = Instant.now();
        answer.ifPresent(json -> {
            String verdict =
                    json.path("results").path(0).path("matches").path("in").asString("");
            String reason =
                    json.path("results").path(0).path("reasons").path("in").asString("");
            if (verdict.equals("unknown") && reason.equals("incomplete-group")) {
                // A member that was added meanwhile is in no copy before the next cycle.
                report.undecided();
                return;
            }
            // Whoever doesn't own the address any longer is no member either.
            Optional<String> fault = people.memberFault(person, verdict, asOf(json), received);
            boolean unowned = verdict.equals("no")
                    && people.fault(person, address, false, asOf(json), received)
                            .isEmpty();
            report.answered(unowned ? Optional.empty() : fault);
        });
    }

    private void suggestion(HttpExchange connection, SoakSwitch.Phase before, int person) throws IOException {
        String path = "/v1/suggest?q=soak%20person%20" + person;
        Optional<JsonNode> answer = ask(connection, before, HttpExchange.get(path, token));
        Instant received = Instant.now();
        answer.ifPresent(json -> {
            OptionalInt shown = OptionalInt.empty();
            for (JsonNode item : json.path("items")) {
                if (item.path("sAMAccountName").asString("").equals(SoakPeople.account(person))) {
                    shown = round(item);
                }
            }
            report.answered(people.fault(person, shown, asOf(json), received));
        });
    }

    /** The answer, if it is about the copy; the switch decides whether it may be another. */
    private Optional<JsonNode> ask(HttpExchange connection, SoakSwitch.Phase before, String request)
            throws IOException {
        HttpExchange.Answer answer = connection.ask(request);
        JsonNode json = JSON.readTree(answer.body());
        boolean aboutTheCopy = answer.status() == 200 || (answer.status() == 404 && json.hasNonNull("asOf"));
        if (answer.status() == 429) {
            report.refused();
        } else if (!onOff.allows(before, aboutTheCopy)) {
            report.answered(Optional.of("while the integration was " + before + ": " + answer));
        } else if (!aboutTheCopy && answer.status() != 503) {
            report.answered(Optional.of(request + " is answered with " + answer));
        }
        return aboutTheCopy ? Optional.of(json) : Optional.empty();
    }

    private static OptionalInt round(JsonNode account) {
        Matcher address = ADDRESS.matcher(account.path("mail").asString(""));
        return address.matches() ? OptionalInt.of(Integer.parseInt(address.group("round"))) : OptionalInt.empty();
    }

    private static Instant asOf(JsonNode answer) {
        return Instant.parse(answer.path("asOf").asString());
    }
}
