package org.cvmsnap.plan.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.cvmsnap.cluster.BadLog;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AddMirrors;
import org.cvmsnap.step.AwaitMirrors;
import org.cvmsnap.step.InstantReady;
import org.cvmsnap.step.RemoveMirror;
import org.cvmsnap.step.UnprepareVolume;

/** Decides how volumes are made ready for snapshots ahead of time, and how that is taken back. */
public final class PreparePlanner {
  private final Machine control;
  private final List<Refusal> refusals = new ArrayList<>();

  /**
   * What has to be known of one volume.
   *
   * @param snapshots the snapshots that there are of it
   */
  public record Facts(VolumeId id, GroupFacts group, List<VolumeId> snapshots) {
    public Facts {
      snapshots = List.copyOf(snapshots);
    }

    VolumeRecord record() {
      return group.layout().volume(id.name()).orElseThrow();
    }

    boolean prepared() {
      return group.layout().dcoOf(id.name()).isPresent();
    }

    /** Its snapshot mirrors that are not broken off. */
    public List<Plex> unused() {
      return group.layout().unused(id.name());
    }
  }

  public PreparePlanner(Machine control) {
    this.control = control;
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  public Decision<Plan> prepare(RunId run, Request request, List<Facts> volumes) {
    List<Step> steps = new ArrayList<>();
    List<Step> waits = new ArrayList<>();
    for (Facts volume : volumes) {
      requireReady(request, volume);
      if (!volume.prepared()) {
        steps.add(
            new InstantReady(
                control, volume.id(), request.regionSize().orElse(""), request.dcoMirrors()));
      }
      int mirrors = request.mirrors().orElse(volume.record().layered() ? 0 : 1);
      int there = volume.unused().size();
      if (mirrors > there) {
        steps.add(new AddMirrors(control, volume.id(), mirrors, mirrors - there));
      }
      if (request.await() && mirrors > 0) {
        waits.add(new AwaitMirrors(control, volume.id(), mirrors));
      }
    }
    steps.addAll(waits);
    return decision(run, "prepare", volumes, steps);
  }

  private void requireReady(Request request, Facts volume) {
    VolumeRecord record = volume.record();
    if (!record.enabledAndActive()) {
      refuse(
          "%s is %s/%s and has to be ENABLED/ACTIVE."
              .formatted(volume.id(), record.kernelState(), record.state()),
          "Start it or wait for its resynchronization: vxtask list.");
    }
    if (record.layered() && request.mirrors().orElse(0) > 0) {
      refuse(
          volume.id() + " is a layered volume, which can have no snapshot mirrors.",
          "Prepare it with --mirrors 0, and take full-sized or space-optimized snapshots of it.");
    }
    if (volume.prepared() && (request.regionSize().isPresent() || request.dcoMirrors() > 0)) {
      refuse(
          volume.id() + " is prepared already, and its DCO cannot be changed.",
          "Leave out --regionsize and --dco-mirrors, or first: cvmsnap unprepare " + volume.id());
    }
    if (!volume.prepared()) {
      requireUntouched(volume);
    } else if (volume.group().layout().badLog(volume.id().name())) {
      refusals.add(BadLog.refusal(volume.id()));
    }
    requireNobodyElses(volume);
  }

  private void requireUntouched(Facts volume) {
    if (volume.id().name().value().length() > VolumeName.MAX_PREPARED) {
      refuse(
          "%s is longer than the %d characters that leave room for the names of its DCO."
              .formatted(volume.id(), VolumeName.MAX_PREPARED),
          "Rename it: vxedit -g %s rename %s NEWNAME."
              .formatted(volume.id().group(), volume.id().name()));
    }
    if (!volume.snapshots().isEmpty() || !volume.unused().isEmpty()) {
      refuse(
          volume.id() + " has traditional snapshots or snapshot mirrors, which exclude a DCO.",
          "Remove its snapshots with cvmsnap remove, and its mirrors with vxassist -g %s snapabort %s."
              .formatted(volume.id().group(), volume.id().name()));
    }
  }

  private void requireNobodyElses(Facts volume) {
    volume.unused().stream()
        .filter(plex -> !volume.group().ours(plex))
        .forEach(
            plex ->
                refuse(
                    "Snapshot mirror %s of %s is kept by somebody else (putil2=%s)."
                        .formatted(
                            plex.name(), volume.id(), volume.group().marks().get(plex.name())),
                    "Ask its owner."));
  }

  public Decision<Plan> unprepare(RunId run, List<Facts> volumes) {
    List<Step> steps = new ArrayList<>();
    for (Facts volume : volumes) {
      requireNobodyElses(volume);
      if (!volume.snapshots().isEmpty()) {
        refuse(
            "There are snapshots of %s: %s."
                .formatted(
                    volume.id(),
                    String.join(
                        ", ", volume.snapshots().stream().map(VolumeId::toString).toList())),
            "Remove, reattach or dissociate them first.");
      }
      Family family = volume.prepared() ? Family.INSTANT : Family.TRADITIONAL;
      for (int left = volume.unused().size() - 1; left >= 0; left--) {
        steps.add(new RemoveMirror(control, volume.id(), family, left));
      }
      if (volume.prepared()) {
        steps.add(new UnprepareVolume(control, volume.id()));
      }
    }
    return decision(run, "unprepare", volumes, steps);
  }

  private Decision<Plan> decision(
      RunId run, String operation, List<Facts> volumes, List<Step> steps) {
    return Decision.of(
        refusals,
        () -> Plan.ofVolumes(run, operation, volumes.stream().map(Facts::id).toList(), steps));
  }

  /**
   * What the operator asks of {@code prepare}.
   *
   * @param regionSize of the DCO, such as {@code 64k}; empty for VxVM's own choice
   * @param dcoMirrors of the DCO; 0 for VxVM's own choice
   * @param mirrors how many snapshot mirrors the volume is to have; empty for one where it can have
   *     any
   * @param await whether to wait until they are complete
   */
  public record Request(
      List<VolumeName> volumes,
      Optional<GroupName> group,
      Optional<String> regionSize,
      int dcoMirrors,
      Optional<Integer> mirrors,
      boolean await) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,9})([kKmMgGsSbB]?)");

    public Request {
      volumes = List.copyOf(volumes);
      if (volumes.isEmpty() || volumes.stream().distinct().count() != volumes.size()) {
        throw new IllegalArgumentException("each volume once, and at least one");
      }
      if (dcoMirrors < 0 || dcoMirrors > 32 || mirrors.filter(n -> n < 0 || n > 32).isPresent()) {
        throw new IllegalArgumentException("a volume has up to 32 mirrors");
      }
      regionSize.ifPresent(Request::requirePowerOfTwo);
    }

    /** The region size is a power of two and at least 16 KB (vxsnap(1M), prepare). */
    private static void requirePowerOfTwo(String size) {
      var matcher = SIZE.matcher(size);
      if (matcher.matches()) {
        long unit =
            switch (matcher.group(2)) {
              case "k", "K" -> 1024;
              case "m", "M" -> 1024 * 1024;
              case "g", "G" -> 1024 * 1024 * 1024;
              default -> 512;
            };
        long bytes = Long.parseLong(matcher.group(1)) * unit;
        if (bytes >= 16 * 1024 && Long.bitCount(bytes) == 1) {
          return;
        }
      }
      throw new IllegalArgumentException(
          "'" + size + "' is not a region size: a power of two, at least 16k, such as 64k");
    }
  }
}
