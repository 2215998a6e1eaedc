package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;

/**
 * Decides whether a guest may be brought up on this node, as the node that it was on is gone with
 * the journal that says what is owed to it. Nothing but proof will do: a second guest on the same
 * volumes would destroy them.
 */
public final class TakeOverPlanner {
  /** The operation's name in journals. */
  public static final String OPERATION = "take-over";

  private final OutageOptions options;
  private final Facts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  public TakeOverPlanner(OutageOptions options, Facts facts) {
    this.options = options;
    this.facts = facts;
  }

  /**
   * Whether the guest is brought up, and what it is owed on this node, as if a run here had taken
   * it down.
   *
   * @param from the node that it was on
   */
  public Decision<Plan> decide(RunId run, String from) {
    node(from);
    lock();
    if (!up()) {
      elsewhere();
      volumes();
      cluster();
    }
    machine();
    return Decision.of(refusals, () -> plan(run));
  }

  private Plan plan(RunId run) {
    Outage way = new Outage(options, facts.outage());
    List<Step> steps = new ArrayList<>(way.lock(run));
    steps.add(way.stop(false));
    steps.add(way.unbind());
    return new Plan(run, OPERATION, options.guest(), steps, facts.outage().guest().constraints());
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  private String here() {
    return facts.outage().control().name();
  }

  private boolean up() {
    return facts.outage().guest().domain().state() == DomainState.ACTIVE;
  }

  private void node(String from) {
    if (from.equals(here()) || from.equals(facts.outage().control().address())) {
      return; // The journal of a run is lost: what was owed here was paid before.
    }
    Optional<ClusterMember> member =
        facts.members().stream().filter(each -> each.name().equals(from)).findFirst();
    if (member.isEmpty()) {
      List<String> names = facts.members().stream().map(ClusterMember::name).toList();
      refuse(
          "CVM knows no node '" + from + "'.",
          Nearest.ask(from, names, "Its nodes are: " + String.join(", ", names) + "."));
    } else if (!member.get().out()) {
      refuse(
          from + " is in the cluster, and may bring " + options.guest() + " up itself.",
          "Type cvmsnap recover there.");
    }
  }

  private void lock() {
    facts
        .outage()
        .lock()
        .held()
        .ifPresent(
            record -> refusals.add(record.refusal(options.guest(), facts.outage().control())));
    facts.outage().lock().full(options.guest()).ifPresent(refusals::add);
  }

  private void elsewhere() {
    facts
        .elsewhere()
        .forEach(
            (node, domains) ->
                domains.stream()
                    .filter(domain -> domain.name().equals(options.guest()))
                    .filter(domain -> domain.state() != DomainState.INACTIVE)
                    .forEach(
                        domain ->
                            refuse(
                                "%s is %s on %s."
                                    .formatted(options.guest(), domain.state().word(), node.name()),
                                "Leave it there, or unbind it first.")));
  }

  private void volumes() {
    OutageFacts outage = facts.outage();
    OutageChecks checks = new OutageChecks(options, outage);
    List<VolumeId> volumes = outage.guest().volumes().stream().sorted().toList();
    boolean bound = outage.guest().domain().state() != DomainState.INACTIVE;
    for (VolumeId volume : volumes) {
      refusals.addAll(checks.usable(volume));
      refusals.addAll(checks.others(volume));
      outage.nodes().stream()
          .filter(node -> !(bound && node.node().equals(outage.control())))
          .filter(node -> node.open().contains(volume))
          .forEach(
              node ->
                  refuse(
                      volume + " is open on " + node.node().name() + ".",
                      "Find out who has it: vxprint -g %s -v -F '%%name %%devopen'."
                          .formatted(volume.group())));
    }
  }

  /** A group that is not frozen is brought up by the cluster manager itself. */
  private void cluster() {
    for (ServiceGroup owner : facts.outage().vcs().owners()) {
      if (!owner.frozen()) {
        refuse(
            "VCS manages %s, in the service group %s, which is not frozen."
                .formatted(options.guest(), owner.name()),
            ShellLine.hint("Let VCS bring it up: hagrp -online %s -sys %s.", owner.name(), here()));
      }
    }
  }

  private void machine() {
    refusals.addAll(OutageChecks.reconfigured(facts.outage().domains()));
    refusals.addAll(OutageChecks.moving(facts.outage().guest().domain()));
  }

  /**
   * What has to be known before a guest is brought up here that was on a node which is gone.
   *
   * @param outage what is known of the guest and its volumes
   * @param members the nodes as CVM sees them, also those that have left
   * @param elsewhere the domains on every other node that is in the cluster
   */
  public record Facts(
      OutageFacts outage, List<ClusterMember> members, Map<Machine, List<Domain>> elsewhere) {
    public Facts {
      members = List.copyOf(members);
      elsewhere = Map.copyOf(elsewhere);
    }
  }
}
