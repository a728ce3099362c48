package org.adcache.demo.population;

import com.unboundid.ldap.sdk.Attribute;
import java.util.ArrayList;
import java.util.List;
import org.adcache.demo.population.Population.Site;

/**
 * Objects of an Exchange organization. Every mailbox without a person is a disabled account, which
 * msExchRecipientTypeDetails tells from a person's; health mailboxes are enabled ones.
 */
final class ExchangeObjects {
    private static final String SYSTEM_OBJECTS = "CN=Microsoft Exchange System Objects";
    private static final String MONITORING = "CN=Monitoring Mailboxes," + SYSTEM_OBJECTS;
    private static final String DISABLED = "514";
    private static final String ENABLED = "512";

    private final Site site;

    private ExchangeObjects(Site site) {
        this.site = site;
    }

    static void addTo(Site site) {
        ExchangeObjects objects = new ExchangeObjects(site);
        site.changes().addUnit(site.below("OU=Resources"));
        objects.addMailboxes();
        objects.addSystemObjects();
    }

    private void addMailboxes() {
        mailbox("Raum Zürich", "room-zuerich", 16);
        mailbox("Beamer 1", "beamer-1", 32);
        mailbox("Sales Office", "sales-office", 4);
        // A person of another forest, whose enabled account is there.
        mailbox(
                "Lena Linked",
                "llinked",
                2,
                new Attribute("msExchMasterAccountSid", "S-1-5-21-1111111111-2222222222-3333333333-1601"));
        mailbox("Raum Cloud", "room-cloud", 1L << 33);
        mailbox("Beamer Cloud", "beamer-cloud", 1L << 34);
        mailbox("Cloud Office", "cloud-office", 1L << 35);
        user("OU=Resources", "Rita Remote", "rremote", ENABLED, 1L << 31);
        site.changes()
                .add(
                        site.below("CN=Everybody Berlin,OU=Distribution,OU=Groups"),
                        new Attribute("objectClass", "msExchDynamicDistributionList"),
                        new Attribute("displayName", "Everybody Berlin"),
                        new Attribute("mailNickname", "everybody-berlin"),
                        new Attribute("mail", site.at("everybody-berlin")),
                        new Attribute("proxyAddresses", "SMTP:" + site.at("everybody-berlin")),
                        new Attribute(
                                "msExchDynamicDLFilter", "(&(mailNickname=*)(physicalDeliveryOfficeName=Berlin))"));
    }

    private void addSystemObjects() {
        site.changes().add(site.below(SYSTEM_OBJECTS), new Attribute("objectClass", "msExchSystemObjectsContainer"));
        site.changes().add(site.below(MONITORING), new Attribute("objectClass", "container"));
        site.changes()
                .add(
                        site.below("CN=Orders," + SYSTEM_OBJECTS),
                        new Attribute("objectClass", "publicFolder"),
                        new Attribute("displayName", "Orders"),
                        new Attribute("mail", site.at("orders")),
                        new Attribute("proxyAddresses", "SMTP:" + site.at("orders")));
        hidden("CN=Users", "SystemMailbox{1f05a927-35dd-4b9c-8a1e-7f2f3c1f9d01}", "SM_1f05a92735dd", DISABLED, 1 << 23);
        hidden(
                "CN=Users",
                "DiscoverySearchMailbox {D919BA05-46A6-415f-80AD-7E09334BB852}",
                "SM_d919ba0546a6",
                DISABLED,
                1 << 29);
        hidden(MONITORING, "HealthMailbox0b5d0f1a2c3e4d5f8a9b0c1d2e3f4a5b", "HM_0b5d0f1a", ENABLED, 1L << 39);
    }

    private void mailbox(String name, String account, long type, Attribute... more) {
        user("OU=Resources", name, account, DISABLED, type, more);
    }

    private void hidden(String parent, String name, String account, String control, long type) {
        user(parent, name, account, control, type, new Attribute("msExchHideFromAddressLists", "TRUE"));
    }

    private void user(String parent, String name, String account, String control, long type, Attribute... more) {
        String localPart = name.indexOf('{') < 0 ? account : name.replace(" ", "");
        List<Attribute> attributes = new ArrayList<>(List.of(
                new Attribute("displayName", name),
                new Attribute("userPrincipalName", site.at(account)),
                new Attribute("userAccountControl", control),
                new Attribute("mailNickname", account),
                new Attribute("mail", site.at(localPart)),
                new Attribute("proxyAddresses", "SMTP:" + site.at(localPart)),
                new Attribute("msExchRecipientTypeDetails", Long.toString(type))));
        attributes.addAll(List.of(more));
        site.changes().addUser(site.below("CN=" + name + "," + parent), account, attributes.toArray(Attribute[]::new));
    }
}
