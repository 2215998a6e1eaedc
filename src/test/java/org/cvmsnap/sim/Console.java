package org.cvmsnap.sim;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.cvmsnap.host.CommandResult;

/** Types commands on a simulated cluster, for tests: words are split at blanks. */
record Console(SimCluster cluster) {
  static Console builtIn() {
    return new Console(Scenario.builtIn().cluster(new BareStorage()));
  }

  /** With ldom1 under a service group. */
  static Console vcs() {
    return new Console(Scenario.of(text("vcs"), "vcs").cluster(new BareStorage()));
  }

  /** The scenario with some of its text replaced. */
  static Console changed(String from, String to) {
    return changed("builtin", from, to);
  }

  static Console changed(String scenario, String from, String to) {
    String text = text(scenario);
    if (!text.contains(from)) {
      throw new IllegalArgumentException("the scenario has no " + from);
    }
    return new Console(
        Scenario.of(text.replaceFirst(Pattern.quote(from), to), "changed")
            .cluster(new BareStorage()));
  }

  static String text(String scenario) {
    try (var in = Scenario.class.getResourceAsStream(scenario + ".toml")) {
      if (in == null) {
        throw new IllegalArgumentException(scenario);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  CommandResult run(String host, String line) {
    return run(host, line, Duration.ofMinutes(10));
  }

  CommandResult run(String host, String line, Duration limit) {
    return cluster.run(host, List.of(line.split(" ", -1)), limit).result();
  }

  /** A command that has to answer. */
  CommandResult.Finished answer(String host, String line) {
    CommandResult result = run(host, line);
    if (result instanceof CommandResult.Finished finished) {
      return finished;
    }
    throw new AssertionError(line + ": " + result);
  }

  /** The output of a command that has to succeed. */
  String ok(String host, String line) {
    CommandResult.Finished finished = answer(host, line);
    if (finished.exit() != 0) {
      throw new AssertionError(line + ": " + finished);
    }
    return finished.out();
  }

  SimTruth.Guest guest(String name) {
    return cluster.truth().guest(name);
  }

  List<String> events() {
    return ((BareStorage.Bare) cluster.volumes()).events;
  }
}
