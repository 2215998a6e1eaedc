package org.cvmsnap.plan;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;

/** Decides whether snapshots can be taken, and how: facts and a request in, a plan out. */
public final class TakePlanner {
  private final TakeRequest request;
  private final OutageFacts facts;
  private final String version;

  /**
   * @param version of cvmsnap, for the snapshots' tags
   */
  public TakePlanner(TakeRequest request, OutageFacts facts, String version) {
    this.request = request;
    this.facts = facts;
    this.version = version;
  }

  public TakeDecision decide(RunId run, Instant now) {
    Sources sources = Sources.among(request, facts);
    if (!sources.refusals().isEmpty()) {
      return new TakeDecision.Refused(sources.refusals());
    }
    List<VolumeId> volumes = sources.volumes();
    List<Refusal> refusals = new ArrayList<>(new TakeChecks(request, facts).refusals(volumes));
    GroupName group = volumes.get(0).group();
    SnapshotNames.Named named = named(volumes, now);
    refusals.addAll(named.refusals());
    if (!refusals.isEmpty()) {
      return new TakeDecision.Refused(refusals);
    }
    Family family = family(volumes.get(0));
    return new TakeDecision.Planned(
        new Plan(
            run,
            "take",
            Optional.of(request.guest()),
            volumes,
            steps(run, volumes, family, named.pairs()),
            facts.guest().constraints()),
        group,
        named.pairs());
  }

  private SnapshotNames.Named named(List<VolumeId> volumes, Instant now) {
    Set<VolumeName> taken = new HashSet<>();
    facts
        .group(volumes.get(0))
        .ifPresent(found -> found.layout().volumes().forEach(volume -> taken.add(volume.name())));
    return new SnapshotNames(request.name().orElse(SnapshotNames.USUAL), now, taken)
        .name(volumes.stream().map(VolumeId::name).toList());
  }

  private Family family(VolumeId volume) {
    boolean prepared =
        facts
            .group(volume)
            .flatMap(found -> found.attributes(volume.name()))
            .flatMap(VolumeAttributes::instant)
            .orElseThrow();
    return prepared ? Family.INSTANT : Family.TRADITIONAL;
  }

  private List<StepSpec> steps(
      RunId run, List<VolumeId> volumes, Family family, List<SnapshotPair> set) {
    List<StepSpec> steps = new ArrayList<>();
    for (VolumeId volume : volumes) {
      if (!hasMirror(volume)) {
        steps.add(new StepSpec.AttachMirror(facts.control(), volume, family));
      }
    }
    Outage outage = new Outage(request.outage(), facts);
    steps.addAll(outage.wayDown(volumes));
    GroupName group = volumes.get(0).group();
    steps.add(outage.proof(volumes));
    steps.add(new StepSpec.MakeSnapshots(facts.control(), group, family, set));
    for (SnapshotPair pair : set) {
      steps.add(
          new StepSpec.TagSnapshot(
              facts.control(), group, pair.snapshot(), pair.source(), tags(run, set, pair)));
    }
    return steps;
  }

  private boolean hasMirror(VolumeId volume) {
    return facts
        .group(volume)
        .map(found -> found.layout().plexesOf(volume.name()))
        .orElse(List.of())
        .stream()
        .anyMatch(Plex::readyToBreakOff);
  }

  private Map<String, String> tags(RunId run, List<SnapshotPair> set, SnapshotPair pair) {
    Map<String, String> tags = new LinkedHashMap<>();
    tags.put(Tags.RUN, run.value());
    tags.put(Tags.GUEST, request.guest().value());
    tags.put(Tags.SOURCE, pair.source().value());
    tags.put(Tags.SET, String.valueOf(set.size()));
    tags.put(Tags.KIND, "break-off");
    tags.put(Tags.VERSION, version);
    return tags;
  }

  /** The volumes that are meant, or why they cannot be told. */
  private record Sources(List<VolumeId> volumes, List<Refusal> refusals) {
    static Sources among(TakeRequest request, OutageFacts facts) {
      List<VolumeId> owned =
          facts.guest().disks().stream().flatMap(d -> d.volume().stream()).distinct().toList();
      List<VolumeId> volumes = new ArrayList<>();
      List<Refusal> refusals = new ArrayList<>();
      for (VolumeName name : request.volumes()) {
        List<VolumeId> found =
            owned.stream()
                .filter(volume -> volume.name().equals(name))
                .filter(volume -> request.group().map(volume.group()::equals).orElse(true))
                .toList();
        if (found.size() == 1) {
          volumes.add(found.get(0));
        } else {
          refusals.add(found.isEmpty() ? unknown(request, name, owned) : ambiguous(name, found));
        }
      }
      if (refusals.isEmpty() && volumes.stream().map(VolumeId::group).distinct().count() > 1) {
        refusals.add(
            new Refusal(
                "The volumes are in several disk groups, and one instant spans only one: "
                    + volumes
                    + ".",
                "Take the volumes of each group in a run of its own."));
      }
      return new Sources(List.copyOf(volumes), List.copyOf(refusals));
    }

    private static Refusal unknown(TakeRequest request, VolumeName name, List<VolumeId> owned) {
      List<String> near =
          Nearest.to(name.value(), owned.stream().map(v -> v.name().value()).toList());
      String in = request.group().map(group -> " in disk group " + group).orElse("");
      return new Refusal(
          "No disk of " + request.guest() + " has a volume '" + name + "'" + in + " behind it.",
          near.isEmpty()
              ? "Its volumes are: " + owned + "."
              : "Did you mean " + String.join(" or ", near) + "? Its volumes are: " + owned + ".");
    }

    private static Refusal ambiguous(VolumeName name, List<VolumeId> found) {
      return new Refusal(
          "There are several volumes '" + name + "' behind its disks: " + found + ".",
          "Say which with --group "
              + Optional.of(found.get(0)).map(volume -> volume.group().value()).orElse("")
              + ".");
    }
  }
}
