package org.cvmsnap.ui;

import java.io.PrintStream;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;

/** Tells people on stderr how a run goes, one line for each step that is done. */
public final class Progress implements EngineListener {
  private final PrintStream err;
  private final boolean steps;

  /**
   * @param steps whether every step is told, or only what people have to know
   */
  public Progress(PrintStream err, boolean steps) {
    this.err = err;
    this.steps = steps;
  }

  @Override
  public void warn(String warning) {
    err.println("cvmsnap: mind: " + warning);
  }

  @Override
  public void ended(StepReport report) {
    if (steps) {
      err.println(line(report));
    }
  }

  static String line(StepReport report) {
    String how =
        switch (report.outcome()) {
          case CHANGED -> Quantities.secondsText(report.took());
          case UNCHANGED -> Quantities.secondsText(report.took()) + " (nothing to do)";
          case FAILED -> "FAILED: " + report.why();
          case UNKNOWN -> "UNKNOWN: " + report.why();
        };
    return "%-8s %-18s %-30s %s"
        .formatted(report.phase().word(), report.subject().kind(), report.subject().target(), how);
  }

  @Override
  public void recovering(String run, int debts) {
    err.println(
        debts == 0
            ? "cvmsnap: run %s was cut short; finishing or undoing it now".formatted(run)
            : "cvmsnap: run %s was cut short and owes %d; paying it now".formatted(run, debts));
  }
}
