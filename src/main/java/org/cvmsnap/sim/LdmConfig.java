package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.Vds.Export;
import org.cvmsnap.sim.command.Reply;

/** {@code ldm}(1M): what changes the configuration of services and variables. */
final class LdmConfig {
  private final SimCluster cluster;

  LdmConfig(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** What the words do; empty for a verb that is none of these. */
  Optional<Supplier<Reply>> effect(SimNode node, String verb, List<String> words) {
    LdmWords parsed = LdmWords.of(words);
    return switch (verb) {
      case "set-variable", "set-var" -> Optional.of(() -> setVariable(node, words));
      case "rm-variable", "rm-var", "remove-variable", "unset-variable" ->
          Optional.of(() -> removeVariables(node, words));
      case "add-spconfig", "add-config" -> Optional.of(() -> addConfiguration(node, words));
      case "rm-spconfig", "rm-config", "remove-spconfig" ->
          Optional.of(() -> removeConfiguration(node, words));
      case "set-vdsdev", "set-vdiskserverdevice" -> Optional.of(() -> setExport(node, parsed));
      case "add-vdsdev", "add-vdiskserverdevice" -> Optional.of(() -> addExport(node, parsed));
      case "rm-vdsdev", "remove-vdsdev", "remove-vdiskserverdevice" ->
          Optional.of(() -> removeExport(node, parsed));
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

  private static Reply removeVariables(SimNode node, List<String> words) {
    if (words.size() < 2 || words.stream().anyMatch(word -> word.startsWith("-"))) {
      return LdmShell.usage("ldm rm-variable VARIABLE... LDOM");
    }
    String name = words.get(words.size() - 1);
    Optional<Domain> domain = node.domain(name);
    if (domain.isEmpty()) {
      return LdmShell.notFound(name);
    }
    List<String> wanted = words.subList(0, words.size() - 1);
    for (String variable : wanted) {
      if (!domain.get().variables.containsKey(variable)) {
        return LdmShell.failed("Variable " + variable + " not found");
      }
    }
    wanted.forEach(domain.get().variables::remove);
    return Reply.SILENT;
  }

  private static Reply addConfiguration(SimNode node, List<String> words) {
    if (words.size() != 1 || words.get(0).startsWith("-")) {
      return LdmShell.usage("ldm add-spconfig CONFIGURATION");
    }
    if (node.configurations.contains(words.get(0))) {
      return LdmShell.failed("Configuration " + words.get(0) + " already exists");
    }
    node.configurations.add(words.get(0));
    for (Domain domain : node.domains) {
      domain.saved.clear();
      domain.saved.addAll(domain.disks);
    }
    return Reply.SILENT;
  }

  private static Reply removeConfiguration(SimNode node, List<String> words) {
    if (words.size() != 1 || words.get(0).startsWith("-")) {
      return LdmShell.usage("ldm rm-spconfig CONFIGURATION");
    }
    String name = words.get(0);
    if (name.equals(SimNode.FACTORY_DEFAULT)) {
      return LdmShell.failed("Configuration " + name + " cannot be removed");
    }
    return node.configurations.remove(name)
        ? Reply.SILENT
        : LdmShell.failed("Configuration " + name + " not found");
  }

  private static Reply setExport(SimNode node, LdmWords words) {
    if (!words.fits(Set.of("-f"), Set.of("options", "mpgroup"), 1) || words.values().isEmpty()) {
      return LdmShell.usage(
          "ldm set-vdsdev [-f] [options={ro,slice,excl}] [mpgroup=MPGROUP] VOL@SERVICE");
    }
    String target = words.names().get(0);
    Optional<Export> found = node.export(target);
    if (found.isEmpty()) {
      return LdmShell.failed("Volume " + target + " does not exist");
    }
    for (Domain domain : node.domains) {
      if (domain.open() && domain.disks.stream().anyMatch(it -> it.volume().equals(target))) {
        return LdmShell.failed("Volume " + target + " is in use by LDom " + domain.name);
      }
    }
    Export old = found.get();
    String options = words.values().getOrDefault("options", old.options());
    String mpgroup = words.values().getOrDefault("mpgroup", old.mpgroup());
    Export export = new Export(old.name(), old.device(), options, mpgroup);
    node.services.forEach(vds -> vds.replace(old, export));
    return Reply.SILENT;
  }

  private Reply addExport(SimNode node, LdmWords words) {
    if (!words.fits(Set.of("-f", "-q"), Set.of("options", "mpgroup"), 2)) {
      return LdmShell.usage(
          "ldm add-vdsdev [-f] [-q] [options={ro,slice,excl}] [mpgroup=MPGROUP] BACKEND VOL@SERVICE");
    }
    String device = words.names().get(0);
    String target = words.names().get(1);
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
            words.values().getOrDefault("options", ""),
            words.values().getOrDefault("mpgroup", ""));
    if (!there(export) && !words.options().contains("-q")) {
      return LdmShell.failed("Path " + device + " is not valid on service domain primary");
    }
    boolean shared =
        node.services.stream()
            .flatMap(service -> service.exports().stream())
            .anyMatch(other -> other.device().equals(device));
    if (shared && !words.options().contains("-f")) {
      return LdmShell.failed(
          "Backend " + device + " is already exported by a virtual disk service; use -f");
    }
    vds.get().add(export);
    return Reply.SILENT;
  }

  private boolean there(Export export) {
    return export
        .backend()
        .map(volume -> cluster.volumes().exists(volume.group(), volume.volume()))
        .orElse(true);
  }

  private static Reply removeExport(SimNode node, LdmWords words) {
    if (!words.fits(Set.of("-f"), Set.of(), 1)) {
      return LdmShell.usage("ldm rm-vdsdev [-f] VOL@SERVICE");
    }
    String target = words.names().get(0);
    Optional<Export> export = node.export(target);
    if (export.isEmpty()) {
      return LdmShell.failed("Volume " + target + " does not exist");
    }
    List<Domain> users =
        node.domains.stream()
            .filter(domain -> domain.disks.stream().anyMatch(d -> d.volume().equals(target)))
            .toList();
    boolean open = users.stream().anyMatch(Domain::open);
    if (open || (!users.isEmpty() && !words.options().contains("-f"))) {
      return LdmShell.failed("Volume " + target + " is attached to LDom " + users.get(0).name);
    }
    node.services.forEach(vds -> vds.remove(export.get()));
    return Reply.SILENT;
  }
}
