package org.cvmsnap.step;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The refreshed snapshot carries the marks of its new point in time. The old ones are removed
 * first, as it is not documented what setting a tag does that is set already (vxassist(1M)).
 *
 * @param stale the marks that it has, and that are about the old one
 */
public record RetagSnapshot(
    Machine control, VolumeId snapshot, List<String> stale, Map<String, String> tags)
    implements SiteStep.Following {
  public RetagSnapshot {
    stale = List.copyOf(stale);
    tags = Map.copyOf(tags);
  }

  /** Where VxVM has refreshed those of one disk group, and not those of another. */
  @Override
  public boolean dueAfterFailure(List<Step> done) {
    return done.stream().anyMatch(this::refreshedBy);
  }

  @Override
  public Goal goal(Site site, History history) {
    Instant taken = history.acted(this::refreshedBy).orElseGet(site.time()::now);
    Map<String, String> marks = ProveClean.judged(tags, history.ended(ProveClean.class));
    Invocation setting = setting(Tags.coming(marks, taken));
    return Goal.of(
        subject(snapshot.name().value()),
        Limits.of(Duration.ofMinutes(1), Duration.ofMinutes(1)).attempts(4),
        stale.isEmpty() ? List.of(setting) : List.of(removing(stale), setting),
        acts -> {
          Vxvm vxvm = site.vxvm(control);
          Optional<LocalDateTime> date = vxvm.snapshotDate(snapshot);
          Optional<Look> against =
              new SamePoint(site, control).against(history, this::refreshedBy, date);
          if (against.isPresent()) {
            return against.get();
          }
          Map<String, String> wanted = Tags.taken(marks, taken, date);
          Map<String, String> there = vxvm.tags(snapshot);
          if (there.entrySet().containsAll(wanted.entrySet())) {
            return Look.reached();
          }
          List<String> old = stale.stream().filter(there::containsKey).toList();
          return old.isEmpty()
              ? Look.owed("it has no mark of cvmsnap's", setting(wanted))
              : Look.owed("its marks are old", removing(old));
        });
  }

  private boolean refreshedBy(Step step) {
    return step instanceof RefreshSnapshots refreshing
        && refreshing.pairs().stream().anyMatch(pair -> pair.snapshot().equals(snapshot));
  }

  private Invocation setting(Map<String, String> marks) {
    return here(VxvmCommands.settag(snapshot, marks));
  }

  private Invocation removing(List<String> old) {
    return here(VxvmCommands.removetag(snapshot, old));
  }
}
