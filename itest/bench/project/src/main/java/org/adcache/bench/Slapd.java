package org.adcache.bench;

import com.unboundid.ldap.sdk.DereferencePolicy;
import com.unboundid.ldap.sdk.Filter;
import com.unboundid.ldap.sdk.LDAPConnection;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.ldap.sdk.LDAPSearchException;
import com.unboundid.ldap.sdk.ResultCode;
import com.unboundid.ldap.sdk.SearchRequest;
import com.unboundid.ldap.sdk.SearchScope;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.adcache.account.Account;
import org.adcache.account.AccountName;
import org.adcache.account.AccountType;
import org.adcache.account.MailAddress;
import org.adcache.analysis.Word;

/**
 * OpenLDAP's server on loopback with an mdb database of the same people and substring indexes on the queried
 * attributes; it returns as many entries as adcache looks for.
 */
final class Slapd {
    private static final String BASE = "dc=corp,dc=example";
    private static final String[] NAMES = {"cn", "sn", "givenName", "uid", "mail"};

    private final Path folder;
    private final Figures figures;

    private Slapd(Path folder) {
        this.folder = folder;
        this.figures = new Figures(folder);
    }

    public static void main(String[] args) throws Exception {
        new Slapd(Path.of(args[0])).run();
    }

    private void run() throws Exception {
        Path config = configure();
        Path ldif = folder.resolve("slapd.ldif");
        try (Cache cache = Cache.open(folder.resolve("data"));
                Writer out = Files.newBufferedWriter(ldif)) {
            out.write("dn: " + BASE + "\nobjectClass: domain\ndc: corp\n\n");
            cache.forEach(account -> {
                if (account.type() != AccountType.GROUP) {
                    write(account, out);
                }
            });
        }
        long start = System.nanoTime();
        Program.run(Map.of(), List.of("slapadd", "-q", "-f", config.toString(), "-l", ldif.toString()));
        figures.note("slapd.load.seconds", (System.nanoTime() - start) / 1e9);
        Files.delete(ldif);
        int port = Program.freePort();
        List<String> command = List.of("slapd", "-d", "0", "-f", config.toString(), "-h", "ldap://127.0.0.1:" + port);
        try (Program server = Program.start(folder.resolve("slapd.log"), Map.of(), command)) {
            server.awaitPort(port);
            try (LDAPConnection connection = new LDAPConnection("127.0.0.1", port)) {
                ask(connection);
            }
            figures.note("slapd.MB", server.megabytes("VmRSS"));
        }
    }

    private Path configure() throws IOException {
        Path database = Files.createDirectories(folder.resolve("slapd"));
        Path config = folder.resolve("slapd.conf");
        Files.writeString(config, """
                include /etc/ldap/schema/core.schema
                include /etc/ldap/schema/cosine.schema
                include /etc/ldap/schema/inetorgperson.schema
                pidfile %1$s/slapd.pid
                argsfile %1$s/slapd.args
                modulepath /usr/lib/ldap
                moduleload back_mdb
                sizelimit %2$d
                database mdb
                suffix "%3$s"
                directory %1$s
                maxsize 17179869184
                dbnosync
                index objectClass eq
                index cn,sn,givenName,uid,mail eq,sub
                """.formatted(database, Questions.LIMIT + 1, BASE));
        return config;
    }

    private static void write(Account account, Writer out) throws IOException {
        List<Word> words = Word.ofQuestion(account.cn());
        String guid = account.objectGuid().toString();
        out.write("dn: employeeNumber=" + guid + "," + BASE + "\nobjectClass: inetOrgPerson\nemployeeNumber: " + guid
                + "\n");
        write("cn", account.cn(), out);
        write("sn", text(words.get(words.size() - 1)), out);
        write("givenName", text(words.get(0)), out);
        write("uid", account.samAccountName().map(AccountName::value).orElse(guid), out);
        for (MailAddress address : account.addresses()) {
            write("mail", address.value(), out);
        }
        out.write("\n");
    }

    private static String text(Word word) {
        return word.text().substring(word.start(), word.end());
    }

    private static void write(String name, String value, Writer out) throws IOException {
        out.write(name + ":: " + Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8)) + "\n");
    }

    private void ask(LDAPConnection connection) throws Exception {
        Questions questions = Questions.in(folder);
        Latencies.of(questions.addresses(), address -> search(connection, Filter.createEqualityFilter("mail", address)))
                .note(figures, "slapd.lookup");
        Latencies.of(questions.enough(), text -> search(connection, beginning(text)))
                .note(figures, "slapd.suggest");
    }

    /** Each word is a prefix of the value of some attribute. */
    private static Filter beginning(String text) {
        List<Filter> all = new ArrayList<>();
        List<String> words = text.indexOf('@') > 0
                ? List.of(text)
                : Word.ofQuestion(text).stream().map(Slapd::text).toList();
        for (String word : words) {
            List<Filter> any = new ArrayList<>();
            for (String name : NAMES) {
                any.add(Filter.createSubInitialFilter(name, word));
            }
            all.add(Filter.createORFilter(any));
        }
        return Filter.createANDFilter(all);
    }

    private static void search(LDAPConnection connection, Filter filter) throws LDAPException {
        SearchRequest request = new SearchRequest(
                BASE,
                SearchScope.SUB,
                DereferencePolicy.NEVER,
                Questions.LIMIT + 1,
                0,
                false,
                filter,
                "cn",
                "uid",
                "mail");
        try {
            connection.search(request);
        } catch (LDAPSearchException e) {
            if (!e.getResultCode().equals(ResultCode.SIZE_LIMIT_EXCEEDED)) {
                throw e;
            }
        }
    }
}
