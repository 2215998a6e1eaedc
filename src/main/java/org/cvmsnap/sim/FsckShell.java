package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cvmsnap.sim.command.Reply;
import org.cvmsnap.sim.vxvm.FileSystemState;

/**
 * {@code fsck} and {@code fstyp} as far as they only look (fsck(1M), fsck_vxfs(1M), fstyp(1M)), in
 * a guest and in a control domain. What nobody has said of a disk is no file system.
 */
final class FsckShell {
  static final Set<String> PROGRAMS = Set.of("fsck", "fstyp");

  private static final Pattern VOLUME = Pattern.compile("/dev/vx/r?dsk/([^/]+)/([^/]+)");
  private static final String USAGE =
      "Usage: fsck [-F FSType] [-m] [-V] [-n] [-o specific-options] special ...";

  private final SimCluster cluster;

  FsckShell(SimCluster cluster) {
    this.cluster = cluster;
  }

  /** What a program finds at a device. */
  private record Found(boolean there, boolean mounted, List<FileSystemState> states) {
    static final Found NOTHING = new Found(false, false, List.of());

    String type() {
      return states.isEmpty() ? "" : states.get(0).type();
    }
  }

  Reply guest(Domain guest, String program, List<String> words) {
    if (!guest.fsck) {
      return Reply.error(127, "ksh: " + program + ": not found\n");
    }
    return answer(program, words, device -> in(guest, device));
  }

  Reply node(SimNode node, String program, List<String> words) {
    return answer(program, words, device -> on(node, device));
  }

  private interface Disks {
    Found at(String device);
  }

  private Found in(Domain guest, String device) {
    String block = device.replace("/rdsk/", "/dsk/");
    boolean there =
        guest.storage.under(block).stream().anyMatch(id -> guest.disk(id).isPresent())
            && cluster.fileSystems().works(guest, block)
            && !FileSystems.stopped(guest, block);
    return there
        ? new Found(
            true,
            guest.deviations.fsckSeesMounts()
                && guest.mounts.stream().anyMatch(one -> one.special().equals(block)),
            states(guest, block))
        : Found.NOTHING;
  }

  /**
   * On what is no volume, and on volumes of a cluster that was saved before it knew file systems,
   * there is what the guest says, and it is clean while it is not mounted.
   */
  private List<FileSystemState> states(Domain guest, String block) {
    List<FileSystemState> known = cluster.fileSystems().states(guest, block);
    String type = guest.type(block);
    return known.isEmpty() && !type.isEmpty()
        ? List.of(new FileSystemState(type, true, false))
        : known;
  }

  private Found on(SimNode node, String device) {
    Matcher volume = VOLUME.matcher(device);
    if (!volume.matches()
        || !node.joined
        || !cluster.volumes().enabled(volume.group(1), volume.group(2))) {
      return Found.NOTHING;
    }
    Optional<FileSystemState> whole =
        cluster.volumes().fileSystem(volume.group(1), volume.group(2), "");
    return new Found(true, false, whole.stream().toList());
  }

  private static Reply answer(String program, List<String> words, Disks disks) {
    if (program.equals("fstyp")) {
      return words.size() == 1
          ? type(disks.at(words.get(0)))
          : NodeShell.usage("Usage: fstyp [-v] special");
    }
    boolean known = words.size() >= 4 && words.get(0).equals("-F");
    List<String> how = known ? words.subList(2, words.size() - 1) : List.of();
    String device = words.isEmpty() ? "" : words.get(words.size() - 1);
    if (!known || !device.startsWith("/dev/")) {
      return NodeShell.usage(USAGE);
    }
    Found found = disks.at(device);
    return switch (String.join(" ", how)) {
      case "-m" -> sane(words.get(1), device, found);
      case "-n -o full", "-n -o f" -> structure(words.get(1), device, found);
      default -> NodeShell.usage(USAGE);
    };
  }

  private static Reply type(Found found) {
    if (!found.there()) {
      return Reply.error(7, "unknown_fstyp (cannot open device)\n");
    }
    return found.type().isEmpty()
        ? Reply.error(1, "unknown_fstyp (no matches)\n")
        : Reply.out(found.type() + "\n");
  }

  /** The flag, and nothing else: a file system that is broken may well say that it is clean. */
  private static Reply sane(String type, String device, Found found) {
    String head = type.equals("ufs") ? "ufs fsck" : "UX:" + type + " fsck";
    if (!found.there()) {
      return Reply.error(34, head + ": cannot stat " + device + "\n");
    }
    if (!found.type().equals(type)) {
      return Reply.error(36, head + ": " + device + ": not a " + type + " file system\n");
    }
    if (found.mounted()) {
      return Reply.error(33, head + ": sanity check: " + device + " already mounted\n");
    }
    return found.states().stream().allMatch(FileSystemState::clean)
        ? new Reply(0, "", head + ": sanity check: " + device + " okay\n")
        : Reply.error(32, head + ": sanity check: " + device + " needs checking\n");
  }

  /** The structure, without a write, and without a replay of the log. */
  private static Reply structure(String type, String device, Found found) {
    if (!found.there() || !found.type().equals(type)) {
      return sane(type, device, found);
    }
    List<String> wrong =
        Stream.of(
                found.states().stream().allMatch(FileSystemState::clean)
                    ? ""
                    : "log replay is required",
                found.states().stream().noneMatch(FileSystemState::damaged)
                    ? ""
                    : "inode 1024: bad block map, clear? no")
            .filter(text -> !text.isEmpty())
            .toList();
    return wrong.isEmpty()
        ? Reply.out("** " + device + " (NO WRITE)\nfile system is clean\n")
        : new Reply(36, "** " + device + " (NO WRITE)\n" + String.join("\n", wrong) + "\n", "");
  }
}
