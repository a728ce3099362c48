package org.adcache.bench;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/**
 * Service of a distribution as a process of its own over the data folder, with an unreachable directory.
 *
 * @param launcher the distribution's bin/adcache
 * @param log the output of the service
 * @param firstAddress an address that the service finds
 */
record Service(Path launcher, Path config, Path log, Client client, String firstAddress) {
    static Service over(Path folder, Path launcher) throws IOException, InterruptedException {
        int port = Program.freePort();
        Path config = configure(folder, port);
        String token = Program.run(
                        Map.of(),
                        List.of(
                                launcher.toString(),
                                "token",
                                "create",
                                "--config",
                                config.toString(),
                                "--scope",
                                "lookup,suggest"))
                .strip();
        String address = Questions.in(folder).addresses().get(0);
        return new Service(launcher, config, folder.resolve("service.log"), new Client(port, token), address);
    }

    private static Path configure(Path folder, int port) throws IOException {
        Path keytab = folder.resolve("corp.keytab");
        Files.deleteIfExists(keytab);
        Files.createFile(keytab, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(keytab, keytab());
        Path config = folder.resolve("adcache.conf");
        Files.writeString(config, """
                adcache {
                  data-dir = "%s"
                  max-age = 720h
                  http.port = %d
                  connections.corp {
                    domain = "corp.example"
                    servers = ["localhost:9"]
                    kdcs = ["localhost:9"]
                    keytab = "%s"
                    sync { every = 12h, reconcile-every = 12h }
                  }
                }
                """.formatted(folder.resolve("data"), port, keytab));
        return config;
    }

    /** A keytab (MIT format 0x502) with a key of zeros, which is never used. */
    private static byte[] keytab() throws IOException {
        ByteArrayOutputStream entry = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(entry);
        out.writeShort(1);
        out.writeUTF("CORP.EXAMPLE");
        out.writeUTF("bench");
        out.writeInt(1);
        out.writeInt(1_700_000_000);
        out.writeByte(1);
        out.writeShort(18);
        out.writeShort(32);
        out.write(new byte[32]);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream all = new DataOutputStream(file);
        all.writeShort(0x0502);
        all.writeInt(entry.size());
        all.write(entry.toByteArray());
        return file.toByteArray();
    }

    Program start() throws IOException {
        return Program.start(log, Map.of(), List.of(launcher.toString(), "serve", "--config", config.toString()));
    }

    /** Whether it has reported that it listens. */
    boolean listens() throws IOException {
        return Files.readString(log).contains("listening on ");
    }

    /** Whether it finds an account. */
    boolean answers() throws IOException {
        return client.isOk(Client.path(Client.LOOKUP, firstAddress));
    }
}
