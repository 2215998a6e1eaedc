package org.cvmsnap.workflow;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.ClusterMode;
import org.cvmsnap.model.Machine;
import org.cvmsnap.vxvm.Vxvm;

/** Whether all nodes are members of the CVM cluster, and it has a master. */
record ClusterExamination() implements Examination {
  static final String CHECK = "cluster";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Machine here = examined.control();
    Vxvm vxvm = examined.site().vxvm(here);
    try {
      ClusterMode mode = vxvm.mode();
      if (!mode.active()) {
        examined.trouble(
            CHECK,
            here.name(),
            new Refusal(
                "CVM is not active here, so volumes cannot be shared.",
                "Start the cluster, on %s: hastart; vxdctl -c mode.".formatted(here.name())));
        return;
      }
      List<ClusterMember> members = vxvm.members();
      List<Machine> nodes = new OpenVolumes(examined.site(), here).nodes();
      nodes.stream()
          .filter(node -> !node.name().equals(here.name()))
          .forEach(examined.others()::add);
      members.stream()
          .filter(member -> !member.state().startsWith("Joined"))
          .forEach(member -> examined.trouble(CHECK, member.name(), absent(member)));
      if (members.stream().noneMatch(ClusterMember::master)) {
        examined.trouble(
            CHECK,
            here.name(),
            new Refusal(
                "The cluster has no master, so no disk group can be changed.",
                "Wait until it has chosen one: vxclustadm nidmap; vxdctl -c mode."));
      } else {
        examined.ok(
            CHECK,
            here.name(),
            "is %s; %s"
                .formatted(
                    mode.role()
                        .map(role -> role.name().toLowerCase(Locale.ROOT))
                        .orElse("a member"),
                    members.stream()
                        .map(member -> member.name() + " " + member.state())
                        .collect(Collectors.joining(", "))));
      }
    } catch (NotLearnedException e) {
      Optional<String> first = examined.wrong("vxvm");
      if (first.isPresent()) {
        examined.unjudged(CHECK, here.name(), first.get());
      } else {
        examined.unknown(
            CHECK, here, e, "See, as root: vxclustadm -v nodestate; vxclustadm nidmap.");
      }
    }
  }

  private static Refusal absent(ClusterMember member) {
    return new Refusal(
        "It is not in the cluster (%s), so the guest could not be brought up there."
            .formatted(member.state()),
        "Start the cluster on %s: hastart. Where it is down for long, nothing is to be done: what is not in the cluster is not asked."
            .formatted(member.name()));
  }
}
