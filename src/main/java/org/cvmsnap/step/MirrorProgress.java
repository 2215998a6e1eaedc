package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.Span;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VxTask;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;

/**
 * How far the synchronization of a volume's mirrors is, and how long it will take at the rate seen
 * so far. It is an estimate for people: only the master has all tasks in its list.
 */
public final class MirrorProgress {
  private final Site site;
  private final Machine control;
  private final VolumeId volume;
  private final Duration since;
  private Optional<Point> first = Optional.empty();
  private Optional<Point> last = Optional.empty();

  private record Point(Duration at, double percent) {}

  public MirrorProgress(Site site, Machine control, VolumeId volume) {
    this.site = site;
    this.control = control;
    this.volume = volume;
    this.since = site.time().elapsed();
  }

  /** Looks at the task list; the more often, the better the estimate. */
  public void look() throws InterruptedException {
    try {
      site.vxvm(control).tasks().stream()
          .filter(task -> task.mentions(volume.name()))
          .findFirst()
          .ifPresent(this::note);
    } catch (NotLearnedException e) {
      // Then there is no estimate.
    }
  }

  private void note(VxTask task) {
    Point now = new Point(site.time().elapsed(), task.percent());
    first = first.isEmpty() ? Optional.of(now) : first;
    last = Optional.of(now);
  }

  /** How much of it is done, where a task was seen. */
  public Optional<Double> percent() {
    return last.map(Point::percent);
  }

  /** How long all of it takes; empty until it was seen to progress. */
  public Optional<Duration> whole() {
    if (first.isEmpty() || last.isEmpty()) {
      return Optional.empty();
    }
    double gained = last.get().percent() - first.get().percent();
    double millis = last.get().at().minus(first.get().at()).toMillis();
    return gained <= 0
        ? Optional.empty()
        : Optional.of(Duration.ofMillis(Math.round(millis / gained * 100)));
  }

  /** How long the rest of it takes. */
  public Optional<Duration> left() {
    return whole()
        .map(
            all ->
                Duration.ofMillis(
                    Math.round(all.toMillis() * (100 - percent().orElse(100.0)) / 100)));
  }

  /**
   * A look at whether the volume has so many complete mirrors, the rarer the longer it takes.
   *
   * @param otherwise what is seen where there are fewer, and none is getting ready
   */
  Goal goal(
      Subject subject, Limits limits, List<Invocation> commands, int mirrors, Look otherwise) {
    return new Goal.Parts(
        subject,
        acts -> limits.every(Pace.after(site.time().elapsed().minus(since))),
        commands,
        commands,
        acts -> {
          List<Plex> plexes = site.vxvm(control).layout(volume.group()).plexesOf(volume.name());
          if (plexes.stream().filter(Plex::readyToBreakOff).count() >= mirrors) {
            return Look.reached();
          }
          return plexes.stream().anyMatch(Plex::gettingReady) ? Look.moving(seen()) : otherwise;
        });
  }

  /** How far it is seen to be now, for people. */
  private String seen() throws InterruptedException {
    look();
    return percent()
        .map(done -> "its mirror is synchronized to %.0f %%".formatted(done))
        .map(done -> done + left().map(rest -> ", about " + Span.text(rest) + " left").orElse(""))
        .orElse("its mirror synchronizes");
  }
}
