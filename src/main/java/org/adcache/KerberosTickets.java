package org.adcache;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adcache.account.Problem;
import org.adcache.account.ProblemException;
import org.adcache.directory.DirectoryConfig;
import org.adcache.integration.Tickets;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.KerberosRealm;
import org.adcache.kerberos.Krb5Conf;

/** The krb5.conf of all connections in the data folder, and the logins of their syncs and doctors. */
final class KerberosTickets implements Tickets {
    private final Path file;
    private final Krb5Conf conf;
    private final List<KerberosRealm> realms;
    private final List<KerberosLogin> logins;
    private final Examinations examinations;

    KerberosTickets(
            Path dataFolder, List<DirectoryConfig> connections, List<KerberosLogin> logins, Examinations examinations) {
        this.file = dataFolder.resolve("krb5.conf");
        this.conf = new Krb5Conf(file);
        this.realms = connections.stream().map(DirectoryConfig::kerberosRealm).toList();
        this.logins = List.copyOf(logins);
        this.examinations = examinations;
    }

    @Override
    public void prepare() throws ProblemException {
        try {
            conf.write(realms);
            logins.forEach(KerberosLogin::resume);
            examinations.resume();
        } catch (IOException e) {
            throw failed("written", e);
        }
    }

    @Override
    public void destroy() throws ProblemException {
        logins.forEach(KerberosLogin::suspend);
        examinations.stop();
        try {
            conf.delete();
        } catch (IOException e) {
            throw failed("deleted", e);
        }
    }

    private ProblemException failed(String what, IOException cause) {
        return new ProblemException(
                new Problem(
                        "krb5-conf-failed",
                        file + " can't be " + what + ".",
                        "Check the folder's owner and the free space on its disk."),
                cause);
    }
}
