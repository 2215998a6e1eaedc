package org.cvmsnap.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.VcsFacts;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.MountResource;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.vcs.Vcs;

/** Writes the service groups of a scenario, as far as they are about domains of the site. */
final class VcsTables {
  private final Answers answers;
  private final List<String> assumed;

  VcsTables(Answers answers, List<String> assumed) {
    this.answers = answers;
    this.assumed = assumed;
  }

  void write(ScenarioTable scenario, List<Machine> nodes, Set<GuestName> guests)
      throws InterruptedException {
    Machine control = nodes.get(0);
    Optional<Boolean> present = Answers.learned(new Vcs(answers.on(control))::present);
    if (present.isEmpty()) {
      assumed.add("there is no VCS");
    }
    if (!present.orElse(false)) {
      return;
    }
    List<ScenarioTable> written = new ArrayList<>();
    for (GuestName guest : guests) {
      Optional<List<ServiceGroup>> owners =
          Answers.learned(() -> new Vcs(answers.on(control)).owners(guest));
      if (owners.isEmpty()) {
        assumed.add("no group of VCS owns " + guest);
      }
      for (ServiceGroup owner : owners.orElse(List.of())) {
        written.add(group(scenario, control, owner, guest, nodes));
      }
    }
    mounts(scenario, control, nodes, written);
  }

  private ScenarioTable group(
      ScenarioTable scenario,
      Machine control,
      ServiceGroup owner,
      GuestName guest,
      List<Machine> nodes) {
    ScenarioTable group =
        scenario
            .add("vcs")
            .put("group", owner.name())
            .put("systems", systems(owner, nodes))
            .put("frozen", owner.persistently())
            .put("temporarilyFrozen", owner.temporarily());
    assumed.add(
        "group "
            + owner.name()
            + " fails over by itself, at once, and has no critical resource but "
            + owner.resource());
    ScenarioTable resource =
        group.add("resource").put("name", owner.resource()).put("type", "LDom");
    ScenarioTable attributes = resource.table("attributes").put("LDomName", guest.value());
    answers
        .printed(control, "hares", "-value", owner.resource(), "MonitorCPU")
        .ifPresent(value -> attributes.put("MonitorCPU", value.strip()));
    return group;
  }

  /** The nodes whose systems the group has, by the names of the nodes. */
  private List<String> systems(ServiceGroup owner, List<Machine> nodes) {
    List<String> systems = new ArrayList<>();
    for (Machine node : nodes) {
      if (owner.states().keySet().stream().anyMatch(each -> VcsFacts.same(each, node.name()))) {
        systems.add(node.name());
      }
    }
    if (systems.size() < owner.states().size()) {
      assumed.add(
          "the systems of group "
              + owner.name()
              + " are all nodes: VCS calls them "
              + String.join(", ", owner.states().keySet()));
      return nodes.stream().map(Machine::name).toList();
    }
    return systems;
  }

  /** What VCS mounts: only listed, in whichever group. */
  private void mounts(
      ScenarioTable scenario, Machine control, List<Machine> nodes, List<ScenarioTable> groups)
      throws InterruptedException {
    List<MountResource> mounts =
        Answers.learned(new Vcs(answers.on(control))::mounts).orElse(List.of());
    for (MountResource mount : mounts) {
      ScenarioTable group =
          groups.isEmpty()
              ? scenario
                  .add("vcs")
                  .put("group", mount.name() + "_sg")
                  .put("systems", nodes.stream().map(Machine::name).toList())
              : groups.get(0);
      assumed.add("resource " + mount.name() + " is of type CFSMount, and its group is a guess");
      group
          .add("resource")
          .put("name", mount.name())
          .put("type", "CFSMount")
          .table("attributes")
          .put("BlockDevice", mount.volume().device());
    }
    if (groups.isEmpty() && mounts.isEmpty()) {
      assumed.add("there is no VCS: it runs, and manages nothing of what was asked for");
    }
  }
}
