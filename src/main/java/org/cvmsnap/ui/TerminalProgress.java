package org.cvmsnap.ui;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.engine.StepReport;
import org.cvmsnap.run.Phase;
import org.cvmsnap.run.Subject;

/**
 * On a terminal: a line for each step that is done, and below a live one with the outage's clock.
 */
public final class TerminalProgress implements EngineListener, AutoCloseable {
  private static final String ERASE_LINE = "\r\u001b[K";
  private static final int WIDTH = 79;

  private final EscapingStream err;
  private final Supplier<Duration> elapsed;
  private final Progress lines;
  private final ScheduledExecutorService ticker;
  private String live = "";
  private String why = "";
  private Optional<Duration> outage = Optional.empty();

  /**
   * @param elapsed the site's time, for the outage's clock
   */
  public TerminalProgress(EscapingStream err, Supplier<Duration> elapsed) {
    this.err = err;
    this.elapsed = elapsed;
    this.lines = new Progress(err, true);
    this.ticker =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "outage clock");
              thread.setDaemon(true);
              return thread;
            });
    var unused = ticker.scheduleAtFixedRate(this::draw, 250, 250, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void warn(String warning) {
    err.control(ERASE_LINE);
    lines.warn(warning);
  }

  @Override
  public synchronized void began(Phase phase, Subject subject) {
    live = "%-8s %s %s".formatted(phase.word(), subject.kind(), subject.target());
    why = "";
    draw();
  }

  @Override
  public synchronized void waiting(Subject subject, String reason) {
    why = reason;
  }

  @Override
  public synchronized void ended(StepReport report) {
    live = "";
    err.control(ERASE_LINE);
    lines.ended(report);
  }

  @Override
  public synchronized void recovering(String run, int debts) {
    err.control(ERASE_LINE);
    lines.recovering(run, debts);
  }

  @Override
  public synchronized void outageBegan() {
    outage = Optional.of(elapsed.get());
  }

  @Override
  public synchronized void outageEnded(Duration lasted) {
    outage = Optional.empty();
  }

  private synchronized void draw() {
    if (live.isEmpty()) {
      return;
    }
    String clock =
        outage
            .map(start -> "[outage " + Quantities.clock(elapsed.get().minus(start)) + "] ")
            .orElse("");
    String text = ControlCharacters.escaped(clock + live + (why.isEmpty() ? "" : ": " + why));
    err.control(ERASE_LINE);
    err.print(text.length() > WIDTH ? text.substring(0, WIDTH) : text);
    err.flush();
  }

  @Override
  public synchronized void close() {
    ticker.shutdownNow();
    if (!live.isEmpty()) {
      err.control(ERASE_LINE);
      live = "";
    }
  }
}
