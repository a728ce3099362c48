package org.adcache.http.configuration;

import java.util.List;
import org.adcache.account.ConnectionId;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.ReloadDocument;

/**
 * Administration of connections while the service runs. Those of the configuration file are only listed; who calls the
 * other methods names none of them.
 */
public interface ConnectionAdministration {
    /** All connections, in configured order. */
    List<DeclaredConnection> all();

    /**
     * Declares a connection, or other settings of a managed one. It is read once it has a keytab.
     *
     * @param keys its keys as a JSON object, without {@code keytab}
     * @throws ConfigurationRefusedException with every problem of them; nothing has changed then
     * @throws ProblemException if it can't be stored
     */
    void put(ConnectionId id, String keys) throws ConfigurationRefusedException, ProblemException;

    /**
     * Stores the keytab of a managed connection, once it was checked.
     *
     * @return what is doubtful in it
     * @throws ProblemException if it is no usable keytab, or can't be stored; the one before is kept then
     */
    List<Problem> putKeytab(ConnectionId id, byte[] content) throws ConfigurationRefusedException, ProblemException;

    /**
     * Stores the CAs of a managed connection, in place of those of this Java.
     *
     * @param pem certificates in PEM
     * @throws ConfigurationRefusedException if the settings name a file of CAs
     * @throws ProblemException if it has no certificate, or can't be stored; those before are kept then
     */
    void putTrust(ConnectionId id, String pem) throws ConfigurationRefusedException, ProblemException;

    /** Removes the CAs of a managed connection that were uploaded, if any were. */
    void removeTrust(ConnectionId id) throws ConfigurationRefusedException, ProblemException;

    /**
     * Removes a managed connection: its keytab, its settings, then its data.
     *
     * @return what was deleted of its data
     * @throws ProblemException if it can't be removed
     */
    ReloadDocument.Change remove(ConnectionId id) throws ConfigurationRefusedException, ProblemException;
}
