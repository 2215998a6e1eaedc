package org.cvmsnap.step;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.GuestDevices;
import org.cvmsnap.cluster.VolumeUse;
import org.cvmsnap.cluster.VolumeUsers;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Cleanness;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VirtualDisk;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.Fsck;

/**
 * A file system on a snapshot says of itself how clean it is. Nothing is written to it, and no log
 * is replayed; whatever it says, the others on the snapshot are asked as well.
 *
 * @param reader who asks; empty for the control domain, where the volume is the file system
 * @param full whether one that says that it is clean has all of its structure read as well
 */
public record AskSnapshot(
    Machine control,
    VolumeId snapshot,
    PlacedFileSystem fileSystem,
    Optional<Reader> reader,
    boolean full)
    implements SiteStep.Preparing {
  private static final Limits LIMITS =
      Limits.watching(Duration.ofMinutes(2))
          .settling(Duration.ofSeconds(20), Duration.ofSeconds(20));

  /**
   * A guest that has the snapshot as a disk.
   *
   * @param disk its number
   */
  public record Reader(Machine os, int disk) {}

  @Override
  public Optional<Machine> system() {
    return reader.map(Reader::os);
  }

  @Override
  public boolean onlyLooks() {
    return true;
  }

  private Machine asking() {
    return system().orElse(control);
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.watching(
        new Subject(kind(), snapshot + " " + fileSystem.described(), asking().name()),
        LIMITS,
        acts -> look(site));
  }

  private Look look(Site site) throws NotLearnedException, InterruptedException {
    if (reader.isPresent()) {
      Optional<String> device = slice(site, control, reader.get(), fileSystem);
      return device.isPresent()
          ? Look.reached(answer(site, device.get()))
          : Look.moving("%s does not see it yet".formatted(asking().name()));
    }
    VolumeUse use = new VolumeUsers(site, control).of(snapshot);
    return use.free()
        ? Look.reached(answer(site, snapshot.rawDevice()))
        : Look.blocked("it " + use.described());
  }

  /** The raw device of a file system in the guest; empty where there is none yet. */
  static Optional<String> slice(Site site, Machine control, Reader in, PlacedFileSystem fileSystem)
      throws NotLearnedException, InterruptedException {
    Set<Integer> known =
        site.ldm(control).disks().stream()
            .filter(disk -> disk.domain().value().equals(in.os().name()))
            .map(VirtualDisk::id)
            .flatMapToInt(OptionalInt::stream)
            .boxed()
            .collect(Collectors.toSet());
    Map<String, Integer> numbers = GuestDevices.numbers(site.os(in.os()).frontEnds(), known);
    return GuestDevices.slices(numbers, in.disk()).stream()
        .filter(device -> device.endsWith("s" + fileSystem.slice().orElseThrow()))
        .findFirst();
  }

  /** What came of it, after the word of what it proves of this file system. */
  private String answer(Site site, String device) throws InterruptedException {
    Fsck fsck = site.fsck(asking());
    String type = fileSystem.type();
    try {
      Cleanness says = fsck.cleanness(type, device);
      if (says != Cleanness.CLEAN || !full) {
        return told(proof(says), Fsck.asking(type, device), "says that " + says.text());
      }
      return fsck.whole(type, device)
          ? told(Proof.CLEAN, Fsck.reading(type, device), "finds nothing wrong")
          : told(Proof.DIRTY, Fsck.reading(type, device), "finds it damaged");
    } catch (NotLearnedException e) {
      return Proof.UNCHECKED.word() + ": " + e.why();
    }
  }

  private static Proof proof(Cleanness says) {
    return switch (says) {
      case CLEAN -> Proof.CLEAN;
      case DIRTY -> Proof.DIRTY;
      case MOUNTED -> Proof.UNCHECKED;
    };
  }

  private static String told(Proof proof, List<String> argv, String said) {
    return told(proof, String.join(" ", argv) + " " + said);
  }

  /** What was seen, after the word of what it proves. */
  static String told(Proof proof, String seen) {
    return proof.word() + ": " + seen;
  }

  /** Whether a file system has said that it is clean. */
  static boolean clean(PlacedFileSystem of, List<History.Ended<AskSnapshot>> answers) {
    return answers.stream()
        .filter(answer -> answer.step().fileSystem().equals(of))
        .anyMatch(answer -> proof(answer) == Proof.CLEAN);
  }

  /** What an answer proves of the file system that was asked. */
  public static Proof proof(History.Ended<?> answer) {
    return answer.outcome().reached()
        ? Proof.of(Optional.of(answer.why().split(": ", 2)[0]))
        : Proof.UNCHECKED;
  }

  /** What was seen, without the word of what it proves. */
  public static String said(History.Ended<?> answer) {
    return answer.outcome().reached() ? answer.why().split(": ", 2)[1] : answer.why();
  }

  /** Whether what was seen before says more than the answers do. */
  public static boolean overruled(Proof before, List<History.Ended<AskSnapshot>> answers) {
    return before == Proof.DIRTY && answers.stream().anyMatch(answer -> !answer.step().full());
  }

  /**
   * What the answers prove of all that is on a snapshot; empty where they prove nothing. What was
   * found dirty once, and nobody has written to since, is clean only where all of its structure was
   * read: the shorter check does not see what the longer one may have seen.
   *
   * @param before what the snapshot is known to be
   * @param fileSystems all that are on it
   * @param trials what came of mounting those that are clean; none where that was not tried
   */
  public static Optional<Proof> proof(
      Proof before,
      Collection<PlacedFileSystem> fileSystems,
      List<History.Ended<AskSnapshot>> answers,
      List<History.Ended<MountSnapshot>> trials) {
    if (answers.stream().anyMatch(answer -> proof(answer) == Proof.DIRTY)) {
      return Optional.of(Proof.DIRTY);
    }
    Set<PlacedFileSystem> clean =
        answers.stream()
            .filter(answer -> proof(answer) == Proof.CLEAN)
            .map(answer -> answer.step().fileSystem())
            .collect(Collectors.toSet());
    boolean usable =
        trials.stream().allMatch(trial -> proof(trial) == Proof.CLEAN)
            && !overruled(before, answers);
    return usable && !clean.isEmpty() && clean.containsAll(fileSystems)
        ? Optional.of(Proof.CLEAN)
        : Optional.empty();
  }
}
