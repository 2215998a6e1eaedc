package org.cvmsnap.step;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.model.Proof;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Subject;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.SolarisCommands;

/**
 * A file system on a snapshot has been mounted in a guest, to read only, and unmounted again. Only
 * one that has said that it is clean is tried. It is never forced off, and never mounted in a
 * control domain, whose kernel is not to read what a guest has made.
 *
 * @param reader the guest that has the snapshot as a disk that it cannot write to
 */
public record MountSnapshot(
    Machine control, VolumeId snapshot, PlacedFileSystem fileSystem, AskSnapshot.Reader reader)
    implements SiteStep.Preparing {
  /** Where Solaris mounts for a while (filesystem(5)). */
  private static final String MOUNT_POINT = "/mnt";

  private static final Limits LIMITS =
      Limits.of(Duration.ofMinutes(5), Duration.ofMinutes(5)).attempts(4).whileAnswered();

  @Override
  public Optional<Machine> system() {
    return Optional.of(reader.os());
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(
        Debt.ofRun(
            "mounted",
            "%s of %s has to be unmounted in %s"
                .formatted(fileSystem.place(), snapshot, reader.os().name())));
  }

  @Override
  public boolean inAnyGuest() {
    return true;
  }

  /** The guest is only a means: others are kept off by what locks the snapshot. */
  @Override
  public boolean keepsOthersOff() {
    return false;
  }

  @Override
  public boolean undoneOnFailure() {
    return true;
  }

  @Override
  public Subject subject(String kind, String target) {
    return new Subject(kind, target, reader.os().name());
  }

  @Override
  public Goal goal(Site site, History history) {
    // The device can be told only once the guest has it; its name is only shown before.
    Invocation mounting = mounting("/dev/dsk/c0d%d%s".formatted(reader.disk(), fileSystem.place()));
    return Goal.of(
        subject(kind(), snapshot + " " + fileSystem.described()),
        LIMITS,
        List.of(mounting, unmounting()),
        acts ->
            AskSnapshot.clean(fileSystem, history.ended(AskSnapshot.class))
                ? look(site, acts)
                : Look.reached(AskSnapshot.told(Proof.UNCHECKED, "it was not mounted")));
  }

  private Look look(Site site, Acts acts) throws NotLearnedException, InterruptedException {
    Optional<String> device = AskSnapshot.slice(site, control, reader, fileSystem);
    if (device.isEmpty()) {
      return Look.moving(reader.os().name() + " does not see it yet");
    }
    Invocation mounting = mounting(device.get().replace("/rdsk/", "/dsk/"));
    Optional<Mount> there = mounted(site);
    if (there.isPresent()) {
      return ours(site, there.get())
          ? Look.owed("it is mounted", unmounting())
          : Look.reached(
              AskSnapshot.told(
                  Proof.UNCHECKED,
                  "%s is mounted at %s".formatted(there.get().special(), MOUNT_POINT)));
    }
    return switch (acts.count()) {
      case 0 -> Look.owed("it is not mounted", mounting);
      case 1 ->
          acts.last().answered()
              ? Look.reached(
                  AskSnapshot.told(Proof.UNCHECKED, "it cannot be mounted: " + acts.last().said()))
              : Look.moving("mount gives no answer");
      default ->
          Look.reached(
              AskSnapshot.told(
                  Proof.CLEAN, String.join(" ", mounting.argv()) + " works, and umount"));
    };
  }

  private Optional<Mount> mounted(Site site) throws NotLearnedException, InterruptedException {
    return site.os(reader.os()).mounts().stream()
        .filter(each -> each.mountPoint().equals(MOUNT_POINT))
        .reduce((lower, upper) -> upper);
  }

  private boolean ours(Site site, Mount there) throws NotLearnedException, InterruptedException {
    return AskSnapshot.slice(site, control, reader, fileSystem)
        .filter(device -> device.replace("/rdsk/", "/dsk/").equals(there.special()))
        .isPresent();
  }

  private Invocation mounting(String device) {
    return new Invocation(
        reader.os(), SolarisCommands.mountReadOnly(fileSystem.type(), device, MOUNT_POINT));
  }

  private Invocation unmounting() {
    return new Invocation(reader.os(), SolarisCommands.umount(MOUNT_POINT));
  }

  /** It is not mounted there. */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    return Goal.of(
        subject("unmount-snapshot", snapshot + " " + fileSystem.described()),
        LIMITS,
        List.of(),
        acts -> {
          Optional<Mount> there = mounted(site);
          return there.isPresent() && ours(site, there.get())
              ? Look.owed("it is mounted", unmounting())
              : Look.reached();
        });
  }
}
