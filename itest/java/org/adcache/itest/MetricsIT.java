package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Metrics of a real service to which everything happens that the alert rules warn of, one after the other: each rule
 * fires on what was scraped then, and rules, dashboard and document name what is scraped and nothing else.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MetricsIT {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    private static final Path RULES = ProjectFiles.path("config/prometheus/adcache-alerts.yml");
    private static final Path DASHBOARD = ProjectFiles.path("config/grafana/adcache.json");
    private static final Path DOCUMENT = ProjectFiles.path("docs/monitoring.md");
    private static final Pattern METRIC = Pattern.compile("\\badcache_[a-z_]+\\b");
    private static final Pattern SELECTOR = Pattern.compile("(\\badcache_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)(=|!=|=~|!~)\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("by \\(([^)]*)\\)");
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{ ?(?:\\$labels\\.)?([a-z_]+) ?[^}]*}}");
    /** Labels that Prometheus or a histogram adds. */
    private static final Set<String> ADDED = Set.of("instance", "job", "le");

    /** What was scraped before something happened, and after it. */
    private record Event(List<MetricsScrape.Sample> before, List<MetricsScrape.Sample> after) {}

    private final Map<String, Event> events = new LinkedHashMap<>();
    private final List<MetricsScrape> scrapes = new ArrayList<>();
    private Path folder;
    private Optional<Path> mounted = Optional.empty();
    private SimulatedDirectory directory;
    private ChildProcess process;
    private AdcacheClient client;
    private String token = "";
    private MetricsScrape before;
    private MetricsScrape off;

    @BeforeAll
    void letEverythingHappen(@TempDir Path temporary) throws Exception {
        assumeTrue(Command.of("id", "-u").run().strip().equals("0"), "only root can mount a file over itself");
        folder = temporary;
        directory = SimulatedDirectory.start(SimulatedDirectoryConfig.in(folder.resolve("directory"))
                .withAccounts(300)
                .withControllers(2));
        configure("24h", "null", directory.caFile());
        start();
        before = scrape(
                "synced",
                now -> now.sum("adcache_accounts").orElse(0.0) > 0
                        && now.sum("adcache_sync_failing").equals(Optional.of(0.0)));
        nothing();
        limitHit();
        wrongTokens();
        controllerDown();
        unreadable();
        certificateEnds();
        directoryDown();
        tooOld();
        down();
        damaged();
        switchedOff();
    }

    @AfterAll
    void stop() throws IOException {
        mounted.ifPresent(file -> Command.of("umount", file.toString()).outcome());
        if (process != null) {
            process.close();
        }
        if (directory != null) {
            directory.close();
        }
    }

    private void configure(String maxAge, String unknownAfter, Path trust) throws IOException {
        Files.writeString(folder.resolve("adcache.conf"), """
                adcache {
                  data-dir = "%s"
                  max-age = %s
                  unknown-after = %s
                  http { port = 0, limits.suggest = "2/s" }
                  connections.demo {
                    domain = "%s"
                    servers = ["%s:%d", "%s:%d"]
                    kdcs = ["localhost:%d"]
                    keytab = "%s"
                    tls.trust = "%s"
                    sync.every = 1h
                  }
                }
                """.formatted(
                        folder.resolve("data"),
                        maxAge,
                        unknownAfter,
                        directory.domain(),
                        directory.serverName(),
                        directory.controller(0).ldapsPort(),
                        directory.serverName(),
                        directory.controller(1).ldapsPort(),
                        directory.kdcPort(),
                        directory.keytab(),
                        trust));
    }

    private void start() {
        String launcher = ProjectFiles.launcher().toString();
        String config = folder.resolve("adcache.conf").toString();
        if (token.isEmpty()) {
            token = Command.of(launcher, "token", "create", "--config", config, "--scope", "admin")
                    .run()
                    .strip();
        }
        process = ChildProcess.start(
                "serve",
                folder.resolve("log"),
                Map.of("ADCACHE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"),
                List.of(launcher, "serve", "--config", config));
        String listening = "listening on ";
        String url = process.awaitLine("line \"listening on\"", TIMEOUT, line -> line.startsWith(listening))
                .substring(listening.length());
        client = new AdcacheClient(url, token);
    }

    /** Scrapes until the metrics show something. */
    private MetricsScrape scrape(String what, Predicate<MetricsScrape> shown) {
        MetricsScrape[] last = new MetricsScrape[1];
        Deadline.await(
                "the metrics show that it is " + what,
                TIMEOUT,
                () -> (last[0] == null ? "" : last[0].text()) + process.quote(),
                () -> {
                    last[0] = MetricsScrape.parse(
                            client.get("/metrics").expect(200).text());
                    return shown.test(last[0]);
                });
        scrapes.add(last[0]);
        return last[0];
    }

    private void happened(MetricsScrape after, String... alerts) {
        for (String alert : alerts) {
            events.put(alert, new Event(before.samples(), after.samples()));
        }
    }

    private void nothing() {
        client.get("/v1/lookup?key=jsmith").expect(200);
        client.get("/v1/lookup?key=nobody@demo.example").expect(404);
        client.get("/v1/suggest?q=smi").expect(200);
        client.post("/v1/lookup", Map.of("keys", List.of("jsmith", "nobody@demo.example")))
                .expect(200);
        client.post(
                        "/v1/match",
                        Map.of("addresses", List.of("a@b.c"), "conditions", Map.of("x", Map.of("known", true))))
                .expect(200);
        // A pause of the collector.
        Command.of("jcmd", Long.toString(process.javaPid()), "GC.run").run();
        MetricsScrape after = scrape(
                "asked",
                now -> now.sum("adcache_batch_items_total").equals(Optional.of(3.0))
                        && now.sum("adcache_jvm_gc_pause_seconds_count").orElse(0.0) > 0);
        events.put("none", new Event(before.samples(), after.samples()));
        before = after;
    }

    private void limitHit() {
        for (int i = 0; i < 10; i++) {
            client.get("/v1/suggest?q=smi");
        }
        happened(
                scrape(
                        "limited",
                        now -> now.sum("adcache_limit_refusals_total", "limit", "http.limits.suggest")
                                        .orElse(0.0)
                                > 0),
                "AdcacheLimitHit");
    }

    private void wrongTokens() {
        AdcacheClient stranger = new AdcacheClient(url(), "adc_wrong");
        for (int i = 0; i < 15; i++) {
            stranger.get("/v1/lookup?key=jsmith");
        }
        happened(
                scrape(
                        "attacked",
                        now -> now.sum("adcache_sign_ins_refused_total").orElse(0.0) >= 15),
                "AdcacheSignInsRefused");
    }

    private String url() {
        return process.lines().stream()
                .filter(line -> line.startsWith("listening on "))
                .findFirst()
                .orElseThrow()
                .substring("listening on ".length());
    }

    private void controllerDown() throws Exception {
        directory.controller(0).stop();
        client.post("/v1/sync?mode=full").expect(202);
        happened(
                scrape(
                        "without a controller",
                        now -> now.sum("adcache_controllers", "state", "down").equals(Optional.of(1.0))),
                "AdcacheControllerDown");
        directory.controller(0).start();
    }

    private void unreadable() {
        directory.rights().hideAttribute("userAccountControl");
        client.post("/v1/sync?mode=full").expect(202);
        happened(scrape("held", now -> now.sum("adcache_sync_held").equals(Optional.of(1.0))), "AdcacheResultHeld");
        client.post("/v1/sync/held/demo", Map.of("apply", true)).expect(200);
        happened(
                scrape("unreadable", now -> now.sum("adcache_unreadable_ratio").orElse(0.0) > 0.5),
                "AdcacheAttributeUnreadable");
    }

    private void certificateEnds() throws IOException {
        CertificateAuthority shortLived = CertificateAuthority.create(folder.resolve("ca"), "Ends tomorrow");
        Path both = folder.resolve("both.pem");
        Files.writeString(both, Files.readString(directory.caFile()) + Files.readString(shortLived.certificate()));
        configure("24h", "null", both);
        client.post("/v1/reload").expect(200);
        happened(
                scrape(
                        "ending",
                        now -> now.sum("adcache_certificate_remaining_seconds", "use", "trust")
                                .filter(left -> left < 2 * 86_400)
                                .isPresent()),
                "AdcacheCertificateExpires");
    }

    private void directoryDown() {
        directory.controllers().forEach(controller -> controller.stop());
        client.post("/v1/sync").expect(202);
        happened(
                scrape("failing", now -> now.sum("adcache_sync_failing").equals(Optional.of(1.0))),
                "AdcacheSyncFailing");
    }

    private void tooOld() throws IOException {
        Path trust = folder.resolve("both.pem");
        configure("1s", "null", trust);
        client.post("/v1/reload").expect(200);
        happened(scrape("stale", now -> now.sum("adcache_stale").equals(Optional.of(1.0))), "AdcacheStale");
        configure("1s", "2s", trust);
        client.post("/v1/reload").expect(200);
        Deadline.await(
                "nothing is known",
                TIMEOUT,
                process::quote,
                () -> client.get("/v1/lookup?key=jsmith").status() == 503);
        happened(
                scrape(
                        "too old",
                        now -> now.sum("adcache_requests_total", "route", "/v1/lookup", "result", "unknown")
                                                .orElse(0.0)
                                        > 0
                                && now.sum("adcache_ready").equals(Optional.of(0.0))),
                "AdcacheUnknownAnswers",
                "AdcacheNotReady");
    }

    private void down() {
        process.close();
        double up = 1;
        try {
            client.get("/metrics");
        } catch (UncheckedIOException e) {
            up = 0;
        }
        events.put(
                "AdcacheDown",
                new Event(
                        List.of(new MetricsScrape.Sample("up", Map.of(), 1)),
                        List.of(new MetricsScrape.Sample("up", Map.of(), up))));
    }

    private void damaged() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("data"))) {
            for (Path file :
                    files.filter(file -> file.toString().endsWith(".dbm")).toList()) {
                Files.writeString(file, "damaged");
            }
        }
        start();
        happened(scrape("damaged", now -> now.sum("adcache_damage").orElse(0.0) > 0), "AdcacheDamage");
    }

    private void switchedOff() {
        String file = folder.resolve("data/krb5.conf").toString();
        Command.of("mount", "--bind", file, file).run();
        mounted = Optional.of(Path.of(file));
        client.put("/v1/integration", Map.of("enabled", false)).expect(200);
        happened(scrape("not wiped", now -> now.sum("adcache_wipe_pending").orElse(0.0) > 0), "AdcacheWipeIncomplete");
        Command.of("umount", file).run();
        mounted = Optional.empty();
        off = scrape(
                "off",
                now -> now.sum("adcache_integration_enabled").equals(Optional.of(0.0))
                        && now.sum("adcache_wipe_pending").equals(Optional.of(0.0)));
        happened(off, "AdcacheIntegrationOff");
    }

    @Test
    void everyRuleFiresOnWhatItWarnsOfAndNoneOtherwise() {
        assertThat(new TreeSet<>(events.keySet())).isEqualTo(withNone(alerts()));
        PromtoolRules rules = new PromtoolRules(RULES);
        events.forEach((alert, event) -> {
            if (alert.equals("none")) {
                rules.staysSilent(event.before(), event.after());
            } else {
                rules.fires(alert, event.before(), event.after());
            }
        });
        rules.run(folder);
    }

    private static Set<String> withNone(Set<String> alerts) {
        Set<String> all = new TreeSet<>(alerts);
        all.add("none");
        return all;
    }

    private static Set<String> alerts() {
        return read(RULES)
                .lines()
                .filter(line -> line.contains("- alert: "))
                .map(line -> line.replaceFirst(".*- alert: ", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theDocumentSaysOfEachAlertWhatToDo() {
        assertThat(read(DOCUMENT))
                .contains(alerts().stream().map(alert -> "| `" + alert + "` |").toList());
    }

    @Test
    void promtoolFindsNothingWrong() throws IOException {
        Command.of("promtool", "check", "rules", RULES.toString()).run();
        Path file = folder.resolve("metrics");
        Files.writeString(file, scrapes.get(1).text());
        Command.Outcome checked =
                Command.of("sh", "-c", "promtool check metrics <" + file).outcome();
        assertThat(checked.output() + checked.errors()).isEmpty();
        assertThat(checked.exit()).isZero();
    }

    @Test
    void showsNothingOfWhatWasWiped() {
        assertThat(off.types().keySet())
                .doesNotContain(
                        "adcache_accounts",
                        "adcache_addresses",
                        "adcache_generation",
                        "adcache_duplicate_keys",
                        "adcache_sync_age_seconds",
                        "adcache_unreadable_ratio",
                        "adcache_kerberos_ticket_remaining_seconds");
        assertThat(off.samples()).noneMatch(sample -> sample.name().equals("adcache_ignored_entries"));
    }

    @Test
    void namesNobodyAndNoHost() {
        assertThat(scrapes)
                .allSatisfy(scrape -> assertThat(scrape.text())
                        .doesNotContain("@", "CN=", "DC=", directory.domain(), directory.serverName(), "svc-adcache"));
    }

    @Test
    void theDocumentListsEveryMetricAndNoOther() {
        Set<String> documented = read(DOCUMENT)
                .lines()
                .filter(line -> line.startsWith("| `adcache_"))
                .map(line -> line.replaceFirst("\\| `([a-z_]+)`.*", "$1"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(documented).isEqualTo(new TreeSet<>(families().keySet()));
    }

    @Test
    void theDocumentNamesTheLabelsOfEachMetric() {
        Map<String, Set<String>> documented = new TreeMap<>();
        read(DOCUMENT).lines().filter(line -> line.startsWith("| `adcache_")).forEach(line -> {
            String[] cells = line.split("\\|", -1);
            documented.put(
                    cells[1].strip().replace("`", ""),
                    Stream.of(cells[2].split(",", -1))
                            .map(cell -> cell.replaceAll("[` ]", ""))
                            .filter(cell -> !cell.isEmpty())
                            .collect(Collectors.toCollection(TreeSet::new)));
        });
        families()
                .forEach((family, labels) ->
                        assertThat(documented.get(family)).as(family).isEqualTo(labels));
    }

    /** The labels of each family that was scraped. */
    private Map<String, Set<String>> families() {
        Map<String, Set<String>> families = new TreeMap<>();
        for (MetricsScrape scrape : scrapes) {
            scrape.types().forEach((family, type) -> {
                Set<String> labels = families.computeIfAbsent(family, any -> new TreeSet<>());
                scrape.samples().stream()
                        .filter(sample -> sample.name().equals(family)
                                || (!type.equals("gauge") && sample.name().matches(family + "_(sum|count|bucket)")))
                        .forEach(sample -> labels.addAll(sample.labels().keySet()));
                labels.removeAll(ADDED);
            });
        }
        return families;
    }

    @Test
    void rulesAndDashboardUseWhatIsScraped() {
        List<String> expressions = new ArrayList<>(read(RULES)
                .lines()
                .filter(line -> line.strip().startsWith("expr: "))
                .map(line -> line.strip().substring("expr: ".length()))
                .toList());
        assertThat(expressions).hasSize(alerts().size());
        List<String> ofDashboard = expressions(JsonMapper.shared().readTree(read(DASHBOARD)));
        assertThat(ofDashboard).hasSizeGreaterThan(30);
        expressions.addAll(ofDashboard);
        assertThat(expressions).allSatisfy(this::usesWhatIsScraped);
    }

    private static List<String> expressions(JsonNode node) {
        List<String> found = new ArrayList<>();
        if (node.path("expr").isString()) {
            found.add(node.path("expr").asString() + " "
                    + node.path("legendFormat").asString(""));
        }
        node.forEach(child -> found.addAll(expressions(child)));
        return found;
    }

    private void usesWhatIsScraped(String expression) {
        if (expression.startsWith("up{")) {
            return;
        }
        Set<String> known = new TreeSet<>(ADDED);
        for (Matcher selector = SELECTOR.matcher(expression); selector.find(); ) {
            String name = selector.group(1);
            Map<String, Set<String>> labels = labels(name);
            known.addAll(labels.keySet());
            String matchers = selector.group(2) == null ? "" : selector.group(2);
            for (Matcher matcher = MATCHER.matcher(matchers); matcher.find(); ) {
                String label = matcher.group(1);
                assertThat(ADDED.contains(label) || labels.containsKey(label))
                        .as(label + " in " + expression)
                        .isTrue();
                if (matcher.group(2).equals("=") && !ADDED.contains(label)) {
                    assertThat(labels.get(label)).as(expression).contains(matcher.group(3));
                }
            }
        }
        assertThat(METRIC.matcher(expression).find()).as(expression).isTrue();
        for (Pattern use : List.of(GROUPING, TEMPLATE)) {
            for (Matcher named = use.matcher(expression); named.find(); ) {
                assertThat(known)
                        .as(expression)
                        .containsAll(List.of(named.group(1).split(", *", -1)));
            }
        }
    }

    /** The labels of a name that was scraped, and their values. */
    private Map<String, Set<String>> labels(String name) {
        Map<String, Set<String>> labels = new TreeMap<>();
        assertThat(scrapes.stream().flatMap(scrape -> scrape.samples().stream()).map(MetricsScrape.Sample::name))
                .contains(name);
        scrapes.forEach(scrape -> scrape.labels(name)
                .forEach((label, values) ->
                        labels.computeIfAbsent(label, any -> new TreeSet<>()).addAll(values)));
        return labels;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
