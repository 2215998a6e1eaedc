package org.cvmsnap.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Mode;
import org.cvmsnap.run.Plan;

/** Whether a guest has booted that was to run on while its disks were away. */
final class Reboot {
  private Reboot() {}

  /** For what is told alone, which nothing that is thrown here may keep from being told. */
  static boolean since(Session session, Plan plan, Instant away) {
    if (OutageReport.mode(plan) != Mode.DETACH || plan.control().isEmpty()) {
      return false;
    }
    try {
      Optional<Duration> up =
          Contained.work(
              () -> session.site().ldm(plan.control().get()).uptime(plan.guest().orElseThrow()),
              bug -> Optional.empty());
      Duration since = Duration.between(away, session.now());
      return up.filter(each -> each.compareTo(since) < 0).isPresent();
    } catch (NotLearnedException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
