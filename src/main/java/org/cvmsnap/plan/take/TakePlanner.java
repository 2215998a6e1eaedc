package org.cvmsnap.plan.take;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Restoring;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
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
  private final Map<GroupName, KindFacts> kindFacts;
  private final String version;

  /**
   * @param kindFacts what the kind of snapshots has to know, by the disk groups of the sources;
   *     nothing of one that is not in it
   * @param version of cvmsnap, for the snapshots' tags
   */
  public TakePlanner(
      TakeRequest request, OutageFacts facts, Map<GroupName, KindFacts> kindFacts, String version) {
    this.request = request;
    this.facts = facts;
    this.kindFacts = Map.copyOf(kindFacts);
    this.version = version;
  }

  public Decision<TakePlan> decide(RunId run, Instant now) {
    Sources sources = Sources.among(request, facts);
    if (!sources.refusals().isEmpty()) {
      return new Decision.Refused<>(sources.refusals());
    }
    List<VolumeId> volumes = sources.volumes();
    List<Refusal> refusals = new ArrayList<>(new TakeChecks(request, facts).refusals(volumes));
    SnapshotNames.Named named = named(volumes, now);
    refusals.addAll(named.refusals());
    if (!request.safety()) {
      refusals.addAll(proof(volumes).refusals());
    }
    refusals.addAll(KindChecks.of(request.kind(), contexts(volumes, named.pairs())));
    kindFacts.values().stream()
        .flatMap(facts -> facts.restoring().values().stream())
        .map(Restoring::refusal)
        .forEach(refusals::add);
    return Decision.of(refusals, () -> planned(run, sources, named.pairs()));
  }

  private TakePlan planned(RunId run, Sources sources, List<SnapshotPair> set) {
    List<VolumeId> volumes = sources.volumes();
    return new TakePlan(
        new Plan(
            run,
            "take",
            Optional.of(request.guest()),
            volumes,
            steps(run, volumes, set),
            facts.guest().constraints()),
        set,
        proof(volumes).warnings(),
        sources.omitted(),
        Stream.concat(sources.notes().stream(), instants(set).stream()).toList());
  }

  /** What is to be known of a set that is in several disk groups. */
  private static Optional<String> instants(List<SnapshotPair> set) {
    Set<GroupName> groups = SnapshotPair.byGroup(set).keySet();
    return groups.size() == 1
        ? Optional.empty()
        : Optional.of(
            "The volumes are in the disk groups %s: the snapshots in each are made in an instant of its own, while all of the volumes are closed."
                .formatted(
                    groups.stream().map(GroupName::value).collect(Collectors.joining(", "))));
  }

  private CleanProof proof(List<VolumeId> volumes) {
    return new CleanProof(request.outage(), facts, volumes);
  }

  /**
   * What the kind works with, for each disk group, of which VxVM knows here.
   *
   * @param set may be empty, where the snapshots could not be named
   */
  private List<KindContext> contexts(List<VolumeId> volumes, List<SnapshotPair> set) {
    Map<GroupName, List<SnapshotPair>> pairs = SnapshotPair.byGroup(set);
    return volumes.stream()
        .map(VolumeId::group)
        .distinct()
        .flatMap(name -> Optional.ofNullable(facts.groups().get(name)).stream())
        .map(
            group ->
                new KindContext(
                    facts.control(),
                    group,
                    kindFacts(group.name()),
                    volumes.stream().filter(each -> each.group().equals(group.name())).toList(),
                    pairs.getOrDefault(group.name(), List.of())))
        .toList();
  }

  private KindFacts kindFacts(GroupName sources) {
    return kindFacts.getOrDefault(sources, KindFacts.NONE);
  }

  private SnapshotNames.Named named(List<VolumeId> volumes, Instant now) {
    return new SnapshotNames(
            request.name().orElse(SnapshotNames.USUAL), now, request.kind()::target, this::taken)
        .name(volumes);
  }

  /** The names that are in use where the snapshots of a disk group's volumes will be. */
  private Set<String> taken(GroupName sources) {
    return (request.kind().target(sources).equals(sources)
            ? Optional.ofNullable(facts.groups().get(sources))
            : kindFacts(sources).target())
        .map(found -> found.layout().recordNames())
        .orElse(Set.of());
  }

  /**
   * VxVM makes the snapshots of one disk group in one instant: with several groups each has its
   * own. Nobody writes in between, as all volumes are closed from before the first to after the
   * last.
   */
  private List<Step> steps(RunId run, List<VolumeId> volumes, List<SnapshotPair> set) {
    Kind kind = request.kind();
    List<KindContext> contexts = contexts(volumes, set);
    Outage outage = new Outage(request.outage(), facts);
    List<Step> steps =
        new ArrayList<>(
            outage.steps(
                run,
                contexts.stream()
                    .flatMap(context -> kind.preparation(context, run).stream())
                    .toList(),
                volumes,
                volumes,
                Optional.of(
                    request.safety() ? ProveClean.Demand.NOT_MOUNTED : proof(volumes).demand())));
    for (KindContext context : contexts) {
      steps.add(new MakeSnapshots(facts.control(), kind.storage(context), context.set()));
    }
    steps.addAll(
        outage.afterSnapshot(run, volumes, set.stream().map(SnapshotPair::snapshot).toList()));
    long sequence = GroupFacts.nextSequence(contexts.stream().map(KindContext::target));
    for (KindContext context : contexts) {
      for (SnapshotPair pair : context.set()) {
        Map<String, String> tags = Tags.of(run, request.guest(), pair, set, sequence, version);
        tags.putAll(Tags.of(context.family()));
        tags.putAll(kind.tags(context));
        request.comment().ifPresent(comment -> tags.put(Tags.COMMENT, comment.encoded()));
        request.policy().ifPresent(policy -> tags.put(Tags.POLICY, policy));
        tags.putAll(proof(volumes).tags(pair.source()));
        steps.add(new TagSnapshot(facts.control(), pair.snapshot(), tags));
      }
    }
    contexts.forEach(context -> steps.addAll(kind.after(context)));
    return steps;
  }
}
