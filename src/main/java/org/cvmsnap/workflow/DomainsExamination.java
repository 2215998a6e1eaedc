package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/**
 * Whether this is a control domain whose Logical Domains Manager answers, and whether the guests
 * are here that takes are to come of.
 */
record DomainsExamination(Doctor.Request request) implements Examination {
  private static final String RIGHTS =
      "Run cvmsnap as root in a control domain, or name the words that give its rights:"
          + " --node-prefix pfexec. See: svcs ldmd; ldm list.";

  @Override
  public String check() {
    return "domains";
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    Site site = examined.site();
    examined.takes().addAll(request.takes());
    request.unread().forEach(name -> unread(examined, name));
    try {
      site.ldmHere().controlDomain();
      Machine control = new Survey(site).here().control();
      examined.here(control);
      List<Domain> domains = site.ldm(control).domains();
      domains.forEach(domain -> examined.domains().put(domain.name(), domain));
      site.ldm(control).backEnds();
      if (request.takes().isEmpty() && request.unread().isEmpty()) {
        for (GuestName guest : withSharedVolumes(site, control, domains)) {
          request
              .usual()
              .apply(guest)
              .ifPresentOrElse(examined.takes()::add, () -> unread(examined, guest.value()));
        }
      }
      examined.ok(
          check(), control.name(), "ldm tells of " + domains.size() + " domains" + named(examined));
    } catch (NotLearnedException e) {
      examined.unknown(check(), examined.control(), e, RIGHTS);
    }
  }

  private static void unread(Examined examined, String name) {
    examined.unjudged(NextTakeExamination.CHECK, name, ConfigurationExamination.CHECK);
  }

  private static String named(Examined examined) {
    return examined.guests().isEmpty()
        ? "; none is examined"
        : "; examined: "
            + examined.guests().stream()
                .map(take -> take.guest().value())
                .collect(Collectors.joining(", "));
  }

  /** The guests with disks on them; none where that cannot be learned, which is told elsewhere. */
  private static TreeSet<GuestName> withSharedVolumes(
      Site site, Machine control, List<Domain> domains)
      throws NotLearnedException, InterruptedException {
    TreeSet<GuestName> guests = new TreeSet<>();
    List<GroupName> shared;
    try {
      shared =
          site.vxvm(control).groups().stream()
              .filter(DiskGroup::shared)
              .map(DiskGroup::name)
              .toList();
    } catch (NotLearnedException e) {
      return guests;
    }
    List<Disk> disks = Disk.all(site.ldm(control));
    for (Domain domain : domains) {
      boolean has =
          disks.stream()
              .filter(disk -> disk.vdisk().domain().equals(domain.name()))
              .flatMap(disk -> disk.volume().stream())
              .anyMatch(volume -> shared.contains(volume.group()));
      if (has && !domain.flags().control()) {
        guests.add(domain.name());
      }
    }
    return guests;
  }

  /** That a guest is not here; empty where it is, or where the domains are not known. */
  static Optional<Refusal> missing(Examined examined, GuestName guest) {
    return examined.domains().isEmpty() || examined.domains().containsKey(guest)
        ? Optional.empty()
        : Optional.of(
            new Refusal(
                "There is no domain '%s' on %s.".formatted(guest, examined.control().name()),
                "Work on the node where it is: cvmsnap topology."));
  }
}
