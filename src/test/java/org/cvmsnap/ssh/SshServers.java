package org.cvmsnap.ssh;

import java.io.IOException;
import java.nio.file.Path;

/** A server for each machine, all of them on this one. */
interface SshServers extends AutoCloseable {
  /** The client's configuration, in which the machines have their names. */
  Path config();

  /** How many connections a machine has let in so far. */
  long handshakes(String machine) throws IOException;

  /** What the user's shell says before it runs a command, from now on. */
  void shellSays(String text) throws IOException;

  @Override
  void close();
}
