package org.adcache.http.configuration;

import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import org.adcache.account.ConnectionId;
import org.adcache.account.ProblemException;
import org.adcache.api.configuration.PreviewDocument;
import org.adcache.doctor.CheckResult;
import org.adcache.doctor.DiscoveredDomain;

/** Trial of a connection that is not declared; nothing of it is kept. */
public interface ConnectionTrial {
    /**
     * Draft of a connection.
     *
     * @param keys its settings as a JSON object
     * @param keytab in Base64; empty: that of the saved connection
     * @param trust CAs in PEM, an empty text for those of this Java; empty: those of the saved connection
     * @param saved the managed connection whose keytab and CAs are used where the draft has none
     */
    record Draft(String keys, Optional<String> keytab, Optional<String> trust, Optional<ConnectionId> saved) {
        /** The content of the keytab; empty if there is none. */
        public byte[] octets() {
            return Base64.getDecoder().decode(keytab.orElse(""));
        }
    }

    /**
     * Runs the stages of the doctor.
     *
     * @param listener gets the result of each stage as soon as it has ended
     */
    void test(Draft draft, Consumer<CheckResult> listener) throws ConfigurationRefusedException, ProblemException;

    /**
     * Finds what there is to know of a domain by its name, without a login.
     *
     * @param keys its {@code domain}, and {@code servers} and {@code tls.mode} if the caller knows them, as a JSON object
     * @param trust CAs in PEM to compare the certificates with; empty: those of this Java
     */
    DiscoveredDomain discover(String keys, Optional<String> trust)
            throws ConfigurationRefusedException, ProblemException;

    /**
     * Reads everything as a first sync would, and counts it.
     *
     * @throws ProblemException if it can't be read to its end
     */
    PreviewDocument preview(Draft draft) throws ConfigurationRefusedException, ProblemException;
}
