package org.adcache.http;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.RefusedConfiguration;
import org.adcache.api.configuration.ReloadDocument;
import org.adcache.http.configuration.ConfigurationRefusedException;
import org.adcache.http.configuration.ConnectionAdministration;
import org.adcache.http.configuration.DeclaredConnection;
import org.adcache.testing.People;
import org.adcache.tls.TrustAnchors;

/** Connections in memory: corp of the configuration file, and those that are put. */
public final class FakeConnections implements ConnectionAdministration {
    private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

    public volatile Optional<Problem> keytabProblem = Optional.empty();
    public volatile List<RefusedConfiguration.Item> refusal = List.of();
    private final Map<ConnectionId, DeclaredConnection> all = new TreeMap<>();

    public FakeConnections() {
        all.put(
                People.CORP,
                new DeclaredConnection(
                        People.CORP,
                        false,
                        "{\"domain\":\"corp.example\",\"keytab\":\"/etc/adcache/corp.keytab\"}",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Override
    public synchronized List<DeclaredConnection> all() {
        return List.copyOf(all.values());
    }

    @Override
    public synchronized void put(ConnectionId id, String keys) throws ConfigurationRefusedException {
        if (!refusal.isEmpty()) {
            throw new ConfigurationRefusedException(refusal);
        }
        Optional<DeclaredConnection.KeytabContent> keytab =
                Optional.ofNullable(all.get(id)).flatMap(DeclaredConnection::keytab);
        Optional<DeclaredConnection.TrustContent> trust =
                Optional.ofNullable(all.get(id)).flatMap(DeclaredConnection::trust);
        all.put(id, new DeclaredConnection(id, true, keys, keytab, Optional.empty(), trust, Optional.empty()));
    }

    @Override
    public synchronized List<Problem> putKeytab(ConnectionId id, byte[] content) throws ProblemException {
        if (keytabProblem.isPresent()) {
            throw new ProblemException(keytabProblem.get());
        }
        DeclaredConnection.KeytabContent keytab = new DeclaredConnection.KeytabContent(
                Optional.empty(),
                List.of("svc-adcache@LAB.EXAMPLE"),
                List.of((long) content.length),
                List.of("aes256-cts-hmac-sha1-96"),
                AT);
        all.computeIfPresent(
                id,
                (same, known) -> new DeclaredConnection(
                        id,
                        true,
                        known.keys(),
                        Optional.of(keytab),
                        Optional.empty(),
                        known.trust(),
                        Optional.empty()));
        return List.of();
    }

    @Override
    public synchronized void putTrust(ConnectionId id, String pem)
            throws ConfigurationRefusedException, ProblemException {
        if (!refusal.isEmpty()) {
            throw new ConfigurationRefusedException(refusal);
        }
        setTrust(
                id,
                Optional.of(new DeclaredConnection.TrustContent(
                        Optional.empty(),
                        TrustAnchors.sent(Path.of("The file"), pem).shown(),
                        AT)));
    }

    @Override
    public synchronized void removeTrust(ConnectionId id) throws ConfigurationRefusedException {
        if (!refusal.isEmpty()) {
            throw new ConfigurationRefusedException(refusal);
        }
        setTrust(id, Optional.empty());
    }

    private void setTrust(ConnectionId id, Optional<DeclaredConnection.TrustContent> trust) {
        all.computeIfPresent(
                id,
                (same, known) -> new DeclaredConnection(
                        id, true, known.keys(), known.keytab(), known.keytabProblem(), trust, Optional.empty()));
    }

    @Override
    public synchronized ReloadDocument.Change remove(ConnectionId id) throws ConfigurationRefusedException {
        if (!refusal.isEmpty()) {
            throw new ConfigurationRefusedException(refusal);
        }
        List<ConnectionId> removed = new ArrayList<>(List.of(id));
        removed.forEach(all::remove);
        return new ReloadDocument.Change(
                "adcache.connections." + id,
                "removed",
                "Its data is deleted: 7 accounts in 3 files.",
                Optional.of(new ReloadDocument.Wiped(7, 3, 4096)),
                Optional.empty());
    }
}
