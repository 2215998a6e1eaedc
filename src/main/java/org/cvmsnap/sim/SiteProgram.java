package org.cvmsnap.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * A program of the site's own on a machine, of which the cluster knows only that it changes
 * something.
 *
 * @param name without a directory
 * @param takes how long it runs; longer than anybody waits where it hangs
 * @param exit its status
 * @param says on standard error
 * @param owner whose file it is
 * @param mode as {@code ls -l} shows it
 */
record SiteProgram(String name, Duration takes, int exit, String says, String owner, String mode) {
  private static final String SVCADM = "svcadm";

  static SiteProgram from(ConfigTable doc) {
    SiteProgram program =
        new SiteProgram(
            doc.text("name"),
            doc.seconds("seconds", Duration.ofSeconds(1)),
            doc.integer("exit", 0),
            doc.text("says", ""),
            doc.text("owner", "root"),
            doc.text("mode", "-rwxr-xr-x"));
    doc.finish();
    return program;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("seconds", takes.toMillis() / 1000.0);
    map.put("exit", exit);
    map.put("says", says);
    map.put("owner", owner);
    map.put("mode", mode);
    return map;
  }

  static Optional<Work> work(List<SiteProgram> programs, String name) {
    return programs.stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .map(one -> Work.change(one.takes, () -> new Reply(one.exit, "", one.says)));
  }

  /** {@code ls -ldL PATH}, of which only these programs are known; empty for other words. */
  static Optional<Reply> listed(List<SiteProgram> programs, List<String> words) {
    if (words.size() != 2 || !words.get(0).equals("-ldL")) {
      return Optional.empty();
    }
    String path = words.get(1);
    SiteProgram system = new SiteProgram(SVCADM, Duration.ZERO, 0, "", "root", "-r-xr-xr-x");
    return Optional.of(
        Stream.concat(programs.stream(), Stream.of(system))
            .filter(one -> path.endsWith("/" + one.name))
            .findFirst()
            .map(one -> Reply.out(line(one, path)))
            .orElseGet(() -> Reply.error(2, path + ": No such file or directory\n")));
  }

  private static String line(SiteProgram program, String path) {
    return "%s   1 %-8s root         312 Mar  1 02:00 %s\n"
        .formatted(program.mode, program.owner, path);
  }
}
