package org.adcache.kerberos;

import java.nio.file.Path;
import java.util.Map;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.AppConfigurationEntry.LoginModuleControlFlag;
import javax.security.auth.login.Configuration;

/** In-memory JAAS configuration of one keytab login. */
final class KeytabJaasConfiguration extends Configuration {
    private final AppConfigurationEntry entry;

    KeytabJaasConfiguration(Path keytab, String principal) {
        this.entry = new AppConfigurationEntry(
                "com.sun.security.auth.module.Krb5LoginModule",
                LoginModuleControlFlag.REQUIRED,
                Map.of(
                        "useKeyTab", "true",
                        "keyTab", keytab.toAbsolutePath().toString(),
                        "principal", principal,
                        "doNotPrompt", "true",
                        "useTicketCache", "false",
                        "isInitiator", "true",
                        "storeKey", "false",
                        "refreshKrb5Config", "true"));
    }

    @Override
    public AppConfigurationEntry[] getAppConfigurationEntry(String name) {
        return new AppConfigurationEntry[] {entry};
    }
}
