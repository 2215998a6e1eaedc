package org.cvmsnap.plan.outage;

import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;

/** What VCS has to do with a guest that speaks against taking it down. */
final class VcsChecks {
  private final OutageOptions options;
  private final OutageFacts facts;
  private final List<Refusal> refusals = new ArrayList<>();

  VcsChecks(OutageOptions options, OutageFacts facts) {
    this.options = options;
    this.facts = facts;
  }

  List<Refusal> refusals() {
    owners();
    mounts();
    return refusals;
  }

  private void refuse(String problem, String next) {
    refusals.add(new Refusal(problem, next));
  }

  /** A cluster manager that is not told would start the guest on another node. */
  private void owners() {
    List<ServiceGroup> owners = facts.vcs().owners();
    if (owners.size() > 1) {
      refuse(
          "%s is in several service groups: %s."
              .formatted(
                  options.guest(),
                  String.join(", ", owners.stream().map(ServiceGroup::name).toList())),
          "Let only one of them manage it: hares -list Type=LDom.");
      return;
    }
    owners.forEach(this::owner);
  }

  private void owner(ServiceGroup group) {
    String look =
        ShellLine.hint("See: hagrp -state %s; hares -state %s.", group.name(), group.resource());
    boolean runs = facts.guest().domain().state() == DomainState.ACTIVE;
    List<String> online = group.online();
    if (!group.atRest()) {
      refuse(
          "Service group %s, which owns %s, is in transition or faulted: %s."
              .formatted(group.name(), options.guest(), group.described()),
          ShellLine.hint("Wait, or clear the fault: hares -clear %s. ", group.resource()) + look);
    } else if (runs
        ? online.size() != 1 || !facts.vcs().isOn(online.get(0), facts.control().name())
        : !online.isEmpty()) {
      refuse(
          "%s is %s on %s, and service group %s, which owns it, is %s."
              .formatted(
                  options.guest(),
                  runs ? "running" : "not running",
                  facts.control().name(),
                  group.name(),
                  group.described()),
          (runs ? "" : "Work on the node where it runs. ") + look);
    } else if (options.freeze() == Freeze.PERSISTENT && !group.frozen() && facts.vcs().open()) {
      refuse(
          "The configuration of VCS is open: somebody is changing it.",
          "Wait until it is closed (haclus -value ReadOnly says 1), or use --freeze temporary.");
    }
  }

  /** Once the guest has let go of the volume, VCS could mount it in a control domain. */
  private void mounts() {
    List<VolumeId> ours = facts.guest().volumes();
    facts.vcs().mounts().stream()
        .filter(mount -> ours.contains(mount.volume()))
        .forEach(
            mount ->
                refuse(
                    "%s, which %s uses, is mounted in control domains by resource %s of VCS."
                        .formatted(mount.volume(), options.guest(), mount.name()),
                    ShellLine.hint(
                        "Take it from one of them. See: hares -display %s; ldm list -o disk %s.",
                        mount.name(), options.guest())));
  }
}
