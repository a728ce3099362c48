package org.adcache.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pages for administrators, pasted from top to bottom on a machine with nothing: to a copy of the Samba domain, its
 * keytab renewed, a rule engine that asks, and a backup; and to a certificate, single sign-on and the pages.
 */
@ExtendWith(SharedSamba.class)
class InstallDocumentIT {
    private static final List<String> TO_RULES =
            List.of("install.md", "keytab.md", "least-privilege.md", "rule-engines.md", "backup.md");
    private static final List<String> TO_SIGN_IN = List.of("install.md", "tls.md", "sign-in.md");
    private static final String MARK = "=== block ";

    private final SambaDomain domain;

    InstallDocumentIT(SambaDomain domain) {
        this.domain = domain;
    }

    @Test
    void aRuleEngineAsks(@TempDir Path folder) throws IOException {
        List<PastedPage.Block> blocks = blocks(TO_RULES);
        blocks.add(new PastedPage.Block("(test)", """
                adcache sync --full --wait
                adcache status --json | tr -d ' \\n' | grep -o '"deletedObjects":{"readable":[a-z]*'
                """, List.of("\"deletedObjects\":{\"readable\":true")));
        blocks.add(whatThePolicyOfPostfixSays(folder));
        blocks.add(new PastedPage.Block(
                "(test)",
                """
                for file in etc/adcache/corp.keytab var/lib/adcache/tokens.json var/lib/adcache/keys; do
                    tar -tf adcache-backup.tar.gz "$file" >/dev/null 2>&1 && echo "$file in" || echo "$file out"
                done
                """,
                List.of("etc/adcache/corp.keytab in", "var/lib/adcache/tokens.json in", "var/lib/adcache/keys out")));
        try {
            assertPasted(blocks, "svc-rules", folder);
        } finally {
            // The page's command for CN=Deleted Objects names one account only.
            domain.letReadDeletedObjects(ServiceAccounts.SEES_DELETED);
        }
    }

    @Test
    void somebodySignsInWithATicket(@TempDir Path folder) throws IOException {
        List<PastedPage.Block> blocks = new ArrayList<>();
        blocks.add(new PastedPage.Block("(test)", """
                samba-tool user create jo "$password"
                echo '127.0.0.1 gw.example.com' >> /etc/hosts
                """, List.of()));
        blocks.addAll(blocks(TO_SIGN_IN));
        blocks.add(new PastedPage.Block(
                "(test)", """
                curl -s --cacert own-ca.pem https://gw.example.com:8636/ | head -n 1
                token=$(adcache token create --scope lookup --name reader)
                curl -sw '\\n' --cacert own-ca.pem -H "Authorization: Bearer $token" \
                    -G https://gw.example.com:8636/v1/lookup -d key=jo
                """, List.of("<!doctype html>", "{\"found\":true,\"accounts\":[{\"objectGUID\":\"…")));
        assertPasted(blocks, "svc-tickets", folder);
    }

    private static List<PastedPage.Block> blocks(List<String> pages) {
        List<PastedPage.Block> blocks = new ArrayList<>();
        pages.forEach(page -> blocks.addAll(PastedPage.read(page).blocks()));
        return blocks;
    }

    private void assertPasted(List<PastedPage.Block> all, String account, Path folder) throws IOException {
        List<PastedPage.Block> blocks =
                all.stream().map(block -> here(block, account)).toList();
        StringBuilder script = new StringBuilder();
        for (int i = 0; i < blocks.size(); i++) {
            script.append("cd /root; echo '")
                    .append(MARK)
                    .append(i)
                    .append("'\n")
                    .append(blocks.get(i).commands());
        }
        Command.Outcome outcome = paste(Files.writeString(folder.resolve("commands"), script.toString()));

        String[] outputs = outcome.output().split("(?m)^" + MARK + "\\d+\n", -1);
        for (int i = 0; i < blocks.size() && i + 1 < outputs.length; i++) {
            PastedPage.Block block = blocks.get(i);
            assertThat(block.missing(outputs[i + 1]))
                    .as("%s:\n%s\nprinted\n%s\n%s", block.page(), block.commands(), outputs[i + 1], outcome.errors())
                    .isEmpty();
        }
        assertThat(outcome.exit())
                .as("%s\n%s", outcome.output(), outcome.errors())
                .isZero();
        assertThat(outputs).hasSize(blocks.size() + 1);
    }

    /** The script of docs/rule-engines.md, asked as Postfix and Exim ask it. */
    private static PastedPage.Block whatThePolicyOfPostfixSays(Path folder) throws IOException {
        Path policy =
                Files.writeString(folder.resolve("adcache-policy"), PastedPage.first("rule-engines.md", "python"));
        return new PastedPage.Block(
                "rule-engines.md",
                """
                samba-tool user create documented --random-password --mail-address=documented@corp.example.com
                adcache sync --wait
                mkdir -p /etc/postfix
                adcache token create --scope lookup --name postfix > /etc/postfix/adcache.token
                policy() {
                    echo "$1: $(printf 'request=smtpd_access_policy\\nrecipient=%%s\\n\\n' "$1" | /usr/bin/python3 %1$s)"
                }
                policy documented@corp.example.com
                policy documented+list@corp.example.com
                policy nobody@corp.example.com
                policy ''
                adcache disable
                policy documented@corp.example.com
                """.formatted(policy),
                List.of(
                        "documented@corp.example.com: action=DUNNO",
                        "documented+list@corp.example.com: action=DUNNO",
                        "nobody@corp.example.com: action=REJECT 5.1.1 User unknown",
                        ": action=REJECT 5.1.1 User unknown",
                        "documented@corp.example.com: action=DEFER_IF_PERMIT …"));
    }

    private Command.Outcome paste(Path commands) {
        return Command.of(
                        ProjectFiles.path("itest/namespace/pasted").toString(),
                        ProjectFiles.distribution().toString(),
                        domain.configuration().toString(),
                        SambaDomain.CORP.realm(),
                        SambaDomain.PASSWORD,
                        domain.authority().certificate().toString(),
                        commands.toString())
                .in(domain.namespace())
                .outcome();
    }

    /** The same with the names of this domain, where other accounts exist. */
    private static PastedPage.Block here(PastedPage.Block block, String account) {
        return new PastedPage.Block(
                block.page(),
                here(block.commands(), account),
                block.expected().stream().map(line -> here(line, account)).toList());
    }

    private static String here(String text, String account) {
        return text.replace("corp.example.com", SambaDomain.DOMAIN)
                .replace("CORP.EXAMPLE.COM", SambaDomain.CORP.realm())
                .replace("DC=corp,DC=example,DC=com", SambaDomain.BASE)
                .replace("svc-adcache", account);
    }
}
