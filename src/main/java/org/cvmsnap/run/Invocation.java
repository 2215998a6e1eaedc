package org.cvmsnap.run;

import java.util.List;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;

/**
 * One mutating command and the machine it runs on, as a dry run prints it.
 *
 * @param hook whether it is a command of the site's own, which may say as much as it likes
 */
public record Invocation(Machine machine, List<String> argv, boolean hook) {
  public Invocation {
    argv = List.copyOf(argv);
  }

  public Invocation(Machine machine, List<String> argv) {
    this(machine, argv, false);
  }

  /** A command of the site's own. */
  public static Invocation hook(Machine machine, List<String> argv) {
    return new Invocation(machine, argv, true);
  }

  /** The command with the words that are before it on that machine. */
  public Invocation with(Access access) {
    return new Invocation(machine, access.argv(machine, argv), hook);
  }

  /** The command as it can be typed into a Bourne shell on that machine. */
  public String typed() {
    return ShellLine.of(argv);
  }
}
