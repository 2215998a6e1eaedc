package org.cvmsnap.sim;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 */
record SiteProgram(String name, Duration takes, int exit, String says) {
  static SiteProgram from(ConfigTable doc) {
    SiteProgram program =
        new SiteProgram(
            doc.text("name"),
            doc.seconds("seconds", Duration.ofSeconds(1)),
            Math.toIntExact(doc.number("exit", 0)),
            doc.text("says", ""));
    doc.finish();
    return program;
  }

  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", name);
    map.put("seconds", takes.toMillis() / 1000.0);
    map.put("exit", exit);
    map.put("says", says);
    return map;
  }

  /** {@code test -x PATH}: of the system's own programs the one is there that hooks call. */
  static Reply test(List<SiteProgram> programs, List<String> words) {
    if (words.size() != 2 || !words.get(0).equals("-x")) {
      return Reply.error(2, "test: argument expected");
    }
    String name = words.get(1).substring(words.get(1).lastIndexOf('/') + 1);
    boolean there =
        name.equals("svcadm") || programs.stream().anyMatch(one -> one.name.equals(name));
    return there ? Reply.SILENT : Reply.error(1, "");
  }

  static Optional<Work> work(List<SiteProgram> programs, String name) {
    return programs.stream()
        .filter(one -> one.name.equals(name))
        .findFirst()
        .map(one -> Work.change(one.takes, () -> new Reply(one.exit, "", one.says)));
  }
}
