package org.cvmsnap.vxvm;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cvmsnap.model.VxTask;

/** Reads {@code vxtask list}. */
final class TaskListParser {
  // TASKID  PTID TYPE/STATE    PCT   PROGRESS
  //    201       SNAPSYNC/R 12.50% 0/20971520/2621440 SNAPSYNC ldom1_data appdg
  // PTID, the parent's number, may be blank or "-": the columns are found by "/" and "%".

  private static final Pattern ROW =
      Pattern.compile(
          "(\\d{1,18})\\s+(?:(?:\\d+|-)\\s+)?([^/\\s]+)/(\\S+)\\s+(\\d{1,3}(?:\\.\\d+)?)%\\s*(.*)");

  List<VxTask> parse(String output) {
    return Rows.under("TASKID PTID TYPE/STATE PCT", output).stream()
        .map(TaskListParser::task)
        .toList();
  }

  private static VxTask task(String row) {
    Matcher matcher = Rows.matched(ROW, row, "not a task");
    return new VxTask(
        Long.parseLong(matcher.group(1)),
        matcher.group(2),
        matcher.group(3),
        Double.parseDouble(matcher.group(4)),
        matcher.group(5));
  }
}
