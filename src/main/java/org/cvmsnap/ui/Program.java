package org.cvmsnap.ui;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.run.Plan;

/**
 * cvmsnap as the operator has called it: what is to be typed next finds the same machines and the
 * same journals.
 *
 * @param options those that say where
 * @param there the machine that the platform's own commands are typed on; empty for this one
 */
public record Program(List<String> options, Optional<String> there) {
  public Program {
    options = List.copyOf(options);
  }

  /** Where hints are followed that name the platform's own commands; empty where it is here. */
  String where() {
    return there
        .map("where: commands that are not cvmsnap's are typed on %s."::formatted)
        .orElse("");
  }

  /** The command that recovers a run. */
  String recover(Plan plan) {
    return plan.guest()
        .map(guest -> recoverGuest(guest.value()))
        .orElseGet(() -> recover(plan.run()));
  }

  /** The command that recovers all runs of a guest. */
  String recoverGuest(String guest) {
    return typed("recover", "--ldom", guest);
  }

  /** The command that recovers a run, by its id. */
  String recover(RunId run) {
    return typed("recover", "--run", run.value());
  }

  /** The command that watches a run. */
  String follow(RunId run) {
    return typed("status", "--follow", "--run", run.value());
  }

  /** The command that asks whoever has a guest to go home. */
  String abort(String guest) {
    return typed("abort", "--ldom", guest);
  }

  private String typed(String... words) {
    return ShellLine.of(
        Stream.of(List.of("cvmsnap"), options, List.of(words)).flatMap(List::stream).toList());
  }
}
