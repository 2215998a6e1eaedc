package org.cvmsnap.workflow;

import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.cvmsnap.journal.Event;
import org.cvmsnap.journal.Journals;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.run.Plan;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.StopDomain;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How long a guest took to boot in its last runs, which tells when it is likely to be up in the
 * next one. A boot counts that nothing came between, in a run that counts for {@link PastOutages}.
 */
final class PastBoots {
  private static final Logger logger = LoggerFactory.getLogger(PastBoots.class);

  private PastBoots() {}

  /** The plan, of which the step that stops the guest knows how long it takes to be back. */
  static Plan known(Session session, Plan plan) {
    boolean stops = plan.steps().stream().anyMatch(StopDomain.class::isInstance);
    List<Duration> boots =
        stops ? plan.guest().map(guest -> of(session, guest)).orElse(List.of()) : List.of();
    return plan.with((Step step) -> step instanceof StopDomain stop ? stop.knowing(boots) : step);
  }

  /** What the journals on this machine tell, newest first; what cannot be read tells nothing. */
  private static List<Duration> of(Session session, GuestName guest) {
    try {
      return PastOutages.courses(session, guest)
          .flatMap(course -> of(course).stream())
          .limit(PastOutages.COUNTED)
          .toList();
    } catch (UncheckedIOException e) {
      logger.warn("how long {} took to boot before cannot be learned", guest, e);
      return List.of();
    }
  }

  private static List<Duration> of(Journals.Course course) {
    List<Duration> boots = new ArrayList<>();
    for (int i = 1; i < course.events().size(); i++) {
      if (course.events().get(i - 1) instanceof Event.Repaid before
          && course.events().get(i) instanceof Event.Repaid back
          && course.record().plan().steps().get(back.step()) instanceof StopDomain) {
        boots.add(Duration.between(before.at(), back.at()));
      }
    }
    boots.removeIf(Duration::isNegative); // somebody has set the clock meanwhile
    return boots;
  }
}
