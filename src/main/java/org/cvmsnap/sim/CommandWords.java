package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The words of a command line: what is before the program goes, so does the program's directory.
 */
final class CommandWords {
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*");

  private CommandWords() {}

  /** How a constant is written in files and on the command line: {@code crash-after}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code /usr/bin/env LC_ALL=C /usr/sbin/ldm list} is {@code ldm list}. */
  static List<String> bare(List<String> argv) {
    int at = 0;
    while (at < argv.size() - 1 && wraps(argv.get(at))) {
      boolean env = base(argv.get(at)).equals("env");
      at++;
      while (env && at < argv.size() - 1 && ASSIGNMENT.matcher(argv.get(at)).matches()) {
        at++;
      }
    }
    List<String> words = new ArrayList<>(argv.subList(at, argv.size()));
    words.set(0, base(words.get(0)));
    return words;
  }

  /** Whether env(1) is what starts the program. */
  static boolean byEnv(List<String> argv) {
    return argv.size() > 1 && base(argv.get(0)).equals("env");
  }

  private static boolean wraps(String word) {
    String base = base(word);
    return base.equals("env") || base.equals("pfexec");
  }

  private static String base(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
