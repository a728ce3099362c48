package org.adcache.store.image;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.util.Arrays;
import org.adcache.testing.FuzzTarget;

@FuzzTarget
class ImageHeaderFuzzTest {
    @FuzzTest
    void read(byte[] input) throws IOException {
        ImageHeader header;
        try {
            header = ImageHeader.read(Channels.newChannel(new ByteArrayInputStream(input)));
        } catch (EOFException | IllegalArgumentException e) {
            return;
        }
        assertThat(header.bytes()).isEqualTo(Arrays.copyOf(input, header.bytes().length));
        assertThat(header.connections()).isNotEmpty();
        assertThat(header.epoch().number()).isPositive();
        assertThat(header.generation().number()).isNotNegative();
    }
}
