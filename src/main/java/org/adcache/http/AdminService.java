package org.adcache.http;

import java.util.List;
import java.util.Optional;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;
import org.adcache.integration.Integration;
import org.adcache.integration.IntegrationState;
import org.adcache.sync.ConnectionStatus;
import org.adcache.sync.HeldDraft;
import org.adcache.sync.SyncMode;
import org.adcache.sync.SyncRun;
import org.adcache.sync.SyncService;

/** Operations of the switch and the sync cycles, as the routes call them. */
public interface AdminService {
    IntegrationState state();

    IntegrationState enable() throws ProblemException;

    IntegrationState disable() throws ProblemException;

    List<ConnectionId> connections();

    SyncRun request(ConnectionId connection, SyncMode mode);

    List<SyncRun> runs();

    List<ConnectionStatus> status();

    Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException;

    static AdminService of(Integration integration, SyncService sync) {
        return new AdminService() {
            @Override
            public IntegrationState state() {
                return integration.state();
            }

            @Override
            public IntegrationState enable() throws ProblemException {
                return integration.enable();
            }

            @Override
            public IntegrationState disable() throws ProblemException {
                return integration.disable();
            }

            @Override
            public List<ConnectionId> connections() {
                return sync.connections();
            }

            @Override
            public SyncRun request(ConnectionId connection, SyncMode mode) {
                return sync.request(connection, mode);
            }

            @Override
            public List<SyncRun> runs() {
                return sync.runs();
            }

            @Override
            public List<ConnectionStatus> status() {
                return sync.status();
            }

            @Override
            public Optional<HeldDraft> decide(ConnectionId connection, boolean apply) throws ProblemException {
                return sync.decide(connection, apply);
            }
        };
    }
}
