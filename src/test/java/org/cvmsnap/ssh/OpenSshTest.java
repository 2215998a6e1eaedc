package org.cvmsnap.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Against the sshd that is installed here, if one is. */
@EnabledIf("hasServer")
class OpenSshTest extends SshContract {
  @Override
  SshServers servers(SimMachines machines, List<String> names, Keys keys)
      throws IOException, InterruptedException {
    return new OpenSshServers(machines, names, keys);
  }

  @Test
  void the_guest_comes_back_when_the_connection_is_cut() {
    the_guest_comes_back(SimMachines.Cut.AFTER, "vxsnap -g datadg make");
  }

  static boolean hasServer() {
    return hasClient() && Files.isExecutable(Sshd.PROGRAM);
  }
}
