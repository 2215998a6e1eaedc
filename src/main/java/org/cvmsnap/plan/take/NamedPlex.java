package org.cvmsnap.plan.take;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.step.SnapshotStorage;

/** A plex of the volume that is there all the time, such as a standing third mirror. */
public record NamedPlex(Map<VolumeName, String> plexes) implements Kind {
  public NamedPlex {
    plexes = Map.copyOf(plexes);
  }

  @Override
  public String word() {
    return "plex";
  }

  @Override
  public List<String> sized(GroupLayout layout, List<VolumeId> volumes) {
    return List.of();
  }

  @Override
  public SnapshotStorage storage(KindContext context) {
    Map<VolumeName, String> own = new LinkedHashMap<>(plexes);
    own.keySet().retainAll(context.volumes().stream().map(VolumeId::name).toList());
    return new SnapshotStorage.Plexes(own);
  }

  @Override
  public void check(KindChecks checks) {
    checks.notLayered();
    checks.prepared(word());
    GroupLayout layout = checks.group().layout();
    for (VolumeId volume : checks.volumes()) {
      String name = plexes.get(volume.name());
      List<Plex> own = layout.plexesOf(volume.name());
      if (name == null) {
        checks.refuse(
            "It is not said which plex of %s is to be broken off.".formatted(volume),
            "Name it: --plex %s=PLEX, one of %s.".formatted(volume.name(), names(own)));
      } else {
        plex(checks, volume, name, own);
      }
    }
  }

  @Override
  public List<Refusal> strays(List<VolumeId> volumes) {
    return plexes.keySet().stream()
        .filter(named -> volumes.stream().noneMatch(each -> each.name().equals(named)))
        .sorted()
        .map(
            named ->
                new Refusal(
                    "--plex names %s, which is not one of the volumes to be taken."
                        .formatted(named),
                    "Take it as well, or leave its plex out."))
        .toList();
  }

  private static void plex(KindChecks checks, VolumeId volume, String name, List<Plex> own) {
    Optional<Plex> found = own.stream().filter(plex -> plex.name().equals(name)).findFirst();
    if (found.isEmpty()) {
      String whose =
          checks.group().layout().plexes().stream()
              .filter(plex -> plex.name().equals(name))
              .flatMap(plex -> plex.volume().stream())
              .map(owner -> "Plex %s belongs to %s, and not to %s.".formatted(name, owner, volume))
              .findFirst()
              .orElse("There is no plex %s.".formatted(name));
      checks.refuse(whose, "The plexes of %s are %s.".formatted(volume.name(), names(own)));
      return;
    }
    Plex plex = found.get();
    if (!complete(plex)) {
      checks.refuse(
          "Plex %s of %s is %s/%s and has to be ENABLED/ACTIVE."
              .formatted(name, volume, plex.kernelState(), plex.state()),
          plex.readyToBreakOff()
              ? "It is a snapshot mirror: --kind break-off takes it."
              : "Name another, or wait until it is: vxprint -g %s -ht %s."
                  .formatted(volume.group(), volume.name()));
    } else if (own.stream().filter(NamedPlex::complete).count() < 2) {
      checks.refuse(
          "Plex %s is the last complete one of %s.".formatted(name, volume),
          "Mirror the volume first: vxassist -g %s mirror %s, or take another kind."
              .formatted(volume.group(), volume.name()));
    }
  }

  private static boolean complete(Plex plex) {
    return plex.kernelState().equals("ENABLED")
        && plex.state().equals("ACTIVE")
        && !plex.layout().equals("LOGONLY");
  }

  private static String names(List<Plex> plexes) {
    return plexes.stream().map(Plex::name).collect(Collectors.joining(", "));
  }
}
