package org.cvmsnap.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes. */
public final class Globals {
  @Option(
      names = "--host",
      paramLabel = "URI",
      scope = ScopeType.INHERIT,
      description =
          "Where commands run: local: (the usual), ssh://[USER@]NODE[:PORT], sim:[DIR][#NODE] or"
              + " replay:FILE. Also the variable CVMSNAP_HOST.")
  private @Nullable String host;

  @Option(
      names = "--sim",
      scope = ScopeType.INHERIT,
      description = "Work on the simulated cluster: short for --host sim:.")
  private boolean sim;

  @Option(
      names = "--sim-speed",
      paramLabel = "N",
      scope = ScopeType.INHERIT,
      description =
          "Simulated seconds shown in a real second; 0 for all at once (the usual without a"
              + " terminal; 100 on one).")
  private @Nullable Double simSpeed;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "The configuration file, cvmsnap.toml(5); '' for none (usually"
              + " /etc/opt/cvmsnap/cvmsnap.toml, and none with --sim). Also the variable"
              + " CVMSNAP_CONFIG.")
  private @Nullable String config;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description =
          "Where journals and locks are kept (usually /var/opt/cvmsnap). Also the variable"
              + " CVMSNAP_STATE_DIR.")
  private @Nullable Path stateDir;

  @Option(
      names = "--guest-prefix",
      paramLabel = "WORDS",
      scope = ScopeType.INHERIT,
      description =
          "Words before every command in guests, where ssh logs in as an ordinary user: pfexec, or"
              + " 'sudo -n'. Also the variable CVMSNAP_GUEST_PREFIX.")
  private @Nullable String guestPrefix;

  @Option(
      names = "--node-prefix",
      paramLabel = "WORDS",
      scope = ScopeType.INHERIT,
      description =
          "The same before every command in control domains, this one too. Also the variable"
              + " CVMSNAP_NODE_PREFIX.")
  private @Nullable String nodePrefix;

  @Option(
      names = "--node-ssh",
      paramLabel = "NODE=[USER@]ADDRESS",
      scope = ScopeType.INHERIT,
      description = "How ssh reaches another node of the cluster; usually by its name there.")
  private Map<String, String> nodeAddresses = new LinkedHashMap<>();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description =
          "Write every command that runs, what it said and how long it took to a new file, for"
              + " --host replay:FILE and sim init --from FILE.")
  private @Nullable Path record;

  @Option(
      names = "--json",
      scope = ScopeType.INHERIT,
      description = "Print the result as one JSON document.")
  private boolean json;

  @Option(
      names = {"-q", "--quiet"},
      scope = ScopeType.INHERIT,
      description = "Print nothing when all went well.")
  private boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Tell every step and every command on stderr.")
  private boolean verbose;

  @Option(
      names = "--no-color",
      scope = ScopeType.INHERIT,
      description = "No colours. Also the variable NO_COLOR.")
  private boolean noColor;

  @Option(
      names = "--log",
      hidden = true,
      paramLabel = "NAME",
      scope = ScopeType.INHERIT,
      description = "The log's name in the state directory.")
  private String log = "cvmsnap.log";

  @Option(
      names = "--yes",
      scope = ScopeType.INHERIT,
      description = "Ask nothing: take every question for answered with yes.")
  private boolean yes;

  public @Nullable String host() {
    return sim ? "sim:" : host;
  }

  /** Whether both --sim and --host were given, which contradict each other. */
  public boolean twoHosts() {
    return sim && host != null && !host.startsWith("sim:");
  }

  /**
   * The options that say where, as they were typed. What the environment says of the state and the
   * configuration is among them: whoever follows a hint of a cron job has another one, and would be
   * told that nothing is owed.
   */
  public List<String> where(Map<String, String> environment) {
    List<String> words = new ArrayList<>();
    if (sim) {
      words.add("--sim");
    }
    if (host != null) {
      words.addAll(List.of("--host", host));
    }
    String file = config == null ? environment.get(Configured.FILE_VARIABLE) : config;
    if (file != null) {
      words.addAll(List.of("--config", file));
    }
    String state =
        stateDir == null
            ? environment.get(Configured.STATE_VARIABLE)
            : stateDir.toAbsolutePath().toString();
    if (state != null) {
      words.addAll(List.of("--state-dir", state));
    }
    if (guestPrefix != null) {
      words.addAll(List.of("--guest-prefix", guestPrefix));
    }
    if (nodePrefix != null) {
      words.addAll(List.of("--node-prefix", nodePrefix));
    }
    nodeAddresses.forEach(
        (node, address) -> words.addAll(List.of("--node-ssh", node + "=" + address)));
    return words;
  }

  public @Nullable String guestPrefix() {
    return guestPrefix;
  }

  public @Nullable String nodePrefix() {
    return nodePrefix;
  }

  public Map<String, String> nodeAddresses() {
    return nodeAddresses;
  }

  public @Nullable Double simSpeed() {
    return simSpeed;
  }

  public @Nullable Path stateDir() {
    return stateDir;
  }

  public String log() {
    return log;
  }

  public @Nullable Path record() {
    return record;
  }

  public boolean json() {
    return json;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean verbose() {
    return verbose;
  }

  public boolean color() {
    return !noColor;
  }

  public boolean yes() {
    return yes;
  }
}
