package org.adcache.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.adcache.account.ConnectionId;
import org.adcache.account.Epoch;
import org.adcache.account.Generation;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.account.ProblemType;
import org.adcache.account.ReadableShare;
import org.adcache.directory.ChangeFeed;
import org.adcache.integration.IntegrationState;
import org.adcache.integration.IntegrationSwitch;
import org.adcache.integration.WipeReceipt;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.IgnoredItem;
import org.adcache.sync.RunTotals;
import org.adcache.sync.ServerReport;
import org.adcache.sync.SyncControl;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.testing.People;

/** A switch that counts its changes, and cycles that are over as soon as they are asked for. */
public final class FakeControls implements IntegrationSwitch, SyncControl {
    static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");
    static final Problem HELD =
            new Problem(ProblemType.RESULT_SHRUNKEN, "The result lost 90 of 100 accounts.", "Apply or drop it.");

    final List<SyncRun> runs = new ArrayList<>();
    private IntegrationState state =
            new IntegrationState(true, Epoch.FIRST, AT, Optional.empty(), Generation.NONE, false);
    private int changes;
    List<WipeReceipt.Pending> pending = List.of();
    final List<IgnoredItem> ignored = new ArrayList<>();
    Optional<HeldDraft> held = Optional.empty();
    Optional<ServerReport> branchServer = Optional.empty();
    Optional<Problem> failure = Optional.empty();

    synchronized int changes() {
        return changes;
    }

    @Override
    public synchronized IntegrationState state() {
        return state;
    }

    @Override
    public synchronized IntegrationState enable() throws ProblemException {
        if (failure.isPresent()) {
            throw new ProblemException(failure.get());
        }
        return switchTo(true, state.epoch(), state.lastWipe());
    }

    @Override
    public void receiptSent() {}

    @Override
    public synchronized IntegrationState disable() {
        return switchTo(
                false,
                state.enabled() ? state.epoch().next() : state.epoch(),
                Optional.of(new WipeReceipt(
                        400,
                        5,
                        1 << 21,
                        AT,
                        pending.isEmpty() ? Optional.of(AT.plusMillis(1500)) : Optional.empty(),
                        List.of("answers", "keys", "tickets"),
                        pending)));
    }

    private IntegrationState switchTo(boolean enabled, Epoch epoch, Optional<WipeReceipt> wipe) {
        if (state.enabled() != enabled) {
            changes++;
            state = new IntegrationState(enabled, epoch, AT.plusSeconds(changes), wipe, Generation.NONE, false);
        }
        return state;
    }

    @Override
    public List<ConnectionId> connections() {
        return List.of(People.CORP, new ConnectionId("branch"));
    }

    @Override
    public synchronized SyncRun request(ConnectionId connection, SyncMode mode) {
        if (!connections().contains(connection)) {
            throw new IllegalArgumentException("there is no connection " + connection);
        }
        if (!state.enabled()) {
            throw new IllegalStateException("the integration is off");
        }
        changes++;
        SyncRun run = new SyncRun(
                "r" + changes,
                connection,
                mode,
                Optional.of(SyncRun.Scope.FULL),
                Optional.of("The cursor was refused."),
                SyncRun.Phase.DONE,
                12,
                OptionalInt.of(13),
                OptionalInt.empty(),
                OptionalInt.empty(),
                1,
                2,
                3,
                AT,
                Optional.of(AT.plusSeconds(4)),
                Optional.of(SyncRun.Outcome.FAILED),
                Optional.of(new Problem(ProblemType.LDAP_TIMEOUT, "dc1:636 did not answer.", "Look at dc1.")));
        runs.add(0, run);
        return run;
    }

    @Override
    public synchronized List<SyncRun> runs() {
        return List.copyOf(runs);
    }

    public volatile List<ReadableShare> unreadable = List.of();

    @Override
    public synchronized List<RunTotals> totals() {
        return List.of();
    }

    @Override
    public synchronized List<ConnectionStatus> status() {
        return List.of(
                new ConnectionStatus(
                        People.CORP,
                        "corp.example",
                        Optional.of(new ServerReport(
                                "dc1.corp.example:636",
                                ChangeFeed.DIRSYNC,
                                Optional.empty(),
                                false,
                                "CORP\\svc-adcache")),
                        Optional.of(AT),
                        Optional.of(AT.minusSeconds(30)),
                        Optional.of(new ConnectionStatus.Failure(
                                AT.plusSeconds(60),
                                new Problem(ProblemType.LDAP_TIMEOUT, "No answer.", "Look at dc1."))),
                        Optional.of(AT.plusSeconds(90)),
                        held,
                        Optional.of(new ConnectionStatus.Accounts(4, 2, 1)),
                        ignored.stream()
                                .collect(Collectors.groupingBy(
                                        item -> item.entry().reason(), Collectors.summingInt(item -> 1))),
                        unreadable),
                new ConnectionStatus(
                        new ConnectionId("branch"),
                        "branch.example",
                        branchServer,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        List.of()));
    }

    @Override
    public synchronized List<IgnoredItem> ignored() {
        return ignored.stream().sorted(Comparator.comparing(IgnoredItem::id)).toList();
    }

    @Override
    public synchronized Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException {
        if (failure.isPresent()) {
            throw new ProblemException(failure.get());
        }
        Optional<HeldDraft> before = held;
        if (before.isPresent()) {
            changes++;
        }
        held = Optional.empty();
        return before;
    }
}
