package org.adcache.itest;

/** The package on Debian 13, with its systemd and its Java. */
class SystemdOnDebian13IT extends PackageUnderSystemd {
    SystemdOnDebian13IT() {
        super("trixie");
    }
}
