package org.cvmsnap.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.Domain.State;
import org.cvmsnap.sim.Vds.Export;
import org.cvmsnap.sim.command.Reply;

/** {@code ldm}(1M): what changes the configuration of services, virtual disks and variables. */
final class LdmConfig {
  private final SimCluster cluster;

  LdmConfig(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** What the words do; empty for a verb that is none of these. */
  Optional<Supplier<Reply>> effect(SimNode node, String verb, List<String> words) {
    Parsed parsed = Parsed.of(words);
    return switch (verb) {
      case "set-variable", "set-var" -> Optional.of(() -> setVariable(node, words));
      case "add-vdsdev", "add-vdiskserverdevice" -> Optional.of(() -> addExport(node, parsed));
      case "rm-vdsdev", "remove-vdsdev", "remove-vdiskserverdevice" ->
          Optional.of(() -> removeExport(node, parsed));
      case "add-vdisk" -> Optional.of(() -> addDisk(node, parsed));
      case "set-vdisk" -> Optional.of(() -> setDisk(node, parsed));
      case "rm-vdisk", "remove-vdisk" -> Optional.of(() -> removeDisk(node, parsed));
      default -> Optional.empty();
    };
  }

  private static Reply setVariable(SimNode node, List<String> words) {
    if (words.size() < 2
        || !words.stream().limit(words.size() - 1).allMatch(w -> w.contains("="))) {
      return LdmShell.usage("ldm set-variable VARIABLE=[VALUE]... LDOM");
    }
    String name = words.get(words.size() - 1);
    Optional<Domain> domain = node.domain(name);
    if (domain.isEmpty()) {
      return LdmShell.notFound(name);
    }
    for (String word : words.subList(0, words.size() - 1)) {
      int at = word.indexOf('=');
      domain.get().variables.put(word.substring(0, at), word.substring(at + 1));
    }
    return Reply.SILENT;
  }

  private Reply addExport(SimNode node, Parsed words) {
    if (!words.fits(Set.of("-f", "-q"), Set.of("options", "mpgroup"), 2)) {
      return LdmShell.usage(
          "ldm add-vdsdev [-f] [-q] [options={ro,slice,excl}] [mpgroup=MPGROUP] BACKEND VOL@SERVICE");
    }
    String device = words.names.get(0);
    String target = words.names.get(1);
    int at = target.indexOf('@');
    Optional<Vds> vds = at < 1 ? Optional.empty() : node.service(target.substring(at + 1));
    if (vds.isEmpty()) {
      return LdmShell.failed("Virtual disk service of " + target + " not found");
    }
    String volume = target.substring(0, at);
    if (vds.get().export(volume).isPresent()) {
      return LdmShell.failed("Volume " + volume + " already exists in " + vds.get().name);
    }
    Export export =
        new Export(
            volume,
            device,
            words.values.getOrDefault("options", ""),
            words.values.getOrDefault("mpgroup", ""));
    if (!there(export) && !words.options.contains("-q")) {
      return LdmShell.failed("Path " + device + " is not valid on service domain primary");
    }
    boolean shared =
        node.services.stream()
            .flatMap(service -> service.exports.stream())
            .anyMatch(other -> other.device().equals(device));
    if (shared && !words.options.contains("-f")) {
      return LdmShell.failed(
          "Backend " + device + " is already exported by a virtual disk service; use -f");
    }
    vds.get().exports.add(export);
    return Reply.SILENT;
  }

  private boolean there(Export export) {
    return export
        .backend()
        .map(volume -> cluster.volumes().exists(volume.group(), volume.volume()))
        .orElse(true);
  }

  private static Reply removeExport(SimNode node, Parsed words) {
    if (!words.fits(Set.of("-f"), Set.of(), 1)) {
      return LdmShell.usage("ldm rm-vdsdev [-f] VOL@SERVICE");
    }
    String target = words.names.get(0);
    Optional<Export> export = node.export(target);
    if (export.isEmpty()) {
      return LdmShell.failed("Volume " + target + " does not exist");
    }
    List<Domain> users =
        node.domains.stream()
            .filter(domain -> domain.disks.stream().anyMatch(d -> d.volume().equals(target)))
            .toList();
    boolean open = users.stream().anyMatch(Domain::open);
    if (open || (!users.isEmpty() && !words.options.contains("-f"))) {
      return LdmShell.failed("Volume " + target + " is attached to LDom " + users.get(0).name);
    }
    node.services.forEach(vds -> vds.exports.remove(export.get()));
    return Reply.SILENT;
  }

  private static Reply addDisk(SimNode node, Parsed words) {
    if (!words.fits(Set.of(), Set.of("timeout", "id"), 3)) {
      return LdmShell.usage("ldm add-vdisk [timeout=SECONDS] [id=N] DISK VOL@SERVICE LDOM");
    }
    Optional<Domain> domain = node.domain(words.names.get(2));
    if (domain.isEmpty()) {
      return LdmShell.notFound(words.names.get(2));
    }
    String disk = words.names.get(0);
    String volume = words.names.get(1);
    List<Vdisk> disks = domain.get().disks;
    if (disks.stream().anyMatch(one -> one.name().equals(disk))) {
      return LdmShell.failed("Vdisk " + disk + " already exists in LDom " + domain.get().name);
    }
    if (node.export(volume).isEmpty()) {
      return LdmShell.failed("Volume " + volume + " does not exist");
    }
    int id = disks.stream().mapToInt(Vdisk::id).max().orElse(-1) + 1;
    String asked = words.values.get("id");
    if (asked != null) {
      if (!asked.matches("\\d{1,4}")) {
        return LdmShell.failed("Invalid id " + asked);
      }
      id = Integer.parseInt(asked);
    }
    if (domain.get().disk(id).isPresent()) {
      return LdmShell.failed("Vdisk id " + id + " is already in use");
    }
    disks.add(new Vdisk(disk, volume, id, words.values.getOrDefault("timeout", ""), ""));
    return Reply.SILENT;
  }

  private static Reply setDisk(SimNode node, Parsed words) {
    if (!words.fits(Set.of(), Set.of("timeout", "volume"), 2)) {
      return LdmShell.usage("ldm set-vdisk [timeout=SECONDS] [volume=VOL@SERVICE] DISK LDOM");
    }
    Optional<Domain> domain = node.domain(words.names.get(1));
    if (domain.isEmpty()) {
      return LdmShell.notFound(words.names.get(1));
    }
    List<Vdisk> disks = domain.get().disks;
    String name = words.names.get(0);
    for (int i = 0; i < disks.size(); i++) {
      Vdisk disk = disks.get(i);
      if (disk.name().equals(name)) {
        String volume = words.values.getOrDefault("volume", disk.volume());
        if (node.export(volume).isEmpty()) {
          return LdmShell.failed("Volume " + volume + " does not exist");
        }
        if (!volume.equals(disk.volume()) && domain.get().state == State.ACTIVE) {
          return LdmShell.failed("Vdisk " + name + " is in use by LDom " + domain.get().name);
        }
        String timeout = words.values.getOrDefault("timeout", disk.timeout());
        disks.set(i, new Vdisk(name, volume, disk.id(), timeout, disk.server()));
        return Reply.SILENT;
      }
    }
    return LdmShell.failed("Vdisk " + name + " not found in LDom " + domain.get().name);
  }

  private static Reply removeDisk(SimNode node, Parsed words) {
    if (!words.fits(Set.of("-f"), Set.of(), 2)) {
      return LdmShell.usage("ldm rm-vdisk [-f] DISK LDOM");
    }
    String name = words.names.get(0);
    Optional<Domain> found = node.domain(words.names.get(1));
    if (found.isEmpty()) {
      return LdmShell.notFound(words.names.get(1));
    }
    Domain domain = found.get();
    Optional<Vdisk> disk = domain.disks.stream().filter(one -> one.name().equals(name)).findFirst();
    if (disk.isEmpty()) {
      return LdmShell.failed("Vdisk " + name + " not found in LDom " + domain.name);
    }
    boolean mounted =
        domain.uses().anyMatch(use -> domain.storage.under(use).contains(disk.get().id()));
    if (mounted || disk.get().id() == 0) {
      if (domain.state == State.ACTIVE) {
        return LdmShell.failed("Vdisk " + name + " is in use by LDom " + domain.name);
      }
    }
    domain.disks.remove(disk.get());
    return Reply.SILENT;
  }

  /** Options, then {@code key=value} words, then names. */
  private record Parsed(List<String> options, Map<String, String> values, List<String> names) {
    static Parsed of(List<String> words) {
      Parsed parsed = new Parsed(new ArrayList<>(), new LinkedHashMap<>(), new ArrayList<>());
      for (String word : words) {
        int at = word.indexOf('=');
        if (parsed.names.isEmpty() && word.startsWith("-")) {
          parsed.options.add(word);
        } else if (parsed.names.isEmpty() && at > 0 && !word.startsWith("/")) {
          parsed.values.put(word.substring(0, at), word.substring(at + 1));
        } else {
          parsed.names.add(word);
        }
      }
      return parsed;
    }

    boolean fits(Set<String> knownOptions, Set<String> knownKeys, int count) {
      return knownOptions.containsAll(options)
          && knownKeys.containsAll(values.keySet())
          && names.size() == count;
    }
  }
}
