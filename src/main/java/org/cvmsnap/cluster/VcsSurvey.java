package org.cvmsnap.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Freeze;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.site.Site;
import org.cvmsnap.vcs.Vcs;

/** Who else might start the guest, or take its volumes. Where there is no VCS it asks once. */
public final class VcsSurvey {
  private static final String UNFENCED =
      "Fencing is disabled: a node that the cluster has lost may still write to its volumes.";
  private static final String WATCHED =
      "VCS takes the guest for offline while its CPUs are busy (MonitorCPU), as in a boot.";

  private final Site site;
  private final OutageOptions options;
  private final Machine control;

  VcsSurvey(Site site, OutageOptions options, Machine control) {
    this.site = site;
    this.options = options;
    this.control = control;
  }

  /**
   * Learns it.
   *
   * @param nodes the nodes that are in the cluster now
   * @throws RefusedException when it cannot be learned
   */
  VcsFacts learn(List<Machine> nodes) throws InterruptedException {
    if (options.freeze() == Freeze.IGNORED) {
      return VcsFacts.NONE;
    }
    Vcs vcs = site.vcs(control);
    try {
      if (!vcs.present()) {
        return VcsFacts.NONE;
      }
      List<ServiceGroup> owners = vcs.owners(options.guest());
      boolean asked = options.freeze() == Freeze.PERSISTENT && !owners.isEmpty();
      return new VcsFacts(
          owners, asked && vcs.configurationOpen(), names(vcs, owners, nodes), vcs.mounts());
    } catch (NotLearnedException e) {
      throw new RefusedException(
          "Whether VCS manages "
              + options.guest()
              + " cannot be learned, and it would start it elsewhere: "
              + e.why()
              + ".",
          "See: hastatus -sum. Where VCS cannot start the guest, say --no-vcs.");
    }
  }

  /**
   * What should be known of the cluster before a guest that VCS manages goes down; asks it again.
   */
  List<String> hazards(VcsFacts facts) throws InterruptedException {
    List<String> warnings = new ArrayList<>();
    Vcs vcs = site.vcs(control);
    for (ServiceGroup owner : facts.owners()) {
      addAnswer(warnings, () -> vcs.links().stream().map(VcsSurvey::jeopardy).toList());
      addAnswer(
          warnings,
          () -> vcs.fencing().filter("DISABLED"::equals).map(m -> UNFENCED).stream().toList());
      addAnswer(warnings, () -> vcs.watchesCpus(owner.resource()) ? List.of(WATCHED) : List.of());
    }
    return List.copyOf(warnings);
  }

  private static String jeopardy(String node) {
    return "Node %s is in jeopardy: it has one link of the cluster left, see lltstat -nvv active."
        .formatted(node);
  }

  /** Asks what decides nothing. */
  private static void addAnswer(List<String> warnings, Question<List<String>> question)
      throws InterruptedException {
    try {
      warnings.addAll(question.ask());
    } catch (NotLearnedException e) {
      warnings.add("How the cluster is cannot be learned: " + e.why() + ".");
    }
  }

  /**
   * The nodes of the groups' systems, where the names do not tell: a system may be called as its
   * administrator likes, and only its number in LLT is the same for CVM (hasys(1M),
   * vxclustadm(1M)).
   */
  private Map<String, String> names(Vcs vcs, List<ServiceGroup> owners, List<Machine> nodes)
      throws NotLearnedException, InterruptedException {
    boolean plain =
        owners.stream()
            .flatMap(owner -> owner.states().keySet().stream())
            .allMatch(s -> nodes.stream().anyMatch(node -> VcsFacts.same(s, node.name())));
    if (plain) {
      return Map.of();
    }
    Map<String, Integer> ids = vcs.nodeIds();
    List<ClusterMember> members = site.vxvm(control).members();
    Map<String, String> names = new LinkedHashMap<>();
    ids.forEach(
        (system, id) ->
            members.stream()
                .filter(member -> member.cmId() == id)
                .forEach(member -> names.put(system, member.name())));
    return names;
  }
}
