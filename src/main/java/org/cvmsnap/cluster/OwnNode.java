package org.cvmsnap.cluster;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.ClusterMember;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.NodeState;
import org.cvmsnap.vxvm.Vxvm;

/**
 * Which node of the cluster this is. A node may have another name in CVM than for itself: {@code
 * vxclustadm -v nodestate} tells its number, and {@code vxclustadm nidmap} whose that is.
 */
final class OwnNode {
  private final Vxvm vxvm;
  private final Machine control;

  /**
   * @param control this control domain, by whatever name
   */
  OwnNode(Vxvm vxvm, Machine control) {
    this.vxvm = vxvm;
    this.control = control;
  }

  /**
   * This node and all that the cluster knows.
   *
   * @param control this control domain by its name in the cluster
   */
  record Membership(Machine control, List<ClusterMember> members) {
    Membership {
      members = List.copyOf(members);
    }
  }

  /**
   * Finds out by numbers, and by names only where this node does not tell its number.
   *
   * @throws RefusedException when it is no member of the cluster
   */
  Membership membership() throws NotLearnedException, InterruptedException {
    OptionalInt id = OptionalInt.empty();
    OptionalInt count = OptionalInt.empty();
    String why = "";
    boolean member;
    try {
      NodeState state = vxvm.state();
      id = state.id();
      count = state.members();
      member = state.member();
    } catch (NotLearnedException e) {
      why = e.why();
      member = vxvm.mode().active();
    }
    if (!member) {
      throw new RefusedException(
          "CVM is not active on " + control.name() + ", so its volumes cannot be shared.",
          "Start the cluster here, or work on a node that is a member: vxdctl -c mode.");
    }
    List<ClusterMember> members = members(count);
    return new Membership(
        id.isPresent() ? numbered(members, id.getAsInt()) : named(members, why), members);
  }

  /** All that the cluster knows, as many as this node counts where it does. */
  List<ClusterMember> members() throws NotLearnedException, InterruptedException {
    OptionalInt count;
    try {
      count = vxvm.state().members();
    } catch (NotLearnedException e) {
      count = OptionalInt.empty();
    }
    return members(count);
  }

  /** One that is missing from the list would not be asked what it has open. */
  private List<ClusterMember> members(OptionalInt count)
      throws NotLearnedException, InterruptedException {
    List<ClusterMember> members = vxvm.members();
    long listed = members.stream().filter(member -> !member.out()).count();
    if (count.isPresent() && listed < count.getAsInt()) {
      throw new NotLearnedException(
          "'vxclustadm nidmap' lists %d members of the cluster, and this node counts %d"
              .formatted(listed, count.getAsInt()));
    }
    return members;
  }

  /**
   * This node before anything is asked of the cluster. A plain name is taken for that in the
   * cluster until the members are read, and any name where they cannot be read: whoever needs the
   * members is refused then.
   */
  Machine atFirst() throws InterruptedException {
    if (control.name().indexOf('.') < 0) {
      return control;
    }
    try {
      return among(vxvm.members());
    } catch (NotLearnedException e) {
      return control;
    }
  }

  /** This node among those members: by its name, and by its number where none is called so. */
  Machine among(List<ClusterMember> members) throws NotLearnedException, InterruptedException {
    if (one(members, member -> member.name().equals(control.name())).isPresent()) {
      return control;
    }
    OptionalInt id;
    try {
      id = vxvm.state().id();
    } catch (NotLearnedException e) {
      return named(members, e.why());
    }
    return id.isPresent()
        ? numbered(members, id.getAsInt())
        : named(members, "it says that it is out of the cluster");
  }

  private Machine numbered(List<ClusterMember> members, int id) throws NotLearnedException {
    return one(members, member -> member.cvmId() == id)
        .orElseThrow(
            () ->
                new NotLearnedException(
                    "this node has the number "
                        + id
                        + " in CVM, and the cluster has no member of that number"));
  }

  private Machine named(List<ClusterMember> members, String why) throws NotLearnedException {
    return one(members, member -> member.name().equals(control.name()))
        .orElseThrow(
            () ->
                new NotLearnedException(
                    "this node is '"
                        + control.name()
                        + "', and the cluster has no member of that name; "
                        + why));
  }

  private Optional<Machine> one(List<ClusterMember> members, Predicate<ClusterMember> which) {
    return members.stream()
        .filter(which)
        .findFirst()
        .map(member -> Machine.controlDomain(member.name(), control.address()));
  }
}
