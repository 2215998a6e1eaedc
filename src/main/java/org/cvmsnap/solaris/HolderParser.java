package org.cvmsnap.solaris;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.model.Holder;

/** Reads which processes use a file system, and what they are. */
final class HolderParser {
  // fuser -c prints numbers; the file's name and the letters behind them go to standard error
  // (fuser(1M)):
  //     1234    1240
  private static final Pattern PID = Pattern.compile("\\d{1,18}");

  // ps -o pid,user,args -p LIST:
  //   PID     USER COMMAND
  //  1234   oracle /u01/app/oracle/bin/tnslsnr LISTENER -inherit
  // A process that has ended meanwhile has no row; arguments may hold newlines.

  private static final Pattern HEADING =
      Pattern.compile("\\s*PID\\s+USER\\s+(COMMAND|CMD|ARGS)\\s*");
  private static final Pattern ROW = Pattern.compile("\\s*(\\d{1,18})\\s+(\\S+)(?:\\s+(.*))?");

  private static final Pattern LETTERS = Pattern.compile("\\s*[cmnorty][\\scmnorty]*");

  private HolderParser() {}

  /** The numbers of processes that {@code fuser -c} prints on its standard output. */
  static List<Long> pids(String output) {
    return Stream.of(output.strip().split("\\s+", -1))
        .filter(word -> !word.isEmpty())
        .map(HolderParser::pid)
        .distinct()
        .toList();
  }

  // On standard error, with a letter for each way in which a process uses the file (fuser(1M)):
  // /data:        oc

  /** Whether what fuser prints on its standard error about one of the files has letters. */
  static boolean tellsOfUse(List<String> files, String error) {
    return error
        .lines()
        .anyMatch(
            line -> files.stream().anyMatch(file -> LETTERS.matcher(after(file, line)).matches()));
  }

  private static String after(String file, String line) {
    return line.startsWith(file + ":") ? line.substring(file.length() + 1) : "";
  }

  private static long pid(String word) {
    if (!PID.matcher(word).matches()) {
      throw new IllegalArgumentException("not the number of a process: " + word);
    }
    return Long.parseLong(word);
  }

  /** A holder for each of {@code pids}, in their order. */
  static List<Holder> holders(List<Long> pids, String output) {
    List<String> lines = output.lines().toList();
    if (lines.isEmpty() || !HEADING.matcher(lines.get(0)).matches()) {
      throw new IllegalArgumentException("no heading");
    }
    Map<Long, Holder> named = new LinkedHashMap<>();
    for (String line : lines.subList(1, lines.size())) {
      Matcher matcher = ROW.matcher(line);
      if (matcher.matches()) {
        long pid = Long.parseLong(matcher.group(1));
        String command = matcher.group(3);
        named.putIfAbsent(
            pid, new Holder(pid, matcher.group(2), command == null ? "" : command.strip()));
      }
    }
    return pids.stream().map(pid -> named.getOrDefault(pid, Holder.unnamed(pid))).toList();
  }
}
