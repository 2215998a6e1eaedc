package org.cvmsnap.cluster;

import java.util.List;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.site.Site;
import org.cvmsnap.solaris.RightTrial;

/** Whether the user that ssh logs in as may unmount and mount in a guest, before it has to. */
public final class GuestRights {
  private final Site site;
  private final Machine guest;

  private GuestRights(Site site, Machine guest) {
    this.site = site;
    this.guest = guest;
  }

  /**
   * Tries both, where the guest runs and has to let go of something.
   *
   * @return what an operator has to know where that does not tell
   * @throws RefusedException where it may not
   */
  static List<String> hazards(
      Site site, OutageOptions options, GuestFacts facts, List<VolumeId> volumes)
      throws InterruptedException {
    return facts.os().isEmpty() || volumes.isEmpty()
        ? List.of()
        : new GuestRights(site, options.os()).tried();
  }

  /**
   * Tries both in a guest that runs.
   *
   * @return what an operator has to know where that does not tell
   * @throws RefusedException where it may not
   */
  public static List<String> tried(Site site, Machine guest) throws InterruptedException {
    return new GuestRights(site, guest).tried();
  }

  private List<String> tried() throws InterruptedException {
    List<RightTrial> trials = site.os(guest).triedRights();
    for (RightTrial trial : trials) {
      if (trial.answer() == RightTrial.Answer.DENIED) {
        throw denied(trial);
      }
    }
    return trials.stream()
        .filter(trial -> trial.answer() == RightTrial.Answer.UNKNOWN)
        .map(
            trial ->
                "Whether ssh %s may unmount and mount in %s is not told by what can do no harm: %s."
                    .formatted(guest.address(), guest.name(), trial.said()))
        .toList();
  }

  private RefusedException denied(RightTrial trial) {
    List<String> prefix = site.access().prefix(guest);
    String line =
        ShellLine.hint(
            "ssh -a -x -o BatchMode=yes %s %s",
            guest.address(), new Invocation(guest, trial.argv()).with(site.access()).argv());
    return new RefusedException(
        "Who ssh %s logs in as may not unmount and mount in %s: %s."
            .formatted(guest.address(), guest.name(), trial.said()),
        prefix.isEmpty()
            ? "Name the words that give the rights of root there: --guest-prefix pfexec, or"
                + " --guest-prefix 'sudo -n'; or another user: --guest-ssh USER@ADDRESS. Try: "
                + line
                + "."
            : "Give that user the right to run umount and mount with '%s' (profiles(1), sudoers(5)). Try: %s."
                .formatted(String.join(" ", prefix), line));
  }
}
