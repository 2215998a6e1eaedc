package org.cvmsnap.step;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cvmsnap.model.Machine;
import org.cvmsnap.site.Site;

/**
 * How often a guest that boots is looked at: seldom while it cannot be up by its last boots, now
 * and then while it does not answer, and often once it does. Who looks often asks the guest itself:
 * a list of ldm takes a part of a second of the control domain.
 *
 * @param os the operating system in the guest
 * @param since when it was to be started
 * @param boots how long its last boots took
 */
record BootPace(Site site, Machine os, Duration since, List<Duration> boots) {
  /** How long before it is up a guest begins to answer, at least. */
  private static final Duration ANSWERING = Duration.ofSeconds(10);

  private static final Duration OFTEN = Duration.ofMillis(250);
  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** What an sshd needs to answer that has just been started. */
  private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(3);

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(30);

  private Duration watched() {
    return site.time().elapsed().minus(since);
  }

  /** The pause before the next look. */
  Duration pause() {
    Duration watched = watched();
    if (site.proven(os)) {
      Duration late =
          boots.stream().max(Comparator.naturalOrder()).map(watched::minus).orElse(watched);
      return between(OFTEN, late.dividedBy(boots.isEmpty() ? 200 : 20), LONGEST);
    }
    Optional<Duration> early =
        boots.stream()
            .min(Comparator.naturalOrder())
            .map(shortest -> shortest.minus(ANSWERING).minus(watched))
            .filter(left -> left.compareTo(SHORTEST) > 0);
    return between(SHORTEST, early.orElse(watched.dividedBy(40)), LONGEST);
  }

  /**
   * How long it may take to answer. While it boots its address may lead nowhere, and to find that
   * out takes longer than to ask anew once it can answer; one that is slow is given longer.
   */
  Duration answer() {
    return between(SHORTEST_ANSWER, watched().dividedBy(20), LONGEST_ANSWER);
  }

  private static Duration between(Duration least, Duration wanted, Duration most) {
    Duration enough = wanted.compareTo(least) < 0 ? least : wanted;
    return enough.compareTo(most) > 0 ? most : enough;
  }
}
