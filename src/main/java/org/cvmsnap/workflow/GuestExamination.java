package org.cvmsnap.workflow;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.GuestRights;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.ShellLine;

/** Whether ssh reaches each guest that runs, which one that is, and who logs in may mount there. */
record GuestExamination() implements Examination {
  static final String CHECK = "guest";
  static final String RIGHTS = "guest-rights";

  @Override
  public String check() {
    return CHECK;
  }

  @Override
  public void examine(Examined examined) throws InterruptedException {
    for (ComingTake take : examined.guests()) {
      GuestName guest = take.guest();
      Optional<String> first = examined.wrong("domains");
      Optional<Refusal> missing = DomainsExamination.missing(examined, guest);
      if (first.isPresent()) {
        examined.unjudged(CHECK, guest, first.get());
      } else if (missing.isPresent()) {
        examined.trouble(CHECK, guest, missing.get());
      } else if (running(examined, guest)) {
        running(examined, take.request().outage().os());
      } else {
        examined.ok(CHECK, guest, "does not run, so nothing in it is asked");
      }
    }
  }

  /** Whether its operating system should answer. */
  static boolean running(Examined examined, GuestName guest) {
    return Optional.ofNullable(examined.domains().get(guest))
        .filter(domain -> domain.state() == DomainState.ACTIVE)
        .map(Domain::flags)
        .filter(flags -> !flags.transition())
        .isPresent();
  }

  private static void running(Examined examined, Machine os) throws InterruptedException {
    String hint =
        ShellLine.hint(
            "Make this work, on %s: ssh -o BatchMode=yes %s true. Or say how ssh reaches the guest: --guest-ssh [USER@]ADDRESS.",
            examined.control().name(), os.address());
    Optional<String> mistaken = examined.site().mistaken(os);
    if (mistaken.isPresent()) {
      examined.trouble(
          CHECK,
          os.name(),
          new Refusal(
              "Another machine answers in its place: " + mistaken.get() + ".",
              ShellLine.hint(
                  "Say how ssh reaches the guest with --guest-ssh [USER@]ADDRESS. See: ssh %s virtinfo -a -p.",
                  os.address())));
      return;
    }
    try {
      int mounts = examined.site().os(os).mounts().size();
      examined.ok(CHECK, os.name(), "answers, is who it says, and has %d mounts".formatted(mounts));
    } catch (NotLearnedException e) {
      examined.unknown(CHECK, os, e, hint);
      return;
    }
    rights(examined, os);
  }

  private static void rights(Examined examined, Machine os) throws InterruptedException {
    try {
      List<String> unknown = GuestRights.tried(examined.site(), os);
      unknown.forEach(
          why ->
              examined.unknown(
                  RIGHTS,
                  os.name(),
                  new Refusal(why, "Log in as that user, and try what take --dry-run prints.")));
      if (unknown.isEmpty()) {
        examined.ok(RIGHTS, os.name(), "who logs in may unmount and mount");
      }
    } catch (RefusedException e) {
      examined.refused(RIGHTS, os.name(), e);
    }
  }
}
