package org.cvmsnap.qualification;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;

/** Passes on what the engine does, and keeps what it has waited for. */
public final class Waits implements EngineListener {
  private final EngineListener listener;
  private final List<Wait> waits = new ArrayList<>();

  /** Something that was waited for, and why. */
  public record Wait(Subject subject, String why) {}

  public Waits(EngineListener listener) {
    this.listener = listener;
  }

  /** All of them, in order. */
  public synchronized List<Wait> all() {
    return List.copyOf(waits);
  }

  @Override
  public synchronized void waiting(Subject subject, String why) {
    waits.add(new Wait(subject, why));
    listener.waiting(subject, why);
  }

  @Override
  public void warn(String warning) {
    listener.warn(warning);
  }

  @Override
  public void began(Phase phase, Subject subject) {
    listener.began(phase, subject);
  }

  @Override
  public void ended(StepReport report) {
    listener.ended(report);
  }

  @Override
  public void recovering(String run, int debts) {
    listener.recovering(run, debts);
  }

  @Override
  public void outageBegan() {
    listener.outageBegan();
  }

  @Override
  public void outageEnded(Duration lasted) {
    listener.outageEnded(lasted);
  }
}
