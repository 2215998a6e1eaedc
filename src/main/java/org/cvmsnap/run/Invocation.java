package org.cvmsnap.run;

import java.util.List;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;

/** One mutating command and the machine it runs on, as a dry run prints it. */
public record Invocation(Machine machine, List<String> argv) {
  public Invocation {
    argv = List.copyOf(argv);
  }

  /** The command with the words that are before it on that machine. */
  public Invocation with(Access access) {
    return new Invocation(machine, access.argv(machine, argv));
  }

  /** The command as it can be typed into a Bourne shell on that machine. */
  public String typed() {
    return ShellLine.of(argv);
  }
}
