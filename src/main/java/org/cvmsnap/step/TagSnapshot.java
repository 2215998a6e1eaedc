package org.cvmsnap.step;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * The snapshot, looked up again when the guest is back, carries cvmsnap's mark, in the disk group
 * and so on every node. When it was taken is told by the journal.
 */
public record TagSnapshot(Machine control, VolumeId snapshot, Map<String, String> tags)
    implements SiteStep.Following {
  public TagSnapshot {
    tags = Map.copyOf(tags);
  }

  @Override
  public boolean dueAfterFailure(List<Step> done) {
    return true;
  }

  @Override
  public Goal goal(Site site, History history) {
    Predicate<Step> making = step -> MakeSnapshots.makes(step, snapshot);
    Instant taken = history.acted(making).orElseGet(site.time()::now);
    Map<String, String> marks = ProveClean.judged(tags, history.ended(ProveClean.class));
    return Goal.of(
        subject(snapshot.name().value()),
        Limits.of(Duration.ofMinutes(1), Duration.ofMinutes(1)).attempts(3),
        List.of(tagging(Tags.coming(marks, taken))),
        acts -> {
          Vxvm vxvm = site.vxvm(control);
          Optional<VolumeRecord> record = vxvm.layout(snapshot.group()).volume(snapshot.name());
          if (record.isEmpty()) {
            return Look.differs("it is gone");
          }
          Optional<LocalDateTime> date = vxvm.snapshotDate(snapshot);
          if (date.isEmpty() && cut(vxvm)) {
            return Look.differs("it is no snapshot any more");
          }
          Optional<Look> against = new SamePoint(site, control).against(history, making, date);
          if (against.isPresent()) {
            return against.get();
          }
          Map<String, String> wanted = Tags.taken(marks, taken, date);
          if (!vxvm.tags(snapshot).entrySet().containsAll(wanted.entrySet())) {
            return Look.owed("it has no mark of cvmsnap's", tagging(wanted));
          }
          return record.get().invalid() ? Look.differs(lost(record.get())) : Look.reached();
        });
  }

  /** The cache of a space-optimized one may have had no room for what was written since. */
  private static String lost(VolumeRecord record) {
    return "it is %s/%s, and what it held is lost".formatted(record.kernelState(), record.state());
  }

  /** How good the snapshot is known to be after what the file systems have said. */
  public Proof proof(List<History.Ended<ProveClean>> answers) {
    return Tags.proof(ProveClean.judged(tags, answers));
  }

  /** Whether somebody has made it a volume of its own since. */
  private boolean cut(Vxvm vxvm) throws InterruptedException {
    try {
      return Tags.instant(tags)
          && vxvm.snapshots(snapshot.group()).stream()
              .filter(row -> row.name().equals(snapshot.name().value()))
              .noneMatch(row -> row.parent().isPresent());
    } catch (NotLearnedException e) {
      return false;
    }
  }

  private Invocation tagging(Map<String, String> marks) {
    return here(VxvmCommands.settag(snapshot, marks));
  }
}
