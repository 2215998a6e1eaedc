package org.cvmsnap.sim;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cvmsnap.sim.command.Reply;

/**
 * How whoever logs in on a machine comes by the rights of root. On Solaris 11 root is a role, and
 * sshd does not let it in: an ordinary user has a profile and {@code pfexec}, or {@code sudo}.
 */
enum Rights {
  /** Root logs in. */
  LOGIN,
  PFEXEC,
  SUDO;

  private static final Set<String> LISTS = Set.of("-v", "-p", "-V");

  /** Whether it is there to be run; the system itself has pfexec. */
  boolean has(String wrapper) {
    return !wrapper.equals("sudo") || this == SUDO;
  }

  private boolean given(List<String> argv) {
    return this == LOGIN || CommandWords.wrappers(argv).contains(CommandWords.of(this));
  }

  /** What a command says in a guest that only root may give there; empty where it is given. */
  Optional<Reply> refusal(Domain guest, List<String> argv) {
    List<String> words = CommandWords.bare(argv);
    if (given(argv) || (words.size() < 2 && !words.get(0).equals("dumpadm"))) {
      return Optional.empty();
    }
    String first = words.size() < 2 ? "" : words.get(1);
    String last = words.get(words.size() - 1);
    boolean changes = Set.of("export", "import", "mount", "unmount").contains(first);
    return switch (words.get(0)) {
      case "mount" ->
          LISTS.contains(first)
              ? Optional.empty()
              : Optional.of(Reply.error(33, "mount: insufficient privileges\n"));
      case "umount" -> // what is not mounted is told to everybody (illumos, umount.c, vfs.c)
          guest.mounts.stream()
                  .anyMatch(each -> List.of(each.mountPoint(), each.special()).contains(last))
              ? Optional.of(Reply.error(1, "umount: permission denied\n"))
              : Optional.empty();
      case "zpool", "zfs" ->
          changes
              ? Optional.of(
                  Reply.error(1, "cannot %s '%s': permission denied\n".formatted(first, last)))
              : Optional.empty();
      case "dumpadm" -> Optional.of(Reply.error(1, "dumpadm: you must be root to use dumpadm\n"));
      default -> ofVxvm(words.get(0));
    };
  }

  /** What a command says in a control domain that only root may give there. */
  Optional<Reply> refusal(List<String> argv) {
    String program = CommandWords.bare(argv).get(0);
    if (given(argv)) {
      return Optional.empty();
    }
    return program.equals("ldm")
        ? Optional.of(Reply.error(1, "Authorization failed\n"))
        : ofVxvm(program);
  }

  private static Optional<Reply> ofVxvm(String program) {
    return program.startsWith("vx")
        ? Optional.of(
            Reply.error(
                4,
                "VxVM %s ERROR V-5-1-684 IPC failure: Configuration daemon is not accessible\n"
                    .formatted(program)))
        : Optional.empty();
  }
}
