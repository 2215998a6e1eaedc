package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.cvmsnap.model.SshAddress;

/**
 * The words of the {@code ssh} that runs a command elsewhere.
 *
 * <p>SunSSH of Solaris 10 and 11.3 ends at an {@code -o} that it does not know: only {@code
 * BatchMode} and {@code ConnectTimeout} are used, and more only where the client is an OpenSSH. The
 * words of the remote command become one argument, which the user's shell there takes apart again:
 * on Solaris 10 a Bourne shell. The user's home may be on the file system that is to be unmounted,
 * and whoever stands in it keeps it busy, so the shell leaves it first.
 *
 * <p>Whatever the client's configuration says, no machine gets the use of the operator's agent or
 * display: whoever is root in a guest could reach the nodes with them.
 */
final class SshCommandLine {
  /** Over ssh the PATH of Solaris lacks /usr/sbin, and that of every system what Veritas needs. */
  private static final String FIRST =
      "cd / && /usr/bin/env LC_ALL=C TZ=UTC0 PATH=/usr/sbin:/usr/bin:/sbin:/opt/SUNWldm/bin:/opt/VRTS/bin"
          + ":/opt/VRTSvcs/bin:/etc/vx/bin";

  /** No agent and no display is forwarded; every ssh knows these. */
  private static final List<String> FORWARD_NOTHING = List.of("-a", "-x");

  private SshCommandLine() {}

  /** Whether {@code address} is one, and cannot be taken for an option. */
  static boolean reaches(String address) {
    return SshAddress.of(address).isPresent();
  }

  /** The argv for a command on the machine at {@code address}. */
  static List<String> of(
      SshSettings settings, List<String> options, String address, Command command) {
    List<String> argv = new ArrayList<>(connection(settings, options, address));
    argv.add(remote(command.argv()));
    return List.copyOf(argv);
  }

  /**
   * The argv for a connection that runs nothing.
   *
   * @param options more than SunSSH knows, where the client is another
   * @throws IllegalArgumentException when {@code address} is not one
   */
  static List<String> connection(SshSettings settings, List<String> options, String address) {
    SshAddress there =
        SshAddress.of(address)
            .orElseThrow(() -> new IllegalArgumentException("not an address: " + address));
    List<String> argv = new ArrayList<>(settings.client());
    argv.addAll(FORWARD_NOTHING);
    argv.addAll(List.of("-o", "BatchMode=yes"));
    if (settings.connectTimeout().toSeconds() > 0) {
      argv.addAll(List.of("-o", "ConnectTimeout=" + settings.connectTimeout().toSeconds()));
    }
    argv.addAll(options);
    there.port().ifPresent(port -> argv.addAll(List.of("-p", port)));
    argv.add(there.destination());
    return List.copyOf(argv);
  }

  /** The command as a line for a shell of any age. */
  static String remote(List<String> argv) {
    return argv.stream()
        .map(SshCommandLine::quoted)
        .collect(Collectors.joining(" ", FIRST + " ", ""));
  }

  /** Nothing has a meaning between single quotes; a single quote itself is put outside them. */
  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
