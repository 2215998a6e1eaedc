package org.cvmsnap.ui;

import java.util.List;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;

/** Tells people on stderr how a run goes, one line for each step that is done. */
public final class Progress implements EngineListener {
  private final EscapingStream err;
  private final CommandLines commands;
  private final boolean steps;

  /**
   * @param commands what is shown of commands between these lines
   * @param steps whether every step is told, or only what people have to know
   */
  public Progress(EscapingStream err, CommandLines commands, boolean steps) {
    this.err = err;
    this.commands = commands;
    this.steps = steps;
  }

  @Override
  public void warn(String warning) {
    tell("cvmsnap: mind: " + warning);
  }

  @Override
  public void ended(StepReport report) {
    if (steps) {
      tell(line(report, err.screen().columns()));
    }
  }

  private void tell(String line) {
    commands.end();
    err.println(line);
  }

  /** In columns where there is room for them. */
  private static String line(StepReport report, int columns) {
    String how =
        switch (report.outcome()) {
          case CHANGED -> Quantities.secondsText(report.took());
          case UNCHANGED -> Quantities.secondsText(report.took()) + " (nothing to do)";
          case FAILED -> "FAILED: " + report.why();
          case UNKNOWN -> "UNKNOWN: " + report.why();
        };
    String phase = report.phase().word();
    String kind = report.subject().kind();
    String target = report.subject().target();
    List<String> wordings =
        List.of(
            "%-8s %-18s %-30s %s".formatted(phase, kind, target, how),
            "%s %s %s %s".formatted(phase, kind, target, how),
            "%s %s %s".formatted(kind, target, how),
            "%s %s".formatted(kind, how));
    // What went wrong is told in full, on as many lines as that takes.
    return report.outcome().reached() ? Fitting.fullest(wordings, columns) : wordings.get(0);
  }

  @Override
  public void recovering(String run, int debts) {
    tell(
        debts == 0
            ? "cvmsnap: run %s was cut short; finishing or undoing it now".formatted(run)
            : "cvmsnap: run %s was cut short and owes %d; paying it now".formatted(run, debts));
  }
}
