package org.cvmsnap.run;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.Machine;

/** One mutating command and the machine it runs on, as a dry run prints it. */
public record Invocation(Machine machine, List<String> argv) {
  private static final Pattern PLAIN = Pattern.compile("[-A-Za-z0-9_@%+=:,./]+");

  public Invocation {
    argv = List.copyOf(argv);
  }

  /** The command with the words that are before it on that machine. */
  public Invocation with(Access access) {
    return new Invocation(machine, access.argv(machine, argv));
  }

  /** The command as it can be typed into a Bourne shell on that machine. */
  public String typed() {
    return argv.stream().map(Invocation::quoted).collect(Collectors.joining(" "));
  }

  /** The word as a Bourne shell has to be given it. */
  public static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
