package org.cvmsnap.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.workflow.Blind;
import org.cvmsnap.workflow.Metrics;
import org.cvmsnap.workflow.MetricsReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cvmsnap metrics}. */
@Command(
    name = "metrics",
    footer = {
      "",
      "Examples:",
      "  cvmsnap metrics",
      "  cvmsnap metrics --textfile /var/lib/node_exporter/textfile_collector/cvmsnap.prom"
    },
    description = {
      "Prints how volumes are protected as metrics, in the text format of Prometheus.",
      "",
      "It only reads. What cannot be learned has no sample, rather than 0: cvmsnap_learned tells"
          + " what that is, and the exit status is 5; the other samples are written all the same."
          + " A file is replaced as a whole, and can be read by all."
    })
final class MetricsCommand implements Callable<Integer> {
  private final Setting setting;

  @Option(
      names = "--textfile",
      paramLabel = "FILE",
      description =
          "Write them to this file, for node_exporter; its name has to end in .prom there.")
  private @Nullable Path file;

  MetricsCommand(Setting setting) {
    this.setting = setting;
  }

  @Override
  public Integer call() throws InterruptedException {
    MetricsReport report = new Metrics(setting.session(), blind()).gather();
    return setting.renderer().metrics(report, Optional.ofNullable(file));
  }

  private Blind blind() {
    return new Blind(
        setting.unseen(),
        setting.configured().problem().map(UsageException::reasons).orElse(List.of()));
  }
}
