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

  /** By which a session leaves the home of its user before the command. */
  static final List<String> LEAVING = List.of("cd", "/", "&&");

  private CommandWords() {}

  /** Whether the session leaves the home of its user first. */
  static boolean leaves(List<String> line) {
    return line.size() > LEAVING.size() && line.subList(0, LEAVING.size()).equals(LEAVING);
  }

  /** The command of a line, without what leaves the home of the user. */
  static List<String> command(List<String> line) {
    return leaves(line) ? line.subList(LEAVING.size(), line.size()) : line;
  }

  /** How a constant is written in files and on the command line: {@code crash-after}. */
  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** {@code /usr/bin/env LC_ALL=C /usr/sbin/ldm list} is {@code ldm list}. */
  static List<String> bare(List<String> argv) {
    List<String> words = new ArrayList<>(argv.subList(start(argv), argv.size()));
    words.set(0, base(words.get(0)));
    return words;
  }

  /** The programs that start the program, such as {@code env} and {@code pfexec}. */
  static List<String> wrappers(List<String> argv) {
    return argv.subList(0, start(argv)).stream()
        .filter(CommandWords::wraps)
        .map(CommandWords::base)
        .toList();
  }

  private static int start(List<String> argv) {
    int at = leaves(argv) ? LEAVING.size() : 0;
    while (at < argv.size() - 1 && wraps(argv.get(at))) {
      String wrapper = base(argv.get(at));
      at++;
      while (at < argv.size() - 1 && belongs(wrapper, argv.get(at))) {
        at++;
      }
    }
    return at;
  }

  private static boolean belongs(String wrapper, String word) {
    return switch (wrapper) {
      case "env" -> ASSIGNMENT.matcher(word).matches();
      case "sudo" -> word.startsWith("-");
      default -> false;
    };
  }

  private static boolean wraps(String word) {
    return List.of("env", "pfexec", "sudo").contains(base(word));
  }

  private static String base(String program) {
    return program.substring(program.lastIndexOf('/') + 1);
  }
}
