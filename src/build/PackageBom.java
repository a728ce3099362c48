import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Bill of materials of a package: that of the project without the components whose jars are not in the package. Also
 * the machine-readable copyright file of Debian, with the licence of each.
 *
 * <pre>
 * java -cp LIB/* src/build/PackageBom.java BOM NAME FOLDER OUTPUT COPYRIGHT
 * </pre>
 */
final class PackageBom {
    private static final Set<String> COMMON_LICENCES = Set.of("Apache-2.0", "LGPL-2.1", "GPL-2.0");

    private final Map<String, JsonNode> components = new TreeMap<>();
    private final JsonNode bom;

    private PackageBom(JsonNode bom) {
        this.bom = bom;
        for (JsonNode component : bom.path("components")) {
            components.put(jar(component), component);
        }
    }

    public static void main(String[] arguments) throws IOException {
        JsonMapper json =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        PackageBom project = new PackageBom(json.readTree(Path.of(arguments[0]).toFile()));
        List<JsonNode> shipped = project.shipped(Path.of(arguments[2]));
        Files.writeString(Path.of(arguments[3]), json.writeValueAsString(project.of(arguments[1], shipped)) + "\n");
        Files.writeString(Path.of(arguments[4]), copyright(shipped));
    }

    private static String jar(JsonNode component) {
        return component.path("name").asString() + "-"
                + component.path("version").asString() + ".jar";
    }

    /** The components of the jars in a folder. A jar that isn't one must not be in a package. */
    private List<JsonNode> shipped(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<JsonNode> shipped = new ArrayList<>();
            for (String jar : files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".jar") && !name.startsWith("adcache"))
                    .sorted()
                    .toList()) {
                JsonNode component = components.get(jar);
                if (component == null) {
                    throw new IOException(jar + " is in " + folder + ", but no dependency. Delete target/dist.");
                }
                shipped.add(component);
            }
            return shipped;
        }
    }

    private ObjectNode of(String name, List<JsonNode> shipped) {
        ObjectNode part = bom.deepCopy().asObject();
        part.remove("serialNumber");
        part.withObject("/metadata").withObject("/component").put("name", name);
        ArrayNode list = part.putArray("components");
        shipped.forEach(list::add);
        Set<String> references = shipped.stream()
                .map(component -> component.path("bom-ref").asString())
                .collect(Collectors.toCollection(TreeSet::new));
        references.add(bom.path("metadata").path("component").path("bom-ref").asString());
        ArrayNode dependencies = part.putArray("dependencies");
        for (JsonNode dependency : bom.path("dependencies")) {
            if (references.contains(dependency.path("ref").asString())) {
                ObjectNode kept = dependencies
                        .addObject()
                        .put("ref", dependency.path("ref").asString());
                ArrayNode on = kept.putArray("dependsOn");
                dependency.path("dependsOn").forEach(each -> {
                    if (references.contains(each.asString())) {
                        on.add(each.asString());
                    }
                });
            }
        }
        return part;
    }

    private static String copyright(List<JsonNode> shipped) {
        StringBuilder text = new StringBuilder("""
                Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/
                Upstream-Name: adcache
                Comment: The libraries are shipped as their authors published them. Each jar holds the notices and
                 the text of its licence, below META-INF, where its authors put them there; the address beside each
                 has them too.

                Files: *
                Copyright: 2026 The authors of adcache
                License: Apache-2.0
                """);
        Set<String> named = new TreeSet<>(Set.of("Apache-2.0"));
        for (JsonNode component : shipped) {
            String licence = licence(component);
            named.add(licence);
            text.append("\nFiles: usr/share/adcache/lib/")
                    .append(jar(component))
                    .append('\n');
            text.append("Copyright: ").append(author(component)).append('\n');
            text.append("License: ").append(licence).append('\n');
            text.append("Comment: ").append(addresses(component)).append('\n');
        }
        for (String licence : named) {
            text.append("\nLicense: ").append(licence).append('\n');
            if (COMMON_LICENCES.contains(licence)) {
                text.append(" On Debian systems, the text is in /usr/share/common-licenses/")
                        .append(licence)
                        .append(".\n");
            } else {
                text.append(" The text is in the jars named above, or at the address beside them.\n");
            }
        }
        return text.toString();
    }

    /** Several licences are a choice of the user. */
    private static String licence(JsonNode component) {
        Set<String> names = new TreeSet<>();
        component.path("licenses").forEach(each -> {
            JsonNode licence = each.path("license");
            String id = each.path("expression")
                    .asString(licence.path("id").asString(licence.path("name").asString("")));
            names.add(id.strip().replaceAll("[^A-Za-z0-9.+]+", "-").replaceAll("-$", ""));
        });
        if (names.isEmpty()) {
            throw new IllegalStateException(
                    jar(component) + " names no licence. Name it in src/build/PackageBom.java.");
        }
        return String.join(" or ", names);
    }

    private static String author(JsonNode component) {
        return component
                .path("publisher")
                .asString("The authors of " + component.path("name").asString());
    }

    private static String addresses(JsonNode component) {
        Set<String> all = new TreeSet<>();
        component
                .path("licenses")
                .forEach(each -> all.add(each.path("license").path("url").asString("")));
        component.path("externalReferences").forEach(each -> {
            if (each.path("type").asString().equals("website")) {
                all.add(each.path("url").asString());
            }
        });
        all.remove("");
        return all.isEmpty() ? component.path("purl").asString() : String.join(" ", all);
    }
}
