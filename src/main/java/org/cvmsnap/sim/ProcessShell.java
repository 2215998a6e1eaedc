package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.cvmsnap.sim.command.Reply;

/** {@code fuser}(1M), {@code ps}(1) and {@code kill}(1) of a guest. */
final class ProcessShell {
  /** Process ids on stdout without a line end; everything else on stderr (fuser(1M)). */
  Reply fuser(Domain guest, List<String> words) {
    List<String> options = words.stream().filter(word -> word.startsWith("-")).toList();
    List<String> files = words.stream().filter(word -> !word.startsWith("-")).toList();
    boolean users = options.contains("-u") || options.contains("-cu") || options.contains("-uc");
    if (files.isEmpty() || !Set.of("-c", "-u", "-cu", "-uc").containsAll(options)) {
      return NodeShell.usage("Usage:  fuser [-[c|d|f][s sig|k]u] files");
    }
    StringBuilder out = new StringBuilder();
    StringBuilder err = new StringBuilder();
    for (String file : files) {
      boolean there =
          guest.mountedAt(file).isPresent()
              || guest.storage.under(file).stream().anyMatch(id -> guest.disk(id).isPresent());
      if (!there) {
        return Reply.error(1, file + ": fuser: No such file or directory\n");
      }
      err.append(file).append(": ");
      for (Holder holder : guest.holders) {
        if (holder.mountPoint().equals(file)) {
          out.append(" %7d".formatted(holder.pid()));
          err.append(users ? "o(" + holder.user() + ")" : "o");
        }
      }
      err.append('\n');
    }
    return new Reply(0, out.toString(), err.toString());
  }

  /** pgrep(1): the processes of which the program's name matches. */
  Reply pgrep(Domain guest, List<String> words) {
    if (words.size() != 2 || !words.get(0).equals("-lx")) {
      return NodeShell.usage("Usage: pgrep -lx pattern");
    }
    StringBuilder out = new StringBuilder();
    for (Holder holder : guest.holders) {
      String program = holder.command().split(" ", 2)[0];
      String name = program.substring(program.lastIndexOf('/') + 1);
      if (name.matches(words.get(1))) {
        out.append("%5d %s\n".formatted(holder.pid(), name));
      }
    }
    return new Reply(out.isEmpty() ? 1 : 0, out.toString(), "");
  }

  Reply ps(Domain guest, List<String> words) {
    if (words.equals(List.of("-ef"))) {
      return Reply.out(full(guest));
    }
    int list = words.indexOf("-p");
    int columns = words.indexOf("-o");
    if (words.size() != 4 || list < 0 || columns < 0 || list == 3 || columns == 3) {
      return NodeShell.usage("usage: ps [ -aAdefHlcjLPyZ ] [ -o format ] [ -p proclist ]");
    }
    List<String> pids = Arrays.asList(words.get(list + 1).split("[ ,]+", -1));
    return columns(
        guest, words.get(columns + 1), holder -> pids.contains(String.valueOf(holder.pid())));
  }

  private static String full(Domain guest) {
    StringBuilder out =
        new StringBuilder(
            """
                 UID   PID  PPID   C    STIME TTY         TIME CMD
                root     1     0   0   Feb 28 ?           0:01 /usr/sbin/init
                root   412     1   0   Feb 28 ?           0:00 /usr/lib/ssh/sshd
            """);
    for (Holder holder : guest.holders) {
      out.append(
          "%8s %5d     1   0 02:00:00 ?           0:07 %s\n"
              .formatted(holder.user(), holder.pid(), holder.command()));
    }
    return out.toString();
  }

  private static Reply columns(Domain guest, String format, Predicate<Holder> wanted) {
    StringBuilder header = new StringBuilder();
    List<String> names = new ArrayList<>();
    for (String column : format.split(",", -1)) {
      int at = column.indexOf('=');
      String name = at < 0 ? column : column.substring(0, at);
      if (!Set.of("pid", "user", "args", "comm").contains(name)) {
        return NodeShell.usage("ps: unknown output format: -o " + name);
      }
      names.add(name);
      header.append(at < 0 ? cell(name, title(name)) : column.substring(at + 1));
    }
    StringBuilder out = new StringBuilder();
    if (!header.isEmpty()) {
      out.append(header).append('\n');
    }
    List<Holder> rows = guest.holders.stream().filter(wanted).toList();
    for (Holder holder : rows) {
      names.forEach(name -> out.append(cell(name, value(holder, name))));
      out.append('\n');
    }
    return new Reply(rows.isEmpty() ? 1 : 0, out.toString(), "");
  }

  private static String title(String column) {
    return switch (column) {
      case "pid" -> "PID";
      case "user" -> "USER";
      default -> "COMMAND";
    };
  }

  private static String value(Holder holder, String column) {
    return switch (column) {
      case "pid" -> String.valueOf(holder.pid());
      case "user" -> holder.user();
      case "args" -> holder.command();
      default -> holder.command().split(" ", 2)[0];
    };
  }

  private static String cell(String column, String text) {
    return switch (column) {
      case "pid" -> "%5s ".formatted(text);
      case "user" -> "%8s ".formatted(text);
      default -> text;
    };
  }

  Reply kill(Domain guest, List<String> words) {
    List<String> pids = words.stream().filter(word -> !word.startsWith("-")).toList();
    boolean numbers = pids.stream().allMatch(pid -> pid.matches("\\d{1,9}"));
    if (pids.isEmpty() || !numbers || words.size() - pids.size() > 1) {
      return NodeShell.usage("Usage: kill [-sig] pid ...");
    }
    StringBuilder err = new StringBuilder();
    for (String pid : pids) {
      if (!guest.holders.removeIf(holder -> holder.pid() == Integer.parseInt(pid))) {
        err.append("kill: ").append(pid).append(": no such process\n");
      }
    }
    return new Reply(err.isEmpty() ? 0 : 1, "", err.toString());
  }
}
