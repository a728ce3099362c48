package org.adcache.demo;

import com.unboundid.ldap.sdk.Attribute;
import java.io.IOException;
import java.util.List;
import org.adcache.demo.ldap.DomainController;
import org.adcache.demo.people.DirectoryEntry;
import org.adcache.demo.schema.DomainNames;

/**
 * Two simulated domains of one forest, the second below the first: {@code demo.example} and {@code
 * child.demo.example}. They trust each other, so an account of one can get tickets for services of the other, and an
 * entry can be moved between them. The first controller of each is a global catalog.
 *
 * <pre>
 *   SimulatedDirectoryConfig first = SimulatedDirectoryConfig.in(folder);
 *   try (SimulatedForest forest = SimulatedForest.start(first, first.withAccounts(200), SimulatedForest.Trust.AES)) {
 *       forest.child().changes().moveFrom(forest.root().changes(), name, "CN=John,OU=People," + base);
 *   }
 * </pre>
 */
public final class SimulatedForest implements AutoCloseable {
    private static final String CHILD = "child";

    private final SimulatedDirectory root;
    private final SimulatedDirectory child;

    /** Encryption that both trusts support. */
    public enum Trust {
        AES,
        /** "The other domain supports Kerberos AES Encryption" was not checked. */
        WITHOUT_AES
    }

    private SimulatedForest(SimulatedDirectory root, SimulatedDirectory child) {
        this.root = root;
        this.child = child;
    }

    /**
     * Starts both domains. The second lies below the first whatever its configuration says, has other people than the
     * first, and its files are in a folder below its own.
     */
    public static SimulatedForest start(SimulatedDirectoryConfig root, SimulatedDirectoryConfig child, Trust trust)
            throws IOException {
        SimulatedDirectoryConfig below = child.withSeed(child.seed() + 1)
                .withDomain(CHILD + "." + root.domain(), root.domain())
                .withFolder(child.folder().resolve(CHILD));
        SimulatedDirectory first = SimulatedDirectory.start(root);
        try {
            SimulatedForest forest = new SimulatedForest(first, SimulatedDirectory.start(below));
            forest.link(trust == Trust.AES);
            return forest;
        } catch (IOException e) {
            first.close();
            throw e;
        }
    }

    private void link(boolean aes) throws IOException {
        root.kdc().trustedBy(child.kdc(), aes);
        child.kdc().trustedBy(root.kdc(), aes);
        addCrossRef(root, child.tree().domain());
        addCrossRef(child, root.tree().domain());
        List<DomainController> first = List.of(root.controller(0), child.controller(0));
        for (DomainController controller : first) {
            controller.startCatalog(first);
        }
    }

    /** Adds the other domain to the partitions of the forest. */
    private static void addCrossRef(SimulatedDirectory directory, DomainNames other) {
        String partitions = "CN=Partitions," + directory.tree().domain().configurationName();
        directory
                .changes()
                .add(
                        "CN=" + other.netbiosName() + "," + partitions,
                        new Attribute("objectClass", "crossRef"),
                        new Attribute("nETBIOSName", other.netbiosName()),
                        new Attribute("dnsRoot", other.dnsName()),
                        new Attribute("nCName", other.baseName()),
                        new Attribute("systemFlags", "3"));
    }

    /** Makes an entry of one domain a member of a group of the other. */
    public void addMember(SimulatedDirectory ofGroup, String group, SimulatedDirectory ofMember, String memberName) {
        DirectoryEntry member = ofMember.tree()
                .find(memberName)
                .orElseThrow(() -> new IllegalArgumentException("there is no entry " + memberName));
        ofGroup.changes().refer(ofMember.tree(), member);
        ofGroup.changes().addMembers(group, "<GUID=" + member.guid() + ">");
    }

    public SimulatedDirectory root() {
        return root;
    }

    public SimulatedDirectory child() {
        return child;
    }

    @Override
    public void close() throws IOException {
        child.close();
        root.close();
    }
}
