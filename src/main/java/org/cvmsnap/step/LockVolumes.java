package org.cvmsnap.step;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.LockRecord;
import org.cvmsnap.cluster.LockSurvey;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.KindCommands;
import org.cvmsnap.vxvm.VxvmCommands;

/**
 * No run on another node has the volumes: the records of them in their disk groups are this run's.
 * It is done before anything else is done to them, and repaid when nothing is left to be done.
 */
public record LockVolumes(Machine control, List<Claim> claims) implements SiteStep.Preparing {
  private static final Limits LIMITS = Limits.of(Duration.ofMinutes(2), Duration.ofMinutes(5));
  private static final int TRIES = 3;

  public LockVolumes {
    claims = List.copyOf(claims);
  }

  /**
   * A volume that is locked.
   *
   * @param record this run's, which is removed after those of the dead: until then it keeps others
   *     from going past them too
   * @param dead the records of runs that were there before, and whose nodes have left the cluster
   */
  public record Claim(VolumeId volume, LockRecord record, List<LockRecord> dead) {
    public Claim {
      dead = List.copyOf(dead);
    }

    /** All records that its run makes or goes past, its own last. */
    Stream<LockRecord> all() {
      return Stream.concat(dead.stream(), Stream.of(record));
    }
  }

  /** The comments of the volumes of a disk group, which tell whose the records are. */
  private static final class Comments {
    private final Map<GroupName, Map<VolumeName, String>> groups = new TreeMap<>();

    Optional<String> of(GroupName group, VolumeName name) {
      return Optional.ofNullable(groups.getOrDefault(group, Map.of()).get(name));
    }

    /** Whether the record is there, and is that run's. */
    boolean have(LockRecord record) {
      return of(record.volume().group(), record.volume().name())
          .equals(Optional.of(record.holder()));
    }
  }

  /** All records that its run makes or goes past. */
  public Stream<LockRecord> all() {
    return claims.stream().flatMap(Claim::all);
  }

  private String volumes() {
    return claims.stream().map(each -> each.volume().toString()).collect(Collectors.joining(", "));
  }

  @Override
  public Optional<Debt> debt() {
    String records =
        claims.stream()
            .map(each -> each.record().volume().toString())
            .collect(Collectors.joining(", "));
    return Optional.of(
        Debt.ofRun(
            "locked",
            claims.size() == 1
                ? "the lock record " + records + " has to be removed"
                : "the lock records " + records + " have to be removed"));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(volumes()),
        LIMITS.attempts(claims.size() + TRIES),
        claims.stream().map(this::making).toList(),
        acts -> look(site));
  }

  private Look look(Site site) throws NotLearnedException, InterruptedException {
    Comments comments = comments(site);
    for (Claim claim : claims) {
      Optional<String> other = other(claim, comments);
      if (other.isPresent()) {
        return Look.taken(other.get());
      }
    }
    return claims.stream()
        .filter(claim -> !comments.have(claim.record()))
        .findFirst()
        .map(claim -> Look.owed("no run has " + claim.volume(), making(claim)))
        .orElseGet(Look::reached);
  }

  /** Who else has the volume; empty where nobody has. */
  private static Optional<String> other(Claim claim, Comments comments) {
    VolumeId own = claim.record().volume();
    if (comments.of(own.group(), claim.record().next(claim.volume().toString())).isPresent()) {
      return Optional.of("another run has gone past this one, and has " + claim.volume());
    }
    if (comments.have(claim.record())) {
      return Optional.empty();
    }
    Optional<String> holder = comments.of(own.group(), own.name());
    if (holder.isPresent()) {
      return Optional.of(
          "the run %s has %s: %s".formatted(holder.get(), claim.volume(), claim.record()));
    }
    return claim.dead().stream().allMatch(comments::have)
        ? Optional.empty()
        : Optional.of("another run has or had %s meanwhile".formatted(claim.volume()));
  }

  private Comments comments(Site site) throws NotLearnedException, InterruptedException {
    Comments comments = new Comments();
    for (Claim claim : claims) {
      GroupName group = claim.volume().group();
      if (!comments.groups.containsKey(group)) {
        comments.groups.put(group, site.vxvm(control).comments(group));
      }
    }
    return comments;
  }

  private Invocation making(Claim claim) {
    LockRecord record = claim.record();
    return here(KindCommands.makeVolume(record.volume(), LockRecord.SECTORS, record.holder()));
  }

  private Invocation removing(LockRecord record) {
    return here(VxvmCommands.removeForced(record.volume()));
  }

  /** No volume is locked by this run any more, nor by those that it has gone past. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    List<LockRecord> records = all().toList();
    return Goal.of(
        subject("unlock-volumes", volumes()),
        LIMITS.attempts(records.size() + TRIES),
        records.stream().map(this::removing).toList(),
        acts -> locked(records(site)));
  }

  /** The records alone, as VxVM tells no comments of a group whose last volume was a record. */
  private List<LockRecord> records(Site site) throws NotLearnedException, InterruptedException {
    LockSurvey survey = new LockSurvey(site, control);
    List<LockRecord> records = new ArrayList<>();
    for (GroupName group : claims.stream().map(each -> each.volume().group()).distinct().toList()) {
      records.addAll(survey.records(group));
    }
    return records;
  }

  private Look locked(List<LockRecord> there) {
    return claims.stream()
        .filter(claim -> there.contains(claim.record()))
        .flatMap(Claim::all)
        .filter(there::contains)
        .findFirst()
        .map(record -> Look.owed(record + " is there", removing(record)))
        .orElseGet(Look::reached);
  }
}
