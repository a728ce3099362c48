package org.adcache.connection;

import java.time.Clock;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import org.adcache.account.AccountType;
import org.adcache.directory.ActiveDirectory;
import org.adcache.directory.DirectoryConfig;
import org.adcache.doctor.Doctor;
import org.adcache.kerberos.KdcSelection;
import org.adcache.kerberos.KerberosLogin;
import org.adcache.kerberos.Krb5Conf;
import org.adcache.kerberos.WrongKeys;
import org.adcache.store.AttributeCounts;
import org.adcache.store.scope.ReadConfiguration;
import org.adcache.sync.SyncConnection;

/** Factory of a connection's parts; none of them accesses files or the network before it is used. */
public final class ConnectionFactory {
    private final Clock clock;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final Krb5Conf krb5Conf;
    /** Of all logins: those of syncs, of the doctor and of trials may use the same account. */
    private final WrongKeys wrongKeys = new WrongKeys();

    /**
     * Creates the factory.
     *
     * @param workers runs logins and doctor runs, each on a thread of its own
     * @param timer closes connections to the directory at their deadlines
     * @param krb5Conf of all connections
     */
    public ConnectionFactory(Clock clock, Executor workers, ScheduledExecutorService timer, Krb5Conf krb5Conf) {
        this.clock = clock;
        this.workers = workers;
        this.timer = timer;
        this.krb5Conf = krb5Conf;
    }

    Connection create(ConnectionConfig config) {
        DirectoryConfig directory = config.directory();
        KerberosLogin login = login(directory);
        KerberosLogin doctorLogin = login(directory);
        ActiveDirectory domain = new ActiveDirectory(directory, login, clock, timer);
        SyncConnection sync = new SyncConnection(
                directory.id(),
                directory.domain(),
                domain,
                types(directory),
                attributes(directory),
                config.sync(),
                () -> Optional.of(new ReadConfiguration(ConfigurationDigest.of(directory), config.scope())));
        Doctor doctor = new Doctor(directory, doctorLogin, clock, workers);
        return new Connection(config, sync, directory.kerberosRealm(), login, doctor, doctorLogin, domain::controllers);
    }

    private KerberosLogin login(DirectoryConfig directory) {
        return new KerberosLogin(
                directory.keytab(),
                directory.principal(),
                directory.realm(),
                clock,
                workers,
                Optional.of(new KdcSelection(krb5Conf, directory.realm(), clock)),
                wrongKeys);
    }

    private static Set<AccountType> types(DirectoryConfig directory) {
        Set<AccountType> types = EnumSet.of(AccountType.USER);
        if (directory.contacts()) {
            types.add(AccountType.CONTACT);
        }
        if (directory.groups()) {
            types.add(AccountType.GROUP);
        }
        return types;
    }

    private static Set<String> attributes(DirectoryConfig directory) {
        Set<String> attributes = new HashSet<>(AttributeCounts.ALWAYS);
        attributes.addAll(directory.extraAttributes());
        return attributes;
    }
}
