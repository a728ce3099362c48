package org.adcache.kerberos;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kerby.asn1.Asn1;
import org.apache.kerby.asn1.parse.Asn1Container;
import org.apache.kerby.asn1.parse.Asn1ParseResult;
import org.apache.kerby.kerberos.kerb.KrbCodec;
import org.apache.kerby.kerberos.kerb.KrbException;
import org.apache.kerby.kerberos.kerb.type.base.MethodData;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataEntry;
import org.apache.kerby.kerberos.kerb.type.pa.PaDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A KDC's hints at the keys of an account (ETYPE-INFO2, RFC 4120 section 5.2.7.5). Salts are read as UTF-8, which
 * Kerby's own type takes for ASCII.
 */
final class KeyHints {
    private static final Logger log = LoggerFactory.getLogger(KeyHints.class);
    private static final int TYPE = 0;
    private static final int SALT = 1;

    private KeyHints() {}

    /** The keys in an error's data; none if it has no hints, or something else. */
    static List<KdcProbe.AccountKey> ofError(byte[] data) {
        try {
            return data == null
                    ? List.of()
                    : of(KrbCodec.decode(data, MethodData.class).getElements());
        } catch (KrbException | IOException | RuntimeException e) {
            log.debug("the KDC's hints can't be read", e);
            return List.of();
        }
    }

    static List<KdcProbe.AccountKey> of(List<PaDataEntry> hints) throws IOException {
        List<KdcProbe.AccountKey> keys = new ArrayList<>();
        for (PaDataEntry hint : hints) {
            if (hint.getPaDataType() == PaDataType.ETYPE_INFO2) {
                for (Asn1ParseResult entry : children(Asn1.parse(hint.getPaDataValue()))) {
                    keys.add(key(entry));
                }
            }
        }
        return keys;
    }

    private static KdcProbe.AccountKey key(Asn1ParseResult entry) throws IOException {
        int type = 0;
        Optional<String> salt = Optional.empty();
        for (Asn1ParseResult field : children(entry)) {
            byte[] value = children(field).get(0).readBodyBytes();
            int number = field.getHeader().getTag().tagNo();
            if (number == TYPE) {
                type = new BigInteger(value).intValue();
            } else if (number == SALT) {
                salt = Optional.of(new String(value, StandardCharsets.UTF_8)).filter(text -> !text.isEmpty());
            }
        }
        return new KdcProbe.AccountKey(new EncryptionType(type), salt);
    }

    private static List<Asn1ParseResult> children(Asn1ParseResult parsed) throws IOException {
        if (parsed instanceof Asn1Container container) {
            return container.getChildren();
        }
        throw new IOException("a primitive value where a sequence was expected");
    }
}
