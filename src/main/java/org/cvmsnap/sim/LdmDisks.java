package org.cvmsnap.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * {@code ldm}(1M): what gives virtual disks to domains, changes them and takes them away. An
 * operating system that runs has a say in it; of a domain that is bound or inactive it is the
 * configuration alone that changes.
 */
final class LdmDisks {
  private final SimCluster cluster;

  LdmDisks(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** What the words do; empty for a verb that is none of these. */
  Optional<Work> work(SimNode node, String verb, List<String> words) {
    LdmWords parsed = LdmWords.of(words);
    return switch (verb) {
      case "add-vdisk" ->
          Optional.of(change(node, parsed, Span.ATTACH_DISK, () -> add(node, parsed)));
      case "set-vdisk" ->
          Optional.of(Work.change(cluster.span(Span.CONFIGURE), () -> set(node, parsed)));
      case "rm-vdisk", "remove-vdisk" ->
          Optional.of(change(node, parsed, Span.DETACH_DISK, () -> remove(node, parsed)));
      default -> Optional.empty();
    };
  }

  /** Takes {@code live} where an operating system runs that has to take part. */
  private Work change(SimNode node, LdmWords words, Span live, Supplier<Reply> effect) {
    List<String> names = words.names();
    return Work.change(
        names.isEmpty()
            ? cluster.span(Span.CONFIGURE)
            : node.domain(names.get(names.size() - 1))
                .filter(Domain::reachable)
                .map(domain -> cluster.span(domain, live))
                .orElse(cluster.span(Span.CONFIGURE)),
        effect);
  }

  /** What is changed in a domain that is active is not saved until somebody saves it. */
  private static void change(Domain domain, Consumer<List<Vdisk>> change) {
    change.accept(domain.disks);
    if (!domain.live()) {
      change.accept(domain.saved);
    }
  }

  private Reply add(SimNode node, LdmWords words) {
    if (!words.fits(Set.of(), Set.of("timeout", "id"), 3)) {
      return LdmShell.usage("ldm add-vdisk [timeout=SECONDS] [id=N] DISK VOL@SERVICE LDOM");
    }
    Optional<Domain> found = node.domain(words.names().get(2));
    if (found.isEmpty()) {
      return LdmShell.notFound(words.names().get(2));
    }
    Domain domain = found.get();
    String name = words.names().get(0);
    String volume = words.names().get(1);
    if (domain.disk(name).isPresent()) {
      return LdmShell.failed("Vdisk " + name + " already exists in LDom " + domain.name);
    }
    if (node.export(volume).isEmpty()) {
      return LdmShell.failed("Volume " + volume + " does not exist");
    }
    String asked = words.values().getOrDefault("id", "");
    if (!asked.matches("\\d{0,4}")) {
      return LdmShell.failed("Invalid id " + asked);
    }
    boolean ignored = domain.live() && domain.deviations.ignoresNumbers();
    int id = asked.isEmpty() || ignored ? domain.lowestNumber() : Integer.parseInt(asked);
    if (domain.disk(id).isPresent()) {
      return LdmShell.failed("Vdisk id " + id + " is already in use");
    }
    String timeout = words.values().getOrDefault("timeout", "");
    return attach(
        node,
        domain,
        new Vdisk(name, volume, id, asked.isEmpty(), timeout, "", label(domain, volume)));
  }

  /** The label is in the volume, and lost with a new export if it is lost with a new binding. */
  private static Vdisk.Label label(Domain domain, String volume) {
    return domain.saved.stream()
        .filter(disk -> domain.open() && disk.volume().equals(volume))
        .findFirst()
        .map(disk -> disk.rebound().label())
        .orElse(Vdisk.Label.KEPT);
  }

  private Reply attach(SimNode node, Domain domain, Vdisk disk) {
    Optional<String> why = unmoved(domain);
    if (why.isPresent()) {
      return LdmShell.failed(why.get());
    }
    if (domain.live() && domain.endPointsUsed >= domain.endPoints) {
      return LdmShell.failed(
          "1 additional LDCs are required on guest " + domain.name + " but only 0 are available");
    }
    if (domain.open() && cluster.fileSystems().shut(node, disk)) {
      return LdmShell.failed(shut(disk));
    }
    domain.endPointsUsed += domain.live() ? 1 : 0;
    change(
        domain,
        disks -> {
          disks.removeIf(one -> one.name().equals(disk.name()));
          disks.add(disk);
        });
    return Reply.SILENT;
  }

  /** The words are the simulator's own: no guide shows what vds says of it. */
  static String shut(Vdisk disk) {
    return "Unable to open the back end of vdisk " + disk.name() + ": Device busy";
  }

  /** Why the disks of a domain that is active stay as they are; the words are not known. */
  private static Optional<String> unmoved(Domain domain) {
    if (!domain.live() || domain.reconfigures()) {
      return Optional.empty();
    }
    return Optional.of(
        "LDom "
            + domain.name
            + (domain.reachable()
                ? " does not answer: drd does not run in it"
                : " is active, and its operating system does not run"));
  }

  private static Reply set(SimNode node, LdmWords words) {
    if (!words.fits(Set.of(), Set.of("timeout", "volume"), 2)) {
      return LdmShell.usage("ldm set-vdisk [timeout=SECONDS] [volume=VOL@SERVICE] DISK LDOM");
    }
    Optional<Domain> domain = node.domain(words.names().get(1));
    if (domain.isEmpty()) {
      return LdmShell.notFound(words.names().get(1));
    }
    String name = words.names().get(0);
    Optional<Vdisk> found = domain.get().disk(name);
    if (found.isEmpty()) {
      return LdmShell.failed("Vdisk " + name + " not found in LDom " + domain.get().name);
    }
    Vdisk disk = found.get();
    String volume = words.values().getOrDefault("volume", disk.volume());
    if (node.export(volume).isEmpty()) {
      return LdmShell.failed("Volume " + volume + " does not exist");
    }
    if (!volume.equals(disk.volume()) && domain.get().state == State.ACTIVE) {
      return LdmShell.failed("Vdisk " + name + " is in use by LDom " + domain.get().name);
    }
    String timeout = words.values().getOrDefault("timeout", disk.timeout());
    Vdisk now =
        new Vdisk(name, volume, disk.id(), disk.auto(), timeout, disk.server(), disk.label());
    change(domain.get(), disks -> disks.replaceAll(one -> one.name().equals(name) ? now : one));
    return Reply.SILENT;
  }

  /** With {@code -f} nobody in the guest is asked, but a slice that is open keeps the disk. */
  private Reply remove(SimNode node, LdmWords words) {
    if (!words.fits(Set.of("-f"), Set.of(), 2)) {
      return LdmShell.usage("ldm rm-vdisk [-f] DISK LDOM");
    }
    String name = words.names().get(0);
    Optional<Domain> found = node.domain(words.names().get(1));
    if (found.isEmpty()) {
      return LdmShell.notFound(words.names().get(1));
    }
    Domain domain = found.get();
    Optional<Vdisk> disk = domain.disk(name);
    if (disk.isEmpty()) {
      return LdmShell.failed("Vdisk " + name + " not found in LDom " + domain.name);
    }
    Optional<String> why = unmoved(domain);
    if (why.isPresent()) {
      return LdmShell.failed(why.get());
    }
    List<Opener> openers = domain.live() ? Opener.of(domain, disk.get().id()) : List.of();
    if (!openers.isEmpty()) {
      return LdmShell.failed(
          "Vdisk " + name + " is in use by LDom " + domain.name + "\n" + Opener.table(openers));
    }
    if (domain.live()) {
      Duration time = domain.deviations.closesAfterRemoval();
      cluster.fileSystems().linger(domain, List.of(disk.get()), time);
    }
    change(domain, disks -> disks.removeIf(one -> one.name().equals(name)));
    return Reply.SILENT;
  }
}
