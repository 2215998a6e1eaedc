package org.cvmsnap.step;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.cluster.OpenVolumes;
import org.cvmsnap.cluster.OwnerGroup;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.engine.Look;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.ldm.LdmCommands;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Debt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;

/**
 * The domain is inactive: a bound one keeps its back ends open.
 *
 * @param exclusive the volumes that must be open nowhere before it may be bound again: those that
 *     nobody but this guest had open when it was surveyed
 * @param owner the service group that might start it elsewhere
 * @param numbers of its disks, by their names
 * @param devices of the volumes behind its disks, by the names of these, an empty text where there
 *     was none; no entries in journals of older versions
 * @param boot how long the guest may take to boot: what cannot be seen of it on the way home is
 *     waited for as long; empty in journals of older versions
 */
public record UnbindDomain(
    GuestName guest,
    Machine control,
    List<VolumeId> exclusive,
    Optional<OwnerGroup> owner,
    Map<String, Integer> numbers,
    Map<String, String> devices,
    Optional<Duration> boot)
    implements SiteStep.InOutage {
  /**
   * How long binding and unbinding may take: ldm answers nobody while the hypervisor scrubs the
   * memory of a domain, which has been seen to take 7 minutes for 500 GB (Oracle VM Server
   * administration guide, migration).
   */
  static final Duration LIMIT = Duration.ofMinutes(15);

  public UnbindDomain {
    exclusive = List.copyOf(exclusive);
    numbers = Map.copyOf(numbers);
    devices = Map.copyOf(devices);
  }

  @Override
  public Optional<Debt> debt() {
    return Optional.of(Debt.down("unbound", guest, guest + " has to be bound"));
  }

  @Override
  public Goal goal(Site site, History history) {
    return Goal.of(
        subject(guest.value()), Limits.of(LIMIT, LIMIT), List.of(unbinding()), acts -> look(site));
  }

  private Look look(Site site) throws NotLearnedException, InterruptedException {
    Domain domain = site.ldm(control).domain(guest);
    if (!domain.settled()) {
      return Look.moving(domain.motion());
    }
    return switch (domain.state()) {
      case INACTIVE -> Look.reached();
      case BOUND -> Look.owed("it is bound", unbinding());
      case ACTIVE -> Look.blocked("it is active: somebody started it meanwhile");
      case CHANGING, SUSPENDED -> Look.moving(domain.motion());
    };
  }

  private Invocation unbinding() {
    return here(LdmCommands.unbind(guest));
  }

  /**
   * The domain is bound again, with its disks under their numbers. It never is while anybody else
   * has its volumes open. That these are seen open now is a second control of the proof that they
   * were closed.
   */
  @Override
  public Goal repayment(Site site, boolean resumed) {
    Invocation binding = here(LdmCommands.bind(guest));
    return Goal.of(
        subject("bind-domain", guest.value()),
        Limits.of(LIMIT, boot.filter(longer -> longer.compareTo(LIMIT) > 0).orElse(LIMIT))
            .settling(Duration.ofMinutes(1), Duration.ofMinutes(2))
            .attempts(5),
        List.of(binding),
        acts -> {
          if (!acts.none()) {
            site.readAhead(
                List.of(
                    () -> site.ldm(control).domain(guest),
                    () -> site.ldm(control).backEnds(),
                    () -> new DiskNumbers(guest, control, numbers).against(site),
                    () -> ProveOpen.unseen(site, control, exclusive)));
          }
          Domain domain = site.ldm(control).domain(guest);
          return switch (domain.state()) {
            case BOUND -> bound(site);
            case ACTIVE -> disks().against(site).orElseGet(Look::reached);
            case CHANGING, SUSPENDED -> Look.moving(domain.motion());
            case INACTIVE -> inactive(site, binding, resumed);
          };
        });
  }

  private DisksAsBefore disks() {
    return new DisksAsBefore(guest, control, devices);
  }

  /**
   * A process that takes up the run of another looks before it binds whether the disks are those
   * that it had: somebody may have had hours to change them. One that has unbound it a moment ago
   * looks once it is bound, and before it is started.
   */
  private Look inactive(Site site, Invocation binding, boolean resumed)
      throws NotLearnedException, InterruptedException {
    Set<VolumeId> closed = new LinkedHashSet<>(exclusive);
    if (resumed) {
      Optional<Look> against = disks().against(site);
      if (against.isPresent()) {
        return against.get();
      }
      closed.addAll(disks().added(site));
    }
    return new SafeStart(site, guest, control, List.copyOf(closed), owner, resumed).bind(binding);
  }

  private Look bound(Site site) throws NotLearnedException, InterruptedException {
    Optional<Look> against = new DiskNumbers(guest, control, numbers).against(site);
    Optional<Look> others = against.isPresent() ? against : disks().against(site);
    if (others.isPresent()) {
      return others.get();
    }
    List<VolumeId> added = disks().added(site);
    Map<VolumeId, List<String>> open =
        added.isEmpty() ? Map.of() : new OpenVolumes(site, control).elsewhere(added);
    if (!open.isEmpty()) {
      return Look.blocked(
          "it is bound with a disk that it did not have: "
              + OpenVolumes.described(open)
              + ShellLine.hint(
                  "; take that disk away, on %s: ldm unbind %s, then ldm rm-vdisk",
                  control.name(), guest));
    }
    try {
      List<VolumeId> unseen = ProveOpen.unseen(site, control, exclusive);
      return unseen.isEmpty() ? Look.reached() : Look.differs(ProveOpen.described(control, unseen));
    } catch (NotLearnedException e) {
      return Look.reached(); // the guest does not wait for a control
    }
  }
}
