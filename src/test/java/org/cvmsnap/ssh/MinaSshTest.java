package org.cvmsnap.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server in this process. */
@EnabledIf("hasClient")
class MinaSshTest extends SshContract {
  @Override
  SshServers servers(SimMachines machines, List<String> names, Keys keys) throws IOException {
    return new MinaServers(machines, names, keys);
  }

  @Test
  void restores_what_it_took() {
    Run taken = cvmsnap("take", "datavol1", "--ldom", "ldom1", "--name", "old");
    Run restored = cvmsnap("restore", "old", "--ldom", "ldom1", "--yes");

    assertThat(taken.exit()).as("%s", taken).isZero();
    assertThat(restored.exit()).as("%s", restored).isZero();
    assertThat(truth().guest("ldom1").mounts())
        .anyMatch(mount -> mount.mountPoint().equals("/data"));
  }

  @ParameterizedTest
  @CsvSource({
    "BEFORE, umount",
    "AFTER, ldm stop",
    "BEFORE, ldm unbind",
    "AFTER, vxsnap -g datadg make",
    "BEFORE, ldm start"
  })
  void the_guest_comes_back_whatever_connection_is_cut(SimMachines.Cut when, String words) {
    the_guest_comes_back(when, words);
  }
}
