package org.adcache.cli.manual;

/** Manual page of the configuration file, in section 5: the shipped file, which explains every key. */
final class ConfigurationPage {
    private ConfigurationPage() {}

    /**
     * The page as roff source.
     *
     * @param shipped the shipped configuration, with every key
     */
    static String of(String shipped, String date, String source) {
        Roff page = new Roff("adcache.conf", 5, date, source);
        page.section("NAME").line("adcache.conf \\- configuration of adcache");
        page.section("DESCRIPTION")
                .paragraph("The service and most commands read /etc/adcache/adcache.conf, or the file that --config"
                        + " names. All keys, with their defaults:")
                .verbatim(shipped);
        page.section("FILES")
                .entry("/etc/adcache/adcache.conf", "The configuration.")
                .entry("/usr/share/doc/adcache/examples/adcache.conf", "The file above.");
        page.section("SEE ALSO")
                .line(Roff.bold("adcache") + "(1), " + Roff.bold("adcache-check-config") + "(1), "
                        + Roff.bold("adcache-reload") + "(1)");
        return page.toString();
    }
}
