package org.cvmsnap.sim;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** What can be typed in a control domain: ldm, VCS, the storage's commands, a few of Solaris. */
final class NodeShell {
  private static final String LDM = "ldm";
  private static final String VIRTINFO = "virtinfo";
  private static final String PKG = "pkg";

  /** Those that are the same in a control domain and in a guest. */
  private static final List<String> COMMON = List.of("uname", "hostname", "true", "echo", "date");

  private static final DateTimeFormatter PLAIN_DATE =
      DateTimeFormatter.ofPattern("EEEE, MMMM d, yyyy 'at' hh:mm:ss a 'UTC'", Locale.ROOT);

  private static final Map<String, String> DATE_LETTERS =
      Map.of("%Y", "yyyy", "%m", "MM", "%d", "dd", "%H", "HH", "%M", "mm", "%S", "ss", "%j", "DDD");

  private final SimCluster cluster;
  private final LdmShell ldm;
  private final VcsShell vcs;
  private final LltShell llt;
  private final FsckShell checks;

  /** Known once the cluster is whole. */
  private final Set<String> programs = new TreeSet<>();

  NodeShell(SimCluster cluster) {
    this.cluster = cluster;
    this.ldm = new LdmShell(cluster);
    this.vcs = new VcsShell(cluster);
    this.llt = new LltShell(cluster);
    this.checks = new FsckShell(cluster);
  }

  Work work(SimNode node, List<String> argv) {
    String program = argv.get(0);
    List<String> words = argv.subList(1, argv.size());
    if (program.equals("ls")) {
      return read(
          () ->
              SiteProgram.listed(node.programs, words)
                  .orElseGet(() -> usage("usage: ls -ldL file")));
    }
    if (!programs().contains(program) || (program.equals(LDM) && !node.ldm)) {
      return SiteProgram.work(node.programs, program).orElseGet(() -> unknown(program));
    }
    if (cluster.volumes().programs().contains(program)) {
      return cluster.volumes().work(node.name, argv);
    }
    if (VcsShell.PROGRAMS.contains(program)) {
      return vcs.work(node, program, words);
    }
    if (LltShell.PROGRAMS.contains(program)) {
      return read(() -> llt.answer(node, program, words));
    }
    return switch (program) {
      case LDM -> ldm.work(node, words);
      case "fsck", "fstyp" -> read(() -> checks.node(node, program, words));
      case VIRTINFO -> read(() -> virtinfo(node, words));
      case PKG -> read(() -> packages(node, words));
      case "date" -> read(() -> date(cluster.now().plusSeconds(node.clockSeconds), words));
      default ->
          read(() -> uname(program, node.hostname, node.solarisRelease, words).orElseThrow());
    };
  }

  /** All that can be typed, by bare names. */
  Set<String> programs() {
    if (programs.isEmpty()) {
      programs.addAll(cluster.volumes().programs());
      programs.addAll(COMMON);
      programs.addAll(FsckShell.PROGRAMS);
      programs.add(LDM);
      programs.add(VIRTINFO);
      programs.add(PKG);
      if (cluster.vcs().installed()) {
        programs.addAll(VcsShell.PROGRAMS);
        programs.addAll(LltShell.PROGRAMS);
      }
    }
    return Collections.unmodifiableSet(programs);
  }

  private Work unknown(String program) {
    return read(() -> Reply.error(127, "ksh: " + program + ": not found\n"));
  }

  private Work read(Supplier<Reply> answer) {
    return Work.read(cluster.span(Span.GUEST), answer);
  }

  /** Programs that are the same in a control domain and in a guest; empty for any other. */
  static Optional<Reply> uname(String program, String name, String release, List<String> words) {
    return switch (program) {
      case "true" -> Optional.of(Reply.SILENT);
      case "echo" -> Optional.of(Reply.out(String.join(" ", words) + "\n"));
      case "hostname" ->
          Optional.of(
              words.isEmpty() ? Reply.out(name + "\n") : Reply.error(1, "hostname: not owner\n"));
      case "uname" ->
          Optional.of(
              switch (String.join(" ", words)) {
                case "", "-s" -> Reply.out("SunOS\n");
                case "-n" -> Reply.out(name + "\n");
                case "-r" -> Reply.out("5.11\n");
                case "-m" -> Reply.out("sun4v\n");
                case "-p" -> Reply.out("sparc\n");
                case "-v" -> Reply.out(release + "\n");
                case "-a" ->
                    Reply.out("SunOS " + name + " 5.11 " + release + " sun4v sparc sun4v\n");
                default -> usage("usage: uname [-snrvmapiX]");
              });
      default -> Optional.empty();
    };
  }

  /** date(1), with the letters of strftime(3C) that are numbers. */
  static Reply date(Instant now, List<String> words) {
    List<String> formats = words.stream().filter(word -> !word.equals("-u")).toList();
    ZonedDateTime then = now.atZone(ZoneOffset.UTC);
    if (formats.isEmpty()) {
      return Reply.out(PLAIN_DATE.format(then) + "\n");
    }
    if (formats.size() > 1 || !formats.get(0).startsWith("+")) {
      return usage("usage: date [-u] [+format]");
    }
    String text = formats.get(0).substring(1).replace("%T", "%H:%M:%S");
    for (Map.Entry<String, String> letter : DATE_LETTERS.entrySet()) {
      text =
          text.replace(
              letter.getKey(), DateTimeFormatter.ofPattern(letter.getValue()).format(then));
    }
    return Reply.out(text.replace("%s", Long.toString(now.getEpochSecond())) + "\n");
  }

  /** {@code pkg list -H NAME}(1). */
  private static Reply packages(SimNode node, List<String> words) {
    if (words.size() != 3 || !words.subList(0, 2).equals(List.of("list", "-H"))) {
      return usage("pkg: unknown subcommand");
    }
    String name = words.get(2);
    return name.equals("VRTSvxvm")
        ? Reply.out("%-48s  %-26s  i--\n".formatted(name + " (Veritas)", node.vxvmRelease))
        : Reply.error(1, "\npkg list: No packages matching '%s' installed\n".formatted(name));
  }

  static Reply usage(String text) {
    return Reply.error(2, text + "\n");
  }

  /** virtinfo(1M), in a control domain. */
  private static Reply virtinfo(SimNode node, List<String> words) {
    String options = String.join(" ", words);
    if (!node.ldm) {
      return new Reply(1, "", "Virtual machines are not supported\n");
    }
    boolean both = options.matches("-a -p|-p -a|-ap|-pa");
    if (node.virtinfo == SimNode.Virtinfo.SILENT && (both || options.equals("-a"))) {
      return Reply.SILENT;
    }
    if (node.virtinfo == SimNode.Virtinfo.TABLE && (both || options.isEmpty())) {
      return both
          ? usage("virtinfo: illegal option -- p\nusage: virtinfo [-a]")
          : Reply.out(
              "NAME            CLASS\nlogical-domain  current\nnon-global-zone supported\n");
    }
    if (both) {
      return Reply.out(parseable(node));
    }
    return switch (options) {
      case "-p" ->
          Reply.out(
              """
              VERSION 1.0
              DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
              """);
      case "-a" ->
          Reply.out(
              """
              Domain role: LDoms control I/O service root
              Domain name: %s
              Domain UUID: %s
              Control domain: %s
              Chassis serial#: %s
              """
                  .formatted(
                      node.primary().name,
                      node.primary().uuid(),
                      node.hostname,
                      chassis(node.name)));
      case "" -> Reply.out("Domain role: LDoms control I/O service root\n");
      default -> usage("usage: virtinfo [-acdlpstu]");
    };
  }

  private static String parseable(SimNode node) {
    return """
    VERSION 1.0
    DOMAINROLE|impl=LDoms|control=true|io=true|service=true|root=true
    DOMAINNAME|name=%s
    DOMAINUUID|uuid=%s
    DOMAINCONTROL|name=%s
    DOMAINCHASSIS|serialno=%s
    """
        .formatted(node.primary().name, node.primary().uuid(), node.hostname, chassis(node.name));
  }

  static String chassis(String node) {
    UUID seed = UUID.nameUUIDFromBytes(node.getBytes(StandardCharsets.UTF_8));
    return "AK%08d".formatted(Math.floorMod(seed.getMostSignificantBits(), 100_000_000L));
  }
}
