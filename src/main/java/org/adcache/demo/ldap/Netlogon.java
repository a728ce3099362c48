package org.adcache.demo.ldap;

import com.unboundid.ldap.sdk.Filter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.adcache.demo.people.DirectoryTree;
import org.adcache.demo.schema.AdBinary;
import org.adcache.demo.schema.DomainNames;

/**
 * Answer to an LDAP ping (MS-ADTS 6.3.3.2): the attribute {@code netlogon} of the rootDSE, which holds a
 * NETLOGON_SAM_LOGON_RESPONSE_EX (6.3.1.9). Its names are written without compression.
 *
 * @param readOnly whether the controller is an RODC, which has other flags
 * @param clientSite site of the client; empty if the domain knows none for its address
 */
record Netlogon(DirectoryTree tree, boolean readOnly, String clientSite) {
    static final String ATTRIBUTE = "netlogon";
    static final String SITE = "Default-First-Site-Name";

    private static final short RESPONSE_EX = 23;
    /** GC, LDAP, DS, KDC, time service. */
    private static final int EVERY_CONTROLLER = 0x4 | 0x8 | 0x10 | 0x20 | 0x40;

    private static final int CLOSEST = 0x80;
    private static final int WRITABLE = 0x100;
    /** A controller of Windows Server 2008 or later: with some of the domain's secrets, or with all. */
    private static final int SOME_SECRETS = 0x800;

    private static final int ALL_SECRETS = 0x1000;
    private static final int NT_VERSION = 0x5;

    /** The value, if the filter names this domain and a version that has this form. */
    Optional<byte[]> answer(Filter filter) {
        return asksForThisDomain(filter) ? Optional.of(response()) : Optional.empty();
    }

    private boolean asksForThisDomain(Filter filter) {
        boolean named = false;
        for (Filter part : filter.getComponents()) {
            named |= "DnsDomain".equalsIgnoreCase(part.getAttributeName())
                    && tree.domain().dnsName().equalsIgnoreCase(part.getAssertionValue());
        }
        return named;
    }

    private byte[] response() {
        DomainNames domain = tree.domain();
        int flags = EVERY_CONTROLLER
                | (clientSite.equals(SITE) ? CLOSEST : 0)
                | (readOnly ? SOME_SECRETS : WRITABLE | ALL_SECRETS);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer head = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(
                head.putShort(RESPONSE_EX).putShort((short) 0).putInt(flags).array());
        out.writeBytes(tree.find(domain.baseName())
                .map(root -> AdBinary.guidBytes(root.guid()))
                .orElseThrow());
        writeName(out, domain.forestName());
        writeName(out, domain.dnsName());
        writeName(out, domain.serverName());
        writeLabel(out, domain.netbiosName());
        writeLabel(out, domain.serverName().toUpperCase(Locale.ROOT));
        writeName(out, "");
        writeLabel(out, SITE);
        writeLabel(out, clientSite);
        ByteBuffer tail = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
        out.writeBytes(tail.putInt(NT_VERSION).putInt(-1).array());
        return out.toByteArray();
    }

    /** Writes the labels of a DNS name, each after its length. */
    private static void writeName(ByteArrayOutputStream out, String name) {
        for (String label : name.split("\\.", -1)) {
            writePart(out, label);
        }
        out.write(0);
    }

    /** Writes a name that is one label whatever it contains. */
    private static void writeLabel(ByteArrayOutputStream out, String name) {
        writePart(out, name);
        out.write(0);
    }

    private static void writePart(ByteArrayOutputStream out, String label) {
        byte[] bytes = label.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > 0) {
            out.write(bytes.length);
            out.writeBytes(bytes);
        }
    }
}
