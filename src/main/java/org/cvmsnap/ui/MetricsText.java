package org.cvmsnap.ui;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.workflow.MetricsReport;

/** Numbers in the text format of Prometheus, version 0.0.4. */
final class MetricsText {
  private MetricsText() {}

  static String of(MetricsReport report) {
    StringBuilder text = new StringBuilder();
    for (MetricsReport.Family family : report.families()) {
      text.append("# HELP %s %s\n".formatted(family.name(), help(family.help())));
      text.append("# TYPE %s gauge\n".formatted(family.name()));
      for (MetricsReport.Sample sample : family.samples()) {
        text.append(
            "%s%s %s\n".formatted(family.name(), labels(sample.labels()), number(sample.value())));
      }
    }
    return text.toString();
  }

  private static String help(String text) {
    return text.replace("\\", "\\\\").replace("\n", "\\n");
  }

  private static String labels(Map<String, String> labels) {
    return labels.isEmpty()
        ? ""
        : labels.entrySet().stream()
            .map(each -> "%s=\"%s\"".formatted(each.getKey(), escaped(each.getValue())))
            .collect(Collectors.joining(",", "{", "}"));
  }

  private static String escaped(String value) {
    return help(value).replace("\"", "\\\"");
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  /**
   * Writes them to a file that others read: it is the old one or the new one, and never half of it.
   *
   * @throws RefusedException when it cannot be written
   */
  static void write(Path file, MetricsReport report) {
    Path target = file.toAbsolutePath();
    Path directory = target.getParent();
    boolean other =
        Files.exists(target, LinkOption.NOFOLLOW_LINKS)
            && !Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS);
    if (directory == null || other) {
      // Root would put a file in the place of a device.
      throw new RefusedException(
          file + " is no ordinary file, and is left as it is.", "Name a file, or a new one.");
    }
    try {
      // A name that does not end in .prom is none of node_exporter's.
      Path written = Files.createTempFile(directory, "." + target.getFileName(), ".tmp");
      try {
        Files.write(written, of(report).getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
        Files.move(
            written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(written);
      }
    } catch (IOException e) {
      throw new RefusedException("The metrics cannot be written", e, "--textfile");
    }
  }
}
