package org.adcache.cli;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.schema.WellKnown;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The pages of the demo, and example requests to it that can be pasted into a shell. */
final class DemoRequests {
    /** The service's JSON ends without a line feed. */
    private static final String CURL = "curl -sw '\\n' ";

    private final URI url;
    private final WellKnown people;

    DemoRequests(URI url, WellKnown people) {
        this.url = url;
        this.people = people;
    }

    /** What to open in a browser. */
    List<String> pages() {
        return List.of(
                "",
                "Open " + url.resolve("/demo") + " in a browser: a field for people, a rule tester, the switch.",
                "The administrator's page is " + url.resolve("/") + ". Neither asks for a sign-in on this machine.");
    }

    List<String> lines() {
        WellKnown.KnownAccount person = people.person();
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("# A person by address, alias, account name, UPN, Kerberos name, SID, GUID and DN");
        lines.add(lookup(person.mail()));
        lines.add(lookup(people.alias()));
        lines.add(lookup(people.domain().netbiosName() + "\\" + person.accountName()));
        lines.add(lookup(person.userPrincipalName()));
        lines.add(lookup(person.accountName() + "@" + people.domain().realm()));
        lines.add(lookup(person.objectSid()));
        lines.add(lookup(person.objectGuid()));
        lines.add(lookup(person.distinguishedName()));
        lines.add("");
        lines.add("# An address with two owners, and one without an owner");
        lines.add(lookup(people.sharedAddress()));
        lines.add(lookup("nobody@" + people.domain().dnsName()));
        lines.add("");
        lines.add("# Is the person in a group, through nested groups? With the path of groups");
        lines.add(json("POST", "/v1/match", match()));
        lines.add("");
        lines.add("# Suggestions for the first letters of two words");
        lines.add(CURL + "-G " + url + "/v1/suggest --data-urlencode " + quoted("q=" + people.typed()));
        lines.add("");
        lines.add("# Turn the integration off: everything is wiped, and lookups answer 503. Then on again");
        lines.add(json(
                "PUT", "/v1/integration", JsonNodeFactory.instance.objectNode().put("enabled", false)));
        lines.add(lookup(person.mail()));
        lines.add(json(
                "PUT", "/v1/integration", JsonNodeFactory.instance.objectNode().put("enabled", true)));
        lines.add("");
        lines.add("# Ctrl-C ends the demo");
        return lines;
    }

    private ObjectNode match() {
        ObjectNode question = JsonNodeFactory.instance.objectNode();
        question.putArray("addresses").add(people.person().mail());
        question.putObject("conditions")
                .putObject("in-group")
                .put("group", people.outerGroup().distinguishedName());
        return question.put("explain", true);
    }

    private String lookup(String key) {
        return CURL + "-G " + url + "/v1/lookup --data-urlencode " + quoted("key=" + key);
    }

    private String json(String method, String path, ObjectNode body) {
        return CURL + "-X " + method + " " + url + path + " -H 'Content-Type: application/json' -d "
                + quoted(body.toString());
    }

    /** Quotes for a POSIX shell: within single quotes only the quote itself is special. */
    static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}
