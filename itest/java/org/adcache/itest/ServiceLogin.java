package org.adcache.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Kerberos ticket of the good service account in a folder, for commands such as {@code ldapsearch}. */
final class ServiceLogin {
    private final SambaDomain domain;
    private final Path folder;

    private ServiceLogin(SambaDomain domain, Path folder) {
        this.domain = domain;
        this.folder = folder;
    }

    /** Gets the ticket with the account's keytab. */
    static ServiceLogin of(SambaDomain domain, Path folder) throws IOException {
        Files.writeString(
                folder.resolve("krb5.conf"), """
                [libdefaults]
                default_realm = %s
                dns_lookup_kdc = true
                rdns = false
                """.formatted(domain.name().realm()));
        ServiceLogin login = new ServiceLogin(domain, folder);
        login.command(List.of(
                        "kinit", "-k", "-t", domain.keytab(ServiceAccounts.GOOD).toString(), ServiceAccounts.GOOD))
                .run();
        return login;
    }

    /** Returns a command in the domain's namespace that has the ticket and trusts the controller. */
    Command command(List<String> words) {
        return Command.of(words)
                .with("KRB5_CONFIG", folder.resolve("krb5.conf").toString())
                .with("KRB5CCNAME", folder.resolve("tickets").toString())
                .with("LDAPTLS_CACERT", domain.authority().certificate().toString())
                .in(domain.namespace());
    }
}
