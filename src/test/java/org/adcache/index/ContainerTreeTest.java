package org.adcache.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adcache.account.DistinguishedName;
import org.junit.jupiter.api.Test;

class ContainerTreeTest {
    private static final List<String> ACCOUNTS = List.of(
            "cn=jo,ou=emea,ou=sales,dc=example",
            "cn=al,ou=sales,dc=example",
            "cn=x\\,ou=sales,ou=staff,dc=example",
            "cn=device,cn=al,ou=sales,dc=example");

    private final ContainerTree tree = tree();

    private static ContainerTree tree() {
        ContainerTree.Builder builder = new ContainerTree.Builder();
        ACCOUNTS.forEach(key ->
                builder.add(DistinguishedName.parentKey(key).map(builder::idOf).orElse(ContainerTree.NONE)));
        return builder.build(new int[] {3, 0, 2, 1});
    }

    private List<Integer> in(String container) {
        return List.of(0, 1, 2, 3).stream()
                .filter(ordinal -> tree.holds(tree.number(container), ordinal))
                .toList();
    }

    @Test
    void holdsWhatLiesBelowAtAnyDepth() {
        assertThat(in("dc=example")).containsExactly(0, 1, 2, 3);
        assertThat(in("ou=sales,dc=example")).containsExactly(0, 1, 3);
        assertThat(in("ou=emea,ou=sales,dc=example")).containsExactly(1);
        assertThat(in("cn=al,ou=sales,dc=example")).containsExactly(0);
        assertThat(in("ou=staff,dc=example")).containsExactly(2);
    }

    @Test
    void takesAnyDepth() {
        String deep = "ou=a,".repeat(3000) + "dc=example";
        ContainerTree.Builder builder = new ContainerTree.Builder();
        builder.add(builder.idOf(deep));

        ContainerTree high = builder.build(new int[] {0});

        assertThat(high.holds(high.number("dc=example"), 0)).isTrue();
        assertThat(high.holds(high.number(deep), 0)).isTrue();
        assertThat(high.number("ou=a,".repeat(2999) + "dc=example")).isEqualTo(2999);
    }

    @Test
    void isNotFooledByCommasInNamesOrByPartsOfNames() {
        assertThat(in("ou=sales,ou=staff,dc=example")).isEmpty();
        assertThat(in("les,dc=example")).isEmpty();
        assertThat(tree.number("ou=other,dc=example")).isEqualTo(ContainerTree.NONE);
    }
}
