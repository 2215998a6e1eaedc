package org.cvmsnap.ui;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
 * On a terminal: a line for each step that is done, and below a live one with the outage's clock,
 * or with what is being asked where nothing has been said for a second.
 */
public final class TerminalProgress implements EngineListener, AutoCloseable {
  private static final Duration SILENCE = Duration.ofSeconds(1);

  private final EscapingStream err;
  private final Supplier<Duration> elapsed;
  private final Progress lines;
  private final ScheduledExecutorService ticker;
  private Optional<Phase> phase = Optional.empty();
  private Optional<Subject> subject = Optional.empty();
  private String why = "";
  private Optional<Duration> outage = Optional.empty();
  private final List<String> asked = new ArrayList<>();
  private Optional<Duration> silent = Optional.empty();

  /**
   * @param lines what is told in lines that stay
   * @param elapsed the site's time, for the outage's clock
   */
  public TerminalProgress(EscapingStream err, Progress lines, Supplier<Duration> elapsed) {
    this.err = err;
    this.elapsed = elapsed;
    this.lines = lines;
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
    lines.warn(warning);
  }

  @Override
  public synchronized void began(Phase in, Subject about) {
    phase = Optional.of(in);
    subject = Optional.of(about);
    why = "";
    draw();
  }

  @Override
  public synchronized void waiting(Subject about, String reason) {
    subject = Optional.of(about);
    why = reason;
    draw();
  }

  @Override
  public synchronized void ended(StepReport report) {
    phase = Optional.empty();
    subject = Optional.empty();
    silent = Optional.empty();
    lines.ended(report);
  }

  @Override
  public synchronized void recovering(String run, int debts) {
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

  /** A machine is asked something. */
  public synchronized void asked(String machine) {
    asked.add(machine);
    silent = silent.or(() -> Optional.of(elapsed.get()));
  }

  /** A machine that was asked something has answered. */
  public synchronized void answered(String machine) {
    asked.remove(machine);
  }

  /** Shows what there is to be shown, as far as there is room for it. */
  synchronized void draw() {
    String clock =
        outage
            .map(start -> "[outage " + Quantities.clock(elapsed.get().minus(start)) + "] ")
            .orElse("");
    if (subject.isPresent()) {
      List<String> wordings =
          wordings(subject.get()).stream().map(wording -> clock + wording).toList();
      err.live(Fitting.fullest(wordings, err.screen().columns() - 1));
    } else if (!asked.isEmpty() && silent.filter(this::longAgo).isPresent()) {
      err.live(
          clock + "waiting for " + String.join(", ", asked.stream().distinct().sorted().toList()));
    }
  }

  private boolean longAgo(Duration then) {
    return elapsed.get().minus(then).compareTo(SILENCE) >= 0;
  }

  /** From the fullest to the tersest; what is waited for, and how long, is dropped last. */
  private List<String> wordings(Subject about) {
    String in = phase.map(known -> "%-8s ".formatted(known.word())).orElse("");
    if (why.isEmpty()) {
      return List.of(in + about, about.toString());
    }
    String rest = why.substring(why.lastIndexOf(", ") + 1).strip();
    return List.of(
        in + about + ": " + why,
        about + ": " + why,
        about.kind() + ": " + why,
        why,
        about + ": " + rest,
        about.kind() + ": " + rest,
        rest);
  }

  @Override
  public synchronized void close() {
    ticker.shutdownNow();
    subject = Optional.empty();
    asked.clear();
    err.screen().erase();
  }
}
