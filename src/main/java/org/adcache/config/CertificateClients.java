package org.adcache.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.security.auth.x500.X500Principal;
import org.adcache.auth.Scope;
import org.adcache.auth.certificate.CertificateClient;
import org.adcache.config.form.BadValueException;
import org.adcache.config.form.Form;

/** Reader of the block {@code http.clients}. */
final class CertificateClients {
    private static final Pattern ID = Pattern.compile("[a-z0-9-]{1,40}");

    private static final Form<X500Principal> SUBJECT =
            Form.text("a certificate's subject such as \"CN=gw1.example.com\"", (text, folder) -> {
                try {
                    X500Principal subject = new X500Principal(text.strip());
                    if (!subject.getName().isEmpty()) {
                        return subject;
                    }
                } catch (IllegalArgumentException e) {
                    // The message is the same as for an empty one.
                }
                throw new BadValueException(
                        "\"" + text + "\" is not the subject of a certificate",
                        "Write what \"openssl x509 -noout -subject -nameopt RFC2253 -in FILE\" prints after"
                                + " \"subject=\"");
            });

    private CertificateClients() {}

    static List<CertificateClient> read(Section http) {
        Section section = http.section("clients");
        List<CertificateClient> clients = new ArrayList<>();
        for (String id : section.names()) {
            if (!ID.matcher(id).matches()) {
                section.problem(
                        id,
                        "\"" + id + "\" can't be the id of a client.",
                        "Write 1 to 40 of a-z, 0-9 and '-', such as \"gw1\".");
            }
            client(id, section.section(id)).ifPresent(client -> add(client, clients, section));
        }
        return clients;
    }

    private static void add(CertificateClient client, List<CertificateClient> clients, Section section) {
        for (CertificateClient other : clients) {
            if (other.subject().equals(client.subject())) {
                section.problem(
                        client.id(),
                        "it has the same subject as \"" + other.id() + "\".",
                        "Give each client a certificate of its own, or leave one of the two out.");
            }
        }
        clients.add(client);
    }

    private static Optional<CertificateClient> client(String id, Section section) {
        Optional<X500Principal> subject = section.required("subject", SUBJECT);
        Set<Scope> scopes = AccessReader.scopes(section);
        section.end();
        return scopes.isEmpty() ? Optional.empty() : subject.map(name -> new CertificateClient(id, name, scopes));
    }
}
