package org.adcache.itest;

/** The package on Debian 12. */
class SystemdIT extends PackageUnderSystemd {
    SystemdIT() {
        super("bookworm");
    }
}
