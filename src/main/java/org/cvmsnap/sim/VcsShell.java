package org.cvmsnap.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.VcsListing.Kind;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/**
 * The commands of Veritas Cluster Server: {@code hastatus}(1M), {@code hares}(1M), {@code
 * hagrp}(1M), {@code hasys}(1M), {@code hatype}(1M), {@code haconf}(1M), {@code haclus}(1M) and
 * {@code hacli}(1M). They print what their real counterparts print, with the identifiers of their
 * messages; the texts are our own.
 */
final class VcsShell {
  static final Set<String> PROGRAMS =
      Set.of("hastatus", "hares", "hagrp", "hasys", "hatype", "haconf", "haclus", "hacli");
  private static final String TIMED_OUT = "V-16-1-10805 Connection timed out waiting for ";

  private final SimCluster cluster;

  VcsShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  Work work(SimNode node, String program, List<String> words) {
    boolean mutates =
        words.stream()
            .limit(1)
            .anyMatch(
                List.of("-freeze", "-unfreeze", "-clear", "-online", "-makerw", "-dump")::contains);
    if (words.isEmpty()) {
      return Work.refused(false, cluster.span(Span.GUEST), VcsListing.unknown(program));
    }
    if (words.get(0).equals("-wait")) {
      return waiting(node, program, words);
    }
    Supplier<Reply> answer =
        () -> VcsEngine.runs(node) ? answer(node, program, words) : disconnected(program);
    return mutates
        ? Work.change(cluster.span(Span.CONFIGURE), answer)
        : Work.read(cluster.span(Span.GUEST), answer);
  }

  private static Reply disconnected(String program) {
    String local =
        program.equals("hastatus") ? "VCS WARNING V-16-1-11046 Local system not available\n" : "";
    return Reply.error(1, "VCS ERROR V-16-1-10600 Cannot connect to VCS engine\n" + local);
  }

  private Reply answer(SimNode here, String program, List<String> words) {
    return switch (program) {
      case "hastatus" -> hastatus(words);
      case "hares" -> hares(here, words);
      case "hagrp" -> hagrp(here, words);
      case "hasys" ->
          listing(Kind.SYSTEM, here).answer(words.get(0), words.subList(1, words.size()));
      case "hatype" -> hatype(words);
      case "haconf" -> haconf(words);
      case "hacli" -> hacli();
      default -> haclus(words);
    };
  }

  private Reply hastatus(List<String> words) {
    if (!words.equals(List.of("-sum")) && !words.equals(List.of("-summary"))) {
      return VcsListing.unknown("hastatus");
    }
    StringBuilder out = new StringBuilder();
    out.append("\n-- SYSTEM STATE\n");
    out.append("-- System               State                Frozen              \n\n");
    for (SimNode node : cluster.nodes()) {
      out.append("A  %-20s %-20s 0\n".formatted(node.system, VcsObject.state(node)));
    }
    out.append("\n-- GROUP STATE\n");
    out.append("-- Group           System               Probed     AutoDisabled    State\n\n");
    StringBuilder failed = new StringBuilder();
    for (VcsGroup group : cluster.vcs().groups()) {
      for (String system : group.systems) {
        out.append(
            "B  %-15s %-20s Y          N               %s\n"
                .formatted(group.name, called(system), group.state(system)));
        if (group.faulted.contains(system)) {
          failed.append(
              "D  %-15s %-15s %-20s %s\n"
                  .formatted(group.name, "LDom", group.resource.name(), called(system)));
        }
      }
    }
    if (!failed.isEmpty()) {
      out.append("\n-- RESOURCES FAILED\n");
      out.append("-- Group           Type            Resource             System\n\n");
      out.append(failed);
    }
    return Reply.out(out.toString());
  }

  private Reply hares(SimNode here, List<String> words) {
    String verb = words.get(0);
    if (!Set.of("-clear", "-online").contains(verb)) {
      return listing(Kind.RESOURCE, here).answer(verb, words.subList(1, words.size()));
    }
    if (words.size() < 2) {
      return VcsListing.unknown("hares");
    }
    Optional<VcsGroup> group = cluster.vcs().owner(words.get(1));
    if (group.isEmpty()) {
      return Kind.RESOURCE.missing(words.get(1));
    }
    return verb.equals("-clear")
        ? clear(group.get(), system(words))
        : online(group.get(), system(words));
  }

  private VcsListing listing(Kind kind, SimNode here) {
    return new VcsListing(kind, objects(kind), here.system);
  }

  private List<VcsObject> objects(Kind kind) {
    List<VcsGroup> groups = cluster.vcs().groups();
    return switch (kind) {
      case GROUP -> groups.stream().map(group -> VcsObject.of(group, cluster)).toList();
      case RESOURCE ->
          groups.stream()
              .flatMap(
                  group -> group.resources.stream().map(one -> VcsObject.of(group, one, cluster)))
              .toList();
      case SYSTEM -> cluster.nodes().stream().map(VcsObject::of).toList();
    };
  }

  /** What VCS calls a node. */
  private String called(String node) {
    return cluster.node(node).system;
  }

  /** The node that is meant with {@code -sys}. */
  private Optional<String> system(List<String> words) {
    int at = words.indexOf("-sys");
    return at < 0 || at + 1 >= words.size()
        ? Optional.empty()
        : cluster.nodes().stream()
            .filter(node -> node.system.equals(words.get(at + 1)))
            .map(node -> node.name)
            .findFirst()
            .or(() -> Optional.of(""));
  }

  private Reply clear(VcsGroup group, Optional<String> system) {
    List<String> cleared =
        group.faulted.stream().filter(one -> system.map(one::equals).orElse(true)).toList();
    cleared.forEach(group.faulted::remove);
    cluster.vcs().seen();
    return cleared.isEmpty()
        ? Reply.error(1, "VCS WARNING V-16-1-10267 Resource is not faulted\n")
        : Reply.SILENT;
  }

  private Reply online(VcsGroup group, Optional<String> system) {
    if (system.filter(group.systems::contains).isEmpty()) {
      return Reply.error(1, "VCS WARNING V-16-1-10135 System is not in the SystemList\n");
    }
    if (!group.online.isEmpty()) {
      return Reply.error(1, "VCS WARNING V-16-1-10165 Group is already online\n");
    }
    if (group.held()) {
      return Reply.error(1, "VCS WARNING Group " + group.name + " is frozen\n");
    }
    cluster.vcs().online(group, system.get());
    return Reply.SILENT;
  }

  private Reply hagrp(SimNode here, List<String> words) {
    String verb = words.get(0);
    if (!Set.of("-resources", "-freeze", "-unfreeze", "-clear", "-online").contains(verb)) {
      return listing(Kind.GROUP, here).answer(verb, words.subList(1, words.size()));
    }
    if (words.size() < 2) {
      return VcsListing.unknown("hagrp");
    }
    Optional<VcsGroup> found = cluster.vcs().group(words.get(1));
    if (found.isEmpty()) {
      return Kind.GROUP.missing(words.get(1));
    }
    VcsGroup group = found.get();
    return switch (verb) {
      case "-resources" -> names(group.resources);
      case "-freeze", "-unfreeze" ->
          freeze(group, verb.equals("-freeze"), words.contains("-persistent"));
      case "-clear" -> clear(group, system(words));
      default -> online(group, system(words));
    };
  }

  private static Reply names(List<VcsGroup.Resource> resources) {
    return Reply.out(String.join("", resources.stream().map(one -> one.name() + "\n").toList()));
  }

  private Reply freeze(VcsGroup group, boolean freeze, boolean persistent) {
    if (persistent && !cluster.vcs().open()) {
      return Reply.error(1, "VCS WARNING V-16-1-11335 Configuration must be ReadWrite\n");
    }
    if (freeze && !group.starting.isEmpty()) {
      return Reply.error(1, "VCS WARNING Group " + group.name + " is in transition\n");
    }
    boolean now = persistent ? group.frozen : group.temporarilyFrozen;
    if (now == freeze) {
      return Reply.error(
          1,
          freeze
              ? "VCS WARNING V-16-1-40209 Group is already frozen\n"
              : "VCS WARNING V-16-1-40202 Group is not frozen\n");
    }
    if (persistent) {
      group.frozen = freeze;
    } else {
      group.temporarilyFrozen = freeze;
    }
    cluster.vcs().act(group);
    return Reply.SILENT;
  }

  /** A type that no group has a resource of was never imported. */
  private Reply hatype(List<String> words) {
    List<VcsGroup.Resource> resources =
        cluster.vcs().groups().stream().flatMap(group -> group.resources.stream()).toList();
    if (words.equals(List.of("-list"))) {
      return Reply.out(
          "CVMCluster\n"
              + String.join(
                  "", resources.stream().map(one -> one.type() + "\n").distinct().toList()));
    }
    if (words.equals(List.of("-value", "LDom", "ToleranceLimit"))) {
      return Reply.out("0\n");
    }
    if (words.size() != 2 || !words.get(0).equals("-resources")) {
      return VcsListing.unknown("hatype");
    }
    return names(resources.stream().filter(one -> one.type().equals(words.get(1))).toList());
  }

  private Reply haconf(List<String> words) {
    boolean open = words.equals(List.of("-makerw"));
    if (!open && !words.equals(List.of("-dump", "-makero"))) {
      return VcsListing.unknown("haconf");
    }
    if (cluster.vcs().open() == open) {
      return Reply.error(
          1,
          open
              ? "VCS WARNING V-16-1-10364 Cluster already writable.\n"
              : "VCS WARNING V-16-1-10369 Cluster not writable.\n");
    }
    cluster.vcs().open(open);
    return Reply.SILENT;
  }

  private Reply haclus(List<String> words) {
    VcsObject whole = VcsObject.cluster(cluster.vcs());
    List<String> local = words.stream().filter(word -> !word.equals("-localclus")).toList();
    if (local.equals(List.of("-display"))) {
      StringBuilder out = new StringBuilder();
      whole
          .cells()
          .forEach(cell -> out.append("%-20s %s\n".formatted(cell.attribute(), cell.value())));
      return Reply.out(out.toString());
    }
    if (local.size() != 2 || !local.get(0).equals("-value")) {
      return VcsListing.unknown("haclus");
    }
    return whole
        .value(local.get(1), Optional.empty())
        .map(value -> Reply.out(value + "\n"))
        .orElseGet(() -> VcsListing.warning("The cluster has no attribute " + local.get(1)));
  }

  /**
   * hacli(1M) is there, and never lets anybody run a command: its use is off until the attribute
   * HacliUserLevel of the cluster allows it.
   */
  private static Reply hacli() {
    return Reply.error(
        1, "VCS ERROR The use of hacli is not allowed: the attribute HacliUserLevel is NONE\n");
  }

  /** The form -wait: until an attribute has a value, or for the time that is given. */
  private Work waiting(SimNode here, String program, List<String> words) {
    Optional<VcsWords> parsed =
        VcsWords.of(words.subList(1, words.size()), Set.of("-sys", "-time"));
    int named = program.equals("haclus") ? 0 : 1;
    boolean fits =
        parsed
            .filter(it -> it.names().size() == 2 + named)
            .flatMap(it -> it.one("-time"))
            .filter(time -> time.matches("\\d{1,6}"))
            .isPresent();
    if (!fits) {
      String text = "VCS ERROR " + program + " -wait without -time is not simulated\n";
      return Work.refused(false, cluster.span(Span.GUEST), Reply.error(1, text));
    }
    VcsWords asked = parsed.get();
    List<String> names = asked.names();
    Supplier<Reply> looking =
        () -> reached(program, here, asked) ? Reply.SILENT : VcsListing.warning(TIMED_OUT + names);
    boolean so = VcsEngine.runs(here) && reached(program, here, asked);
    Duration most = Duration.ofSeconds(Long.parseLong(asked.one("-time").orElse("0")));
    return Work.read(
        so ? cluster.span(Span.GUEST) : most,
        () -> VcsEngine.runs(here) ? looking.get() : disconnected(program));
  }

  private boolean reached(String program, SimNode here, VcsWords asked) {
    List<String> names = asked.names();
    List<VcsObject> candidates =
        switch (program) {
          case "hagrp" -> objects(Kind.GROUP);
          case "hares" -> objects(Kind.RESOURCE);
          case "hasys" -> objects(Kind.SYSTEM);
          default -> List.of(VcsObject.cluster(cluster.vcs()));
        };
    Optional<String> system = asked.one("-sys").or(() -> Optional.of(here.system));
    return candidates.stream()
        .filter(one -> names.size() == 2 || one.name().equals(names.get(0)))
        .flatMap(one -> one.value(names.get(names.size() - 2), system).stream())
        .map(VcsListing::withoutBars)
        .anyMatch(names.get(names.size() - 1)::equals);
  }
}
