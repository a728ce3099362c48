package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.adcache.demo.SimulatedDirectory;
import org.adcache.demo.SimulatedDirectoryConfig;
import org.adcache.tls.TlsIdentity;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Pages of other sites in a browser whose reader has a session: one of another host, to which the browser doesn't attach
 * the cookie, and one of the same host and another port, to which it does.
 */
class OtherSiteIT {
    private static final String PAGE = "<!doctype html><title>other site</title>";
    /** What a page can try; returns whether it could read an answer. */
    private static final String TRIES = """
            const url = '%s';
            const read = [];
            const attempt = async (name, path, options) => {
                try {
                    const answer = await fetch(url + path, {credentials: 'include', ...options});
                    if (answer.type !== 'opaque') read.push(name + ' ' + answer.status + ' ' + await answer.text());
                } catch (refused) {}
            };
            await attempt('me', '/v1/me');
            await attempt('status', '/v1/status');
            await attempt('suggest', '/v1/suggest?q=a');
            await attempt('opaque', '/v1/status', {mode: 'no-cors'});
            await attempt('put', '/v1/integration', {method: 'PUT', body: '{"enabled": false}'});
            await attempt('sync', '/v1/sync', {method: 'POST', mode: 'no-cors'});
            await attempt('session', '/v1/session', {method: 'POST', mode: 'no-cors'});
            await attempt('token', '/v1/tokens', {method: 'POST', mode: 'no-cors', body: '{"scopes": ["admin"]}'});
            await attempt('end', '/v1/session', {method: 'DELETE'});
            const frame = document.createElement('iframe');
            document.body.append(frame);
            const form = document.createElement('form');
            form.method = 'POST'; form.action = url + '/v1/sync'; form.target = frame.name = 'inner';
            document.body.append(form); form.submit();
            // A browser shows no page for a problem, and so tells no end.
            await new Promise(passed => setTimeout(passed, 1500));
            try { read.push('frame ' + frame.contentDocument.body.textContent); } catch (refused) {}
            return read.filter(text => text !== 'frame ');
            """;

    @TempDir
    Path folder;

    private Browser browser;

    @BeforeEach
    void start() {
        browser = Browser.start(folder);
    }

    @AfterEach
    void stop() {
        browser.close();
    }

    @Test
    void canNeitherReadNorChangeAnythingThroughTheSessionOfItsReader() throws Exception {
        SimulatedDirectoryConfig config =
                SimulatedDirectoryConfig.in(folder.resolve("directory")).withAccounts(200);
        try (SimulatedDirectory directory = SimulatedDirectory.start(config);
                SimulatedService service = SimulatedService.start(directory, folder, Map.of())) {
            service.awaitServed();
            browser.visit(service.url() + "/livez");
            assertThat(browser.run("""
                            const opened = await fetch('/v1/session',
                                {method: 'POST', headers: {Authorization: 'Bearer %s'}});
                            sessionStorage.csrf = (await opened.json()).csrf;
                            return (await fetch('/v1/me')).status + ' ' + document.cookie;
                            """.formatted(service.token("admin"))).asString())
                    .as("a page of the service has a session, and doesn't see its cookie")
                    .isEqualTo("200 ");
            HttpsServer sameHost = HttpsServer.create(new InetSocketAddress("localhost", 0), 0);
            sameHost.setHttpsConfigurator(new HttpsConfigurator(context(folder)));
            HttpServer otherHost = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            try {
                serve(sameHost);
                serve(otherHost);
                String before = endedCycles(service.client());
                triesInVain("https://localhost:" + sameHost.getAddress().getPort(), service.url());
                triesInVain("http://127.0.0.1:" + otherHost.getAddress().getPort(), service.url());
                assertThat(service.client().get("/v1/sync").text()).isEqualTo(before);
            } finally {
                sameHost.stop(0);
                otherHost.stop(0);
            }
            assertThat(service.client().get("/v1/tokens").body().path("items").size())
                    .isEqualTo(2);
            browser.visit(service.url() + "/livez");
            assertThat(browser.run("""
                            const changed = await fetch('/v1/session',
                                {method: 'DELETE', headers: {'X-CSRF-Token': sessionStorage.csrf}});
                            return changed.status + ' ' + (await fetch('/v1/me')).status;
                            """).asString())
                    .as("its own page still has the session, and may change things")
                    .isEqualTo("204 401");
        }
    }

    /** The cycles, once the first of them has ended: while it runs, they differ by themselves. */
    private static String endedCycles(AdcacheClient client) {
        Deadline.await(
                "the first cycle has ended",
                Duration.ofMinutes(1),
                () -> client.get("/v1/sync").text(),
                () -> client.get("/v1/sync").body().at("/runs/0").has("outcome"));
        return client.get("/v1/sync").text();
    }

    @Test
    void canNeitherReadNorChangeAnythingOfTheDemo() throws Exception {
        HttpServer otherHost = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        try (DemoProcess demo =
                DemoProcess.start(ProjectFiles.distribution(), folder.resolve("log"), Map.of(), "--accounts", "200")) {
            serve(otherHost);
            String before = endedCycles(demo.client());
            for (String name : new String[] {"localhost", "127.0.0.1"}) {
                triesInVain(
                        "http://other.localhost:" + otherHost.getAddress().getPort(),
                        "http://" + name + ":" + demo.port());
            }
            assertThat(demo.client().get("/v1/sync").text()).isEqualTo(before);
            assertThat(demo.client().get("/v1/tokens").body().path("items").size())
                    .isZero();
            assertThat(demo.client()
                            .get("/v1/integration")
                            .body()
                            .path("enabled")
                            .asBoolean())
                    .isTrue();
        } finally {
            otherHost.stop(0);
        }
    }

    private void triesInVain(String site, String service) {
        browser.visit(site + "/");
        assertThat(browser.run(TRIES.formatted(service)).toString()).as(site).isEqualTo("[]");
    }

    private static void serve(HttpServer server) {
        server.createContext("/", exchange -> {
            byte[] page = PAGE.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "text/html");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    private static SSLContext context(Path folder) throws Exception {
        CertificateAuthority.Server other = CertificateAuthority.create(folder.resolve("other"), "CA of the other site")
                .issue("localhost");
        char[] password = "memory".toCharArray();
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(TlsIdentity.read(other.certificate(), other.key()).keyStore(password), password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
