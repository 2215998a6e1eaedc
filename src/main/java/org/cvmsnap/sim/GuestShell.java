package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.command.Work;

/** What can be typed in a running guest, over ssh. */
final class GuestShell {
  /** The process id of a session's shell. */
  private static final int SESSION = 4000;

  private static final String RELEASE = "11.4.0.15.0";

  private final SimCluster cluster;
  private final MountShell mounts;
  private final UmountShell unmounts;
  private final ProcessShell processes;
  private final StorageShell storage;
  private final FsckShell checks;
  private final LabelShell labels;
  private final ServiceShell services;

  GuestShell(SimCluster cluster) {
    this.cluster = cluster;
    this.mounts = new MountShell(cluster);
    this.unmounts = new UmountShell(cluster);
    this.processes = new ProcessShell();
    this.storage = new StorageShell(cluster);
    this.checks = new FsckShell(cluster);
    this.labels = new LabelShell(cluster);
    this.services = new ServiceShell(cluster);
  }

  Work work(Domain guest, List<String> argv) {
    String program = argv.get(0);
    List<String> words = argv.subList(1, argv.size());
    return switch (program) {
      case "mount" -> mounts.mount(guest, words);
      case "umount" -> unmounts.unmount(guest, words);
      case "cat" -> read(() -> MountTables.cat(guest, words));
      case "fuser" -> read(() -> processes.fuser(guest, words));
      case "pgrep" -> read(() -> processes.pgrep(guest, words));
      case "ps" -> read(() -> processes.ps(guest, words));
      case "kill" -> change(() -> processes.kill(guest, words));
      case "svcs" -> read(() -> services.svcs(guest, words));
      case "svcadm" -> services.svcadm(guest, words);
      case "virtinfo" -> read(() -> virtinfo(guest, words));
      case "hostid" -> read(() -> Reply.out(guest.hostid() + "\n"));
      case "init" -> change(() -> init(guest, words));
      case "shutdown" -> change(() -> shutdown(guest, words));
      case "sync" -> change(() -> words.isEmpty() ? Reply.SILENT : NodeShell.usage("usage: sync"));
      case "fmthard" -> change(() -> labels.fmthard(guest, words));
      case "prtvtoc" -> read(() -> labels.prtvtoc(guest, words));
      case "uname", "hostname", "true", "echo" ->
          read(() -> NodeShell.uname(program, guest.name, RELEASE, words).orElseThrow());
      case "date" ->
          read(() -> NodeShell.date(cluster.now().plusSeconds(guest.clockSeconds), words));
      case "fsck", "fstyp" -> read(() -> checks.guest(guest, program, words));
      default ->
          listed(guest, program, words)
              .or(() -> storage.work(guest, program, words))
              .or(() -> SiteProgram.work(guest.programs, program))
              .orElseGet(() -> read(() -> unknown(program)));
    };
  }

  /**
   * A command as a session does it that stays in the home of its user: its shell, and the command
   * itself, keep the file system busy for as long.
   */
  Work atHome(Domain guest, List<String> argv, Work work) {
    Optional<Holder> session =
        guest
            .mountOf(guest.home)
            .map(
                mount ->
                    new Holder(
                        SESSION, "root", "ksh -c " + String.join(" ", argv), mount.mountPoint()));
    if (session.isEmpty()) {
      return work;
    }
    return new Work(
        work.mutates(),
        () -> {
          guest.holders.add(session.get());
          work.start().run();
        },
        work.takes(),
        () -> {
          try {
            return work.finish();
          } finally {
            guest.holders.remove(session.get());
          }
        });
  }

  private Optional<Work> listed(Domain guest, String program, List<String> words) {
    return Optional.of(program)
        .filter("ls"::equals)
        .flatMap(ls -> SiteProgram.listed(guest.programs, words))
        .map(reply -> read(() -> reply));
  }

  private static Reply unknown(String program) {
    return Reply.error(127, "ksh: " + program + ": not found\n");
  }

  private Work read(Supplier<Reply> answer) {
    return Work.read(cluster.span(Span.GUEST), answer);
  }

  private Work change(Supplier<Reply> effect) {
    return Work.change(cluster.span(Span.GUEST), effect);
  }

  private Reply init(Domain guest, List<String> words) {
    if (words.size() != 1 || !Set.of("0", "5", "6").contains(words.get(0))) {
      return NodeShell.usage("Usage: init [0123456SsQqabc]");
    }
    return down(guest, words.get(0));
  }

  /** {@code shutdown -y -g0 -i5}(1M). */
  private Reply shutdown(Domain guest, List<String> words) {
    boolean known =
        words.stream().allMatch(word -> word.equals("-y") || word.matches("-g\\d+|-i[056]"));
    Optional<String> state = words.stream().filter(word -> word.startsWith("-i")).findFirst();
    if (!known || !words.contains("-y") || state.isEmpty()) {
      return NodeShell.usage("Usage: shutdown [ -y ] [ -g<grace> ] [ -i<initstate> ] [ message ]");
    }
    return down(guest, state.get().substring(2));
  }

  private Reply down(Domain guest, String runLevel) {
    guest.os.runLevel = runLevel;
    cluster.power().halt(guest, true);
    return Reply.SILENT;
  }

  private Reply virtinfo(Domain guest, List<String> words) {
    if (guest.virtinfo != Domain.Virtinfo.FULL) {
      return guest.virtinfo == Domain.Virtinfo.SILENT ? Reply.SILENT : unknown("virtinfo");
    }
    if (!words.equals(List.of("-a", "-p"))) {
      return NodeShell.usage("usage: virtinfo [-acdlpstu]");
    }
    return Reply.out(
        """
        VERSION 1.0
        DOMAINROLE|impl=LDoms|control=false|io=false|service=false|root=false
        DOMAINNAME|name=%s
        DOMAINUUID|uuid=%s
        DOMAINCONTROL|name=%s
        DOMAINCHASSIS|serialno=%s
        """
            .formatted(
                guest.name,
                guest.uuid(),
                cluster.node(guest).hostname,
                NodeShell.chassis(guest.node)));
  }
}
