package org.cvmsnap.step;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ServiceGroup;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/**
 * Whether a guest may be bound or started here: never while anybody else has its volumes open, or
 * VCS brings it up on another node. A second one on the same volumes would destroy them.
 *
 * @param exclusive the volumes that nobody but this guest may have open; they also tell where it is
 * @param owner the service group that might start it elsewhere
 * @param anywhere whether it will do that the guest is up on another node: a cluster manager has
 *     brought it up there, or an operator has
 */
record SafeStart(
    Site site,
    GuestName guest,
    Machine control,
    List<VolumeId> exclusive,
    Optional<OwnerGroup> owner,
    boolean anywhere) {

  /** The look at a guest that is not bound, and would be by {@code next}. */
  Look bind(Invocation next) throws NotLearnedException, InterruptedException {
    return look(
        "it is not bound",
        next,
        "somebody else has its disks",
        () -> new OpenVolumes(site, control).of(exclusive));
  }

  /** The look at a bound guest; meanwhile another node may have taken its disks. */
  Look start(Invocation next) throws NotLearnedException, InterruptedException {
    return look("it is not running", next, "another node has its disks", this::openElsewhere);
  }

  private Map<VolumeId, List<String>> openElsewhere()
      throws NotLearnedException, InterruptedException {
    return new OpenVolumes(site, control).elsewhere(exclusive);
  }

  /** Where volumes are open: the names of the nodes. */
  private interface Sample {
    Map<VolumeId, List<String>> take() throws NotLearnedException, InterruptedException;
  }

  private Look look(String not, Invocation next, String taken, Sample sample)
      throws NotLearnedException, InterruptedException {
    Optional<String> vcs = startedByVcs();
    if (vcs.isPresent()) {
      Optional<Look> up = anywhere ? up(openElsewhere()) : Optional.empty();
      return up.orElseGet(() -> Look.blocked(not + "; " + vcs.get()));
    }
    if (exclusive.isEmpty()) {
      return Look.owed(not, next);
    }
    Map<VolumeId, List<String>> open = sample.take();
    return open.isEmpty()
        ? Look.owed(not, next)
        : up(open)
            .orElseGet(
                () -> Look.blocked(not + ", and " + taken + ": " + OpenVolumes.described(open)));
  }

  /**
   * Why VCS speaks against it. A frozen group does not move, but somebody may have unfrozen it, and
   * before the guest's volumes are open there a moment passes. An engine that does not answer is no
   * reason to keep the guest down: whether its volumes are closed everywhere is asked besides.
   */
  private Optional<String> startedByVcs() throws InterruptedException {
    if (owner.isEmpty()) {
      return Optional.empty();
    }
    try {
      OwnerGroup known = owner.get();
      ServiceGroup group = site.vcs(control).group(known.group(), known.resource());
      return group.isElsewhere(known.system())
          ? Optional.of("VCS has it elsewhere, or is starting it there: " + group.described())
          : Optional.empty();
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  /** The guest counts as back where it is active on a node that has a volume of its open. */
  private Optional<Look> up(Map<VolumeId, List<String>> open) throws InterruptedException {
    if (!anywhere) {
      return Optional.empty();
    }
    List<String> nodes =
        open.values().stream()
            .flatMap(Collection::stream)
            .distinct()
            .filter(node -> !node.equals(control.name()))
            .toList();
    for (String node : nodes) {
      if (isUp(Machine.node(node))) {
        return Optional.of(Look.reached("is up on " + node));
      }
    }
    return Optional.empty();
  }

  private boolean isUp(Machine node) throws InterruptedException {
    try {
      return site.ldm(node).domains().stream()
          .anyMatch(each -> each.name().equals(guest) && each.state() == DomainState.ACTIVE);
    } catch (NotLearnedException e) {
      return false; // its volumes are open there all the same, so it is not started here
    }
  }
}
