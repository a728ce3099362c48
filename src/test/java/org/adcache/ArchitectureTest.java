package org.adcache;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the packages to their table: which of ours each may import, and which libraries it alone may. */
class ArchitectureTest {
    private static final String ROOT = "org.adcache";

    /** Package to the packages of ours that it may import. */
    private static final Map<String, Set<String>> IMPORTS = new TreeMap<>(Map.ofEntries(
            Map.entry("account", Set.of()),
            Map.entry("encoding", Set.of()),
            Map.entry("tls", Set.of("account", "encoding")),
            Map.entry("api", Set.of()),
            Map.entry("kerberos", Set.of("account")),
            Map.entry("directory", Set.of("account", "encoding", "tls", "kerberos")),
            Map.entry("doctor", Set.of("account", "tls", "kerberos", "directory")),
            Map.entry("store", Set.of("account", "encoding")),
            Map.entry("sync", Set.of("account", "directory", "store")),
            Map.entry("index", Set.of("account", "encoding", "store")),
            Map.entry("lookup", Set.of("account", "index", "store")),
            Map.entry("integration", Set.of("account", "kerberos", "sync", "store", "lookup")),
            Map.entry(
                    "connection", Set.of("account", "kerberos", "directory", "doctor", "store", "sync", "integration")),
            Map.entry(
                    "http",
                    Set.of("account", "api", "encoding", "tls", "kerberos", "directory", "sync", "lookup", "integration")),
            Map.entry("config", Set.of("account", "tls", "directory", "store", "sync", "lookup", "http"))));

    /** Library package to the packages of ours that may import it; {@code cli}, {@code demo} and the root may any. */
    private static final Map<String, Set<String>> LIBRARIES = new TreeMap<>(Map.ofEntries(
            Map.entry("com.unboundid..", Set.of("directory", "account")),
            Map.entry("org.apache.kerby..", Set.of("kerberos")),
            Map.entry("org.mapdb..", Set.of("store")),
            Map.entry("com.ibm.icu..", Set.of("index", "account")),
            Map.entry("com.github.benmanes.caffeine..", Set.of("lookup", "http")),
            Map.entry("io.javalin..", Set.of("http")),
            Map.entry("org.eclipse.jetty..", Set.of("http")),
            Map.entry("jakarta..", Set.of("http")),
            Map.entry("tools.jackson..", Set.of("api", "store", "integration", "http")),
            Map.entry("com.fasterxml.jackson..", Set.of("api")),
            Map.entry("com.typesafe.config..", Set.of("config")),
            Map.entry("picocli..", Set.of())));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void everyPackageOfOursIsInTheTable() {
        Set<String> ours = CLASSES.stream()
                .map(type -> type.getPackageName())
                .filter(name -> !name.equals(ROOT))
                .map(name -> name.substring(ROOT.length() + 1).replaceFirst("\\..*", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> table = new TreeSet<>(IMPORTS.keySet());
        table.addAll(Set.of("cli", "demo"));
        assertThat(ours).isEqualTo(table);
    }

    @Test
    void packagesImportOnlyTheOnesTheyMay() {
        IMPORTS.forEach((name, allowed) -> {
            String[] packages = Stream.concat(Stream.of(name), allowed.stream())
                    .map(ArchitectureTest::tree)
                    .toArray(String[]::new);
            noClasses()
                    .that()
                    .resideInAPackage(tree(name))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(ROOT + "..").and(resideOutsideOfPackages(packages)))
                    .check(CLASSES);
        });
    }

    @Test
    void nobodyImportsTheEndsOfTheChain() {
        for (String end : List.of("cli", "demo")) {
            classes()
                    .that()
                    .resideInAPackage(tree(end))
                    .should()
                    .onlyBeAccessed()
                    .byAnyPackage(ROOT, tree("cli"), tree("demo"))
                    .check(CLASSES);
        }
    }

    @Test
    void librariesStayWhereTheyBelong() {
        LIBRARIES.forEach((library, allowed) -> {
            String[] packages = Stream.concat(allowed.stream(), Stream.of("cli", "demo"))
                    .map(ArchitectureTest::tree)
                    .toArray(String[]::new);
            noClasses()
                    .that(resideOutsideOfPackages(packages).and(resideOutsideOfPackages(ROOT)))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage(library)
                    .check(CLASSES);
        });
    }

    @Test
    void accountTakesOnlyNamesFromTheLdapSdk() {
        noClasses()
                .that()
                .resideInAPackage(tree("account"))
                .should()
                .dependOnClassesThat(resideInAnyPackage("com.unboundid..")
                        .and(new DescribedPredicate<>("other than DN and RDN") {
                            @Override
                            public boolean test(JavaClass type) {
                                return !Set.of("DN", "RDN", "LDAPException").contains(type.getSimpleName());
                            }
                        }))
                .check(CLASSES);
    }

    private static String tree(String name) {
        return ROOT + "." + name + "..";
    }
}
