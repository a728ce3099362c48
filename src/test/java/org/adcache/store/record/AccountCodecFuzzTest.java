package org.adcache.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.ArrayList;
import java.util.List;
import org.adcache.account.Account;
import org.adcache.store.MalformedRecordException;
import org.adcache.testing.FuzzTarget;
import org.adcache.testing.People;

@FuzzTarget
class AccountCodecFuzzTest {
    @FuzzTest
    void decode(byte[] input) {
        Account account;
        try {
            account = AccountCodec.decode(People.CORP, input);
        } catch (MalformedRecordException e) {
            return;
        }
        byte[] encoded = AccountCodec.encode(account);
        assertThat(AccountCodec.decode(People.CORP, encoded)).isEqualTo(account);
        assertThat(AccountCodec.objectGuid(encoded)).isEqualTo(account.objectGuid());
        assertThat(AccountCodec.type(encoded)).isEqualTo(account.type());
        List<String> attributes = new ArrayList<>();
        AccountCodec.forEachAttribute(encoded, attributes::add);
        assertThat(attributes.contains("objectSid"))
                .isEqualTo(account.objectSid().isPresent());
        assertThat(attributes.contains("addresses"))
                .isEqualTo(!account.addresses().isEmpty());
    }
}
