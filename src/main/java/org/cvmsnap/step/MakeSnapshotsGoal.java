package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.cvmsnap.engine.Attempt;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Family;
import org.cvmsnap.plan.Invocation;
import org.cvmsnap.plan.Making;
import org.cvmsnap.plan.StepSpec;
import org.cvmsnap.plan.Subject;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshots exist, and VxVM lists each as complete: silence and exit statuses mislead, as a
 * {@code vxsnap make} that made nothing has been seen to end with 0 (InfoScale article 100052444).
 */
final class MakeSnapshotsGoal implements Goal {
  private final Site site;
  private final StepSpec.MakeSnapshots spec;
  private final Repetition repetition;
  private boolean acted;

  MakeSnapshotsGoal(Site site, StepSpec.MakeSnapshots spec) {
    this.site = site;
    this.spec = spec;
    this.repetition = new Repetition(site, spec.control(), spec.group(), spec.set(), 1);
  }

  @Override
  public Subject subject() {
    return subject("make-snapshots", spec);
  }

  static Subject subject(String kind, StepSpec.MakeSnapshots spec) {
    return new Subject(kind, names(spec.set()), spec.control().name());
  }

  private static String names(List<SnapshotPair> pairs) {
    return pairs.stream().map(pair -> pair.snapshot().value()).collect(Collectors.joining(","));
  }

  @Override
  public Look look() throws NotLearnedException, InterruptedException {
    SnapshotSet seen = SnapshotSet.seen(site.vxvm(spec.control()), spec);
    if (!acted) {
      // What is there before the act was made by somebody else, whatever it is.
      return seen.there().isEmpty()
          ? Look.owed("not made")
          : Look.blocked("there is already a volume named " + names(seen.there()));
    }
    if (seen.good().size() == spec.set().size()) {
      return stillClosed();
    }
    if (!seen.there().isEmpty()) {
      return Look.blocked("only " + names(seen.good()) + " came into being complete");
    }
    return repetition.again("not made");
  }

  /**
   * The proof was given before the act, and somebody may have opened a volume between the two; so
   * the act counts only if they are closed after it as well.
   */
  private Look stillClosed() throws NotLearnedException, InterruptedException {
    Map<VolumeId, List<String>> open = repetition.open();
    return open.isEmpty()
        ? Look.reached()
        : Look.blocked("a source was opened meanwhile: " + Openness.told(open));
  }

  @Override
  public Attempt act() throws InterruptedException {
    acted = true;
    return repetition.after(site.act(commands().get(0), Duration.ofMinutes(2)));
  }

  @Override
  public int attempts() {
    return repetition.attempts();
  }

  @Override
  public List<Invocation> commands() {
    return List.of(new Invocation(spec.control(), command()));
  }

  private List<String> command() {
    if (spec.making() instanceof Making.Mirrors mirrors) {
      return mirrors.family() == Family.INSTANT
          ? VxvmCommands.make(spec.group(), spec.set())
          : VxvmCommands.snapshot(spec.group(), spec.set());
    }
    if (spec.making() instanceof Making.Plexes named) {
      return KindCommands.makeOfPlexes(spec.group(), spec.set(), named.plexes());
    }
    if (spec.making() instanceof Making.Volumes) {
      return KindCommands.makeInVolumes(spec.group(), spec.set());
    }
    if (spec.making() instanceof Making.Cache cache) {
      return KindCommands.makeInCache(spec.group(), spec.set(), cache.name());
    }
    if (spec.making() instanceof Making.Links links) {
      return KindCommands.makeOfLinks(spec.group(), spec.set(), links.group());
    }
    throw new IllegalStateException("no command to make " + spec.making());
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(1);
  }
}
