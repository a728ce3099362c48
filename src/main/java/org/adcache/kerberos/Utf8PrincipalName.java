package org.adcache.kerberos;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kerby.kerberos.kerb.type.KerberosString;
import org.apache.kerby.kerberos.kerb.type.KerberosStrings;
import org.apache.kerby.kerberos.kerb.type.base.NameType;
import org.apache.kerby.kerberos.kerb.type.base.PrincipalName;

/**
 * Principal name for a request, in UTF-8 as AD, Samba and the JDK write it. RFC 4120 permits only ASCII (section
 * 5.2.1), and Kerby refuses every other character.
 */
final class Utf8PrincipalName extends PrincipalName {
    Utf8PrincipalName(List<String> components, NameType type) {
        setNameType(type);
        KerberosStrings names = new KerberosStrings();
        components.forEach(component -> names.addElement(new Utf8String(component)));
        setFieldAs(PrincipalNameField.NAME_STRING, names);
    }

    private static final class Utf8String extends KerberosString {
        Utf8String(String value) {
            setValue(value);
        }

        @Override
        protected void toBytes() {
            setBytes(utf8());
        }

        /** The number of bytes, where Kerby counts characters. */
        @Override
        protected int encodingBodyLength() {
            return utf8().length;
        }

        private byte[] utf8() {
            return getValue().getBytes(StandardCharsets.UTF_8);
        }
    }
}
