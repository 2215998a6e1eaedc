package org.cvmsnap;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.model.Machine;

/** Where commands run: what {@code --host}, {@code --sim} or CVMSNAP_HOST says, understood. */
sealed interface HostUri {
  String VARIABLE = "CVMSNAP_HOST";
  String LOCAL = "local:";
  String SSH = "ssh://";
  String SIM = "sim:";
  String REPLAY = "replay:";

  /** Here, in the control domain. */
  record Local() implements HostUri {
    @Override
    public String text() {
      return LOCAL;
    }
  }

  /** In a control domain that is reached over ssh. */
  record Ssh(Machine controlDomain) implements HostUri {
    @Override
    public String text() {
      return SSH + controlDomain.address();
    }
  }

  /**
   * In the simulated cluster.
   *
   * @param directory where the cluster is kept; empty for the user's own
   * @param node the node to work in; empty for the first
   */
  record Sim(Optional<Path> directory, Optional<String> node) implements HostUri {
    private static Sim of(String place) {
      int mark = place.lastIndexOf('#');
      String directory = mark < 0 ? place : place.substring(0, mark);
      return new Sim(
          Optional.of(directory).filter(text -> !text.isEmpty()).map(Path::of),
          mark < 0 ? Optional.empty() : Optional.of(place.substring(mark + 1)));
    }

    @Override
    public String text() {
      return SIM + directory.map(Path::toString).orElse("") + node.map("#"::concat).orElse("");
    }
  }

  /** Nowhere: a transcript answers. */
  record Replay(Path transcript) implements HostUri {
    @Override
    public String text() {
      return REPLAY + transcript;
    }
  }

  /** The URI that {@code --host} takes. */
  String text();

  /**
   * What the options say, else the environment, else the usual: {@code local:}.
   *
   * @throws UsageException when the options contradict each other, or name no host
   */
  static HostUri of(Globals globals, Map<String, String> environment) {
    if (globals.twoHosts()) {
      throw new UsageException("--sim and --host contradict each other.", "Give one of them.");
    }
    String host = globals.host();
    return parse(host == null ? environment.getOrDefault(VARIABLE, LOCAL) : host);
  }

  /**
   * Understands a URI.
   *
   * @throws UsageException for one that names no host
   */
  static HostUri parse(String uri) {
    try {
      return understood(uri);
    } catch (InvalidPathException e) {
      throw new UsageException(
          "'" + uri + "' names no file: " + e.getReason() + ".",
          "Name one that the system can have, in a locale that has its characters.");
    }
  }

  private static HostUri understood(String uri) {
    if (uri.startsWith(SIM)) {
      return Sim.of(uri.substring(SIM.length()));
    }
    if (uri.equals(LOCAL)) {
      return new Local();
    }
    if (uri.startsWith(SSH) && !uri.equals(SSH)) {
      return new Ssh(Machine.controlDomain(uri.substring(SSH.length())));
    }
    if (uri.startsWith(REPLAY)) {
      return new Replay(Path.of(uri.substring(REPLAY.length())));
    }
    throw new UsageException(
        "'" + uri + "' is no host that cvmsnap knows.",
        "Give --host local:, ssh://[USER@]NODE[:PORT], sim:[DIR][#NODE] or replay:FILE.");
  }
}
