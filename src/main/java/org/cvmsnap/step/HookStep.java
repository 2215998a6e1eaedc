package org.cvmsnap.step;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.model.Hook;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;

/**
 * A step by which a command of the site's own runs. What such a command does cannot be looked at:
 * that one has ended with 0 in this process is all that is known of it.
 */
interface HookStep extends SiteStep {
  /** Where its commands run: the guest, or the control domain. */
  Machine machine();

  Hook hook();

  /** What its commands are told of the run, as {@link Hook#argv} takes it. */
  Map<String, String> environment();

  @Override
  default Phase phase() {
    return Phase.OUTAGE;
  }

  @Override
  default Optional<Machine> controlDomain() {
    return inGuest() ? Optional.empty() : Optional.of(machine());
  }

  @Override
  default Optional<Machine> system() {
    return inGuest() ? Optional.of(machine()) : Optional.empty();
  }

  private boolean inGuest() {
    return machine().kind() == Machine.Kind.GUEST;
  }

  /** What is reported of its command at a moment. */
  default Subject subject(Hook.Moment moment) {
    return new Subject(moment.word() + "-hook", hook().name(), machine().name());
  }

  default Invocation command(Hook.Moment moment) {
    return Invocation.hook(machine(), hook().argv(moment, environment()));
  }

  /** There is nothing to watch once a command has ended. */
  default Limits limits(int attempts) {
    return Limits.of(hook().limit(), Duration.ZERO)
        .settling(Duration.ZERO, Duration.ZERO)
        .attempts(attempts);
  }

  /** Whether the last command has ended with 0. */
  static boolean succeeded(Acts acts) {
    return !acts.none() && acts.last().answered() && acts.last().said().isEmpty();
  }

  /** Why it is not reached; the engine adds what the last command has said. */
  default String failed(Acts acts) {
    if (acts.none()) {
      return "its command has not run";
    }
    return acts.last().answered()
        ? "its command failed"
        : "its command may still run " + (inGuest() ? "in " : "on ") + machine().name();
  }
}
