package org.cvmsnap.sim.vxvm;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;
import org.jspecify.annotations.Nullable;

/**
 * The command vxprint. Without options that choose, it shows the whole hierarchy; with names or
 * types, only those records, and what is under them with {@code -h} or {@code -r}.
 */
final class VxPrint {
  static final String OPTIONS = "AfhrtqQvpsdlmnGVSbg:F:u:e:";
  static final String USAGE =
      "[-AbdfGhlmnpqQrstvV] [-u unit] [-e pattern] [-F [type:]format-spec] [-g diskgroup]"
          + " [name...] | [-AqS] [-g diskgroup]";

  private final VxCall call;
  private final @Nullable VxFormat format;
  private final @Nullable VxPattern pattern;
  private final VxUnit unit;
  private final StringBuilder out = new StringBuilder();
  private final StringBuilder err = new StringBuilder();
  private final Set<String> missing = new LinkedHashSet<>();

  private VxPrint(VxCall call) {
    this.call = call;
    this.format = call.options().value("F").map(VxFormat::of).orElse(null);
    this.pattern = call.options().value("e").map(VxPattern::of).orElse(null);
    this.unit = VxUnit.of(call.options());
    missing.addAll(call.options().words());
  }

  static Work work(VxCall call) {
    boolean more =
        !List.of("A", "S", "q").containsAll(call.options().flags())
            || !call.options().words().isEmpty()
            || call.options().values().keySet().stream().anyMatch(letter -> !letter.equals("g"));
    if (call.options().has("S") && more) {
      throw VxOptions.usage("vxprint", USAGE);
    }
    return call.read(() -> new VxPrint(call).reply());
  }

  private Reply reply() {
    boolean one = call.options().value("g").isPresent();
    List<DiskGroup> groups = one ? List.of(call.group()) : call.storage().groupsOn(call.node());
    for (DiskGroup group : groups) {
      if (has("S")) {
        summary(group, !one);
      } else {
        print(group, !one);
      }
    }
    for (String name : missing) {
      err.append("VxVM vxprint ERROR V-5-1-924 Record ").append(name).append(" not found\n");
    }
    int exit = missing.isEmpty() ? 0 : VxFailure.NOT_FOUND;
    return new Reply(exit, out.toString(), err.toString());
  }

  /** How many records there are; the guides tell what stands in the two lines, not how. */
  private void summary(DiskGroup group, boolean named) {
    out.append(named ? "Disk group: " + group.name() + "\n\n" : "");
    if (!has("q")) {
      out.append("SUBDISKS  PLEXES  VOLUMES  UNASSOC-SD  UNASSOC-PL\n");
    }
    long subdisks = group.plexes().stream().mapToLong(plex -> plex.subdisks().size()).sum();
    long alone = group.plexes().stream().filter(plex -> plex.volume() == null).count();
    out.append(
        "%-9d %-7d %-8d %-11d %d\n"
            .formatted(subdisks, group.plexes().size(), group.volumes().size(), 0, alone));
  }

  private boolean has(String letter) {
    return call.options().has(letter);
  }

  private boolean lines() {
    return !has("l") && !has("m") && !has("n") && call.options().value("F").isEmpty();
  }

  /** Whether what belongs to a record is shown with it. */
  private boolean hierarchy() {
    boolean chosen =
        types().size() + call.options().values().getOrDefault("F", List.of()).size() > 0
            || pattern != null
            || has("t")
            || has("l")
            || has("m")
            || has("n");
    return has("h") || has("r") || (!chosen && lines());
  }

  private List<String> types() {
    List<String> types = new ArrayList<>();
    for (String[] pair :
        new String[][] {
          {"v", "v"}, {"p", "pl"}, {"s", "sd"}, {"d", "dm"}, {"G", "dg"}, {"V", "vt"}
        }) {
      if (has(pair[0])) {
        types.add(pair[1]);
      }
    }
    return types;
  }

  private void print(DiskGroup group, boolean named) {
    List<VxNode> tree = VxNode.tree(group).stream().filter(this::shown).toList();
    List<VxNode> chosen = chosen(group, tree);
    boolean sets = types().equals(List.of("vt")) && call.options().words().isEmpty();
    if (chosen.isEmpty() && !(sets && lines())) {
      return;
    }
    if (has("l") || (named && lines()) || call.storage().release().groupLine()) {
      if (!has("Q")) {
        out.append("Disk group: ").append(group.name()).append("\n\n");
      }
    }
    if (lines()) {
      printLines(group, chosen);
    } else {
      List<VxNode> all =
          has("h") || has("r") ? chosen.stream().flatMap(VxNode::all).toList() : chosen;
      VxFields fields = new VxFields(call, group);
      all.forEach(node -> printRecord(fields, node));
    }
  }

  private boolean shown(VxNode node) {
    return !(node.object() instanceof VolumeRecord volume)
        || volume.attributes().getOrDefault("madeOn", call.node()).equals(call.node());
  }

  private List<VxNode> chosen(DiskGroup group, List<VxNode> tree) {
    List<String> types = types();
    Set<String> names = Set.copyOf(call.options().words());
    if (types.isEmpty() && names.isEmpty() && pattern == null) {
      boolean flat = !lines() && !hierarchy();
      return flat ? tree.stream().flatMap(VxNode::all).toList() : tree;
    }
    List<VxNode> chosen =
        tree.stream()
            .flatMap(VxNode::all)
            .filter(node -> types.isEmpty() || types.contains(node.type()))
            .filter(node -> names.isEmpty() || names.contains(node.name()))
            .toList();
    if (pattern != null) {
      VxPattern wanted = pattern;
      VxFields fields = new VxFields(call, group);
      chosen =
          chosen.stream()
              .filter(node -> wanted.matches(node, field -> fields.value(node, field)))
              .toList();
    }
    chosen.forEach(node -> missing.remove(node.name()));
    if (!hierarchy()) {
      return chosen;
    }
    Set<VxNode> under = Collections.newSetFromMap(new IdentityHashMap<>());
    chosen.forEach(node -> node.children().forEach(child -> child.all().forEach(under::add)));
    return chosen.stream().filter(node -> !under.contains(node)).toList();
  }

  private void printRecord(VxFields fields, VxNode node) {
    if (format != null) {
      if (format.isFor(node)) {
        out.append(fields.format(format, node));
      }
    } else if (has("n")) {
      out.append(node.name()).append('\n');
    } else if (has("m")) {
      out.append(fields.dump(node));
    } else {
      boolean whole = node.object() instanceof DiskGroup;
      out.append(whole ? fields.groupDetails() : fields.details(node)).append('\n');
    }
  }

  private void printLines(DiskGroup group, List<VxNode> chosen) {
    VxRows rows = new VxRows(group, unit);
    boolean typed = has("t");
    boolean hierarchy = hierarchy() || (types().isEmpty() && call.options().words().isEmpty());
    if (!has("q")) {
      boolean whole = call.options().words().isEmpty() && types().isEmpty();
      String header =
          !typed
              ? VxRows.PLAIN_HEADER
              : hierarchy
                  ? VxRows.hierarchyHeader(whole)
                  : VxRows.typedHeader(
                      chosen.isEmpty()
                          ? types()
                          : chosen.stream().map(VxNode::type).distinct().toList());
      out.append(header).append(typed && hierarchy ? "\n" : "");
    }
    String before = "";
    for (VxNode node : chosen) {
      boolean block = hierarchy && !(before.equals("dm") && node.type().equals("dm"));
      if (block && !before.isEmpty()) {
        out.append('\n');
      }
      (hierarchy ? node.all() : Stream.of(node))
          .forEach(each -> out.append(typed ? rows.typed(each) : rows.plain(each)));
      before = node.type();
    }
  }
}
