package org.cvmsnap.workflow;

import java.util.List;
import org.cvmsnap.cluster.NodeInquiry;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Whether every other node of the cluster answers, is the one that is meant, and tells of its
 * domains and of what it has open: before each snapshot all of them are asked.
 */
record NodesExamination() implements Examination {
  static final String CHECK = "nodes";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    for (Machine node : List.copyOf(examined.others())) {
      one(examined, node);
    }
  }

  private static void one(Examined examined, Machine node) throws InterruptedException {
    Site site = examined.site();
    Vxvm vxvm = site.vxvm(node);
    try {
      List<DiskGroup> groups = vxvm.groups();
      for (DiskGroup group : groups) {
        if (group.shared() && group.enabled()) {
          vxvm.attributes(group.name());
        }
      }
      List<Domain> domains = NodeInquiry.domains(site.ldm(node), Ldm::domains, List.<Domain>of());
      NodeInquiry.domains(site.ldm(node), Ldm::backEnds, List.of());
      examined.ok(
          CHECK,
          node.name(),
          "answers, is who it says, and tells of %d disk groups and %d domains"
              .formatted(groups.size(), domains.size()));
    } catch (NotLearnedException e) {
      examined.unknown(
          CHECK,
          node,
          e,
          "Make this work, on %s: ssh -o BatchMode=yes %s vxdg list. Or say how ssh reaches it: --node-ssh %s=[USER@]ADDRESS."
              .formatted(examined.control().name(), node.address(), node.name()));
    }
  }
}
