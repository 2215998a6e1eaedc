package org.cvmsnap.plan.take;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Nearest;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.plan.outage.CleanProof;
import org.cvmsnap.plan.outage.Outage;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.ProveClean;
import org.cvmsnap.step.TagSnapshot;

/** Decides whether snapshots can be taken, and how: facts and a request in, a plan out. */
public final class TakePlanner {
  private final TakeRequest request;
  private final OutageFacts facts;
  private final KindFacts kindFacts;
  private final String version;

  /**
   * @param version of cvmsnap, for the snapshots' tags
   */
  public TakePlanner(TakeRequest request, OutageFacts facts, KindFacts kindFacts, String version) {
    this.request = request;
    this.facts = facts;
    this.kindFacts = kindFacts;
    this.version = version;
  }

  public Decision<TakePlan> decide(RunId run, Instant now) {
    Sources sources = Sources.among(request, facts);
    if (!sources.refusals().isEmpty()) {
      return new Decision.Refused<>(sources.refusals());
    }
    List<VolumeId> volumes = sources.volumes();
    List<Refusal> refusals = new ArrayList<>(new TakeChecks(request, facts).refusals(volumes));
    GroupName group = volumes.get(0).group();
    GroupName target = request.kind().target(group);
    SnapshotNames.Named named = named(volumes, target, now);
    refusals.addAll(named.refusals());
    if (!request.safety()) {
      refusals.addAll(proof(volumes).refusals());
    }
    facts
        .group(volumes.get(0))
        .ifPresent(
            found ->
                refusals.addAll(
                    KindChecks.of(request.kind(), context(found, named.pairs()), volumes)));
    return Decision.of(refusals, () -> planned(run, volumes, named.pairs()));
  }

  private TakePlan planned(RunId run, List<VolumeId> volumes, List<SnapshotPair> set) {
    KindContext context = context(facts.group(volumes.get(0)).orElseThrow(), set);
    return new TakePlan(
        new Plan(
            run,
            "take",
            Optional.of(request.guest()),
            volumes,
            steps(run, volumes, context),
            facts.guest().constraints()),
        set,
        proof(volumes).warnings());
  }

  private CleanProof proof(List<VolumeId> volumes) {
    return new CleanProof(request.outage(), facts, volumes);
  }

  private KindContext context(GroupFacts group, List<SnapshotPair> set) {
    return new KindContext(facts.control(), group, kindFacts, set);
  }

  private SnapshotNames.Named named(List<VolumeId> volumes, GroupName target, Instant now) {
    VolumeId first = volumes.get(0);
    Set<String> taken =
        (target.equals(first.group()) ? facts.group(first) : kindFacts.target())
            .map(found -> found.layout().recordNames())
            .orElse(Set.of());
    return new SnapshotNames(request.name().orElse(SnapshotNames.USUAL), now, target, taken)
        .name(volumes);
  }

  private List<Step> steps(RunId run, List<VolumeId> volumes, KindContext context) {
    Kind kind = request.kind();
    Outage outage = new Outage(request.outage(), facts);
    List<Step> steps =
        new ArrayList<>(
            outage.steps(
                run,
                kind.preparation(context, run),
                volumes,
                volumes,
                Optional.of(
                    request.safety() ? ProveClean.Demand.NOT_MOUNTED : proof(volumes).demand())));
    steps.add(new MakeSnapshots(facts.control(), kind.storage(context), context.set()));
    steps.addAll(
        outage.afterSnapshot(
            run, volumes, context.set().stream().map(SnapshotPair::snapshot).toList()));
    for (SnapshotPair pair : context.set()) {
      Map<String, String> tags =
          Tags.of(run, request.guest(), pair.source().name(), context.set().size(), version);
      tags.putAll(Tags.of(context.family()));
      tags.putAll(kind.tags(context));
      tags.putAll(proof(volumes).tags(pair.source()));
      steps.add(new TagSnapshot(facts.control(), pair.snapshot(), tags));
    }
    steps.addAll(kind.after(context));
    return steps;
  }

  /** The volumes that are meant, or why they cannot be told. */
  private record Sources(List<VolumeId> volumes, List<Refusal> refusals) {
    static Sources among(TakeRequest request, OutageFacts facts) {
      List<VolumeId> owned = facts.guest().volumes();
      List<VolumeId> volumes = new ArrayList<>();
      List<Refusal> refusals = new ArrayList<>();
      for (VolumeName name : request.volumes()) {
        List<VolumeId> found = facts.guest().named(name, request.group());
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
      List<String> names = owned.stream().map(v -> v.name().value()).toList();
      String in = request.group().map(group -> " in disk group " + group).orElse("");
      return new Refusal(
          "No disk of " + request.guest() + " has a volume '" + name + "'" + in + " behind it.",
          (Nearest.ask(name.value(), names, "") + " Its volumes are: " + owned + ".").strip());
    }

    private static Refusal ambiguous(VolumeName name, List<VolumeId> found) {
      return new Refusal(
          "There are several volumes '" + name + "' behind its disks: " + found + ".",
          "Say which with --group " + found.get(0).group() + ".");
    }
  }
}
