package org.cvmsnap.workflow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.Contained;
import org.cvmsnap.error.CvmsnapException;
import org.cvmsnap.error.InternalErrorException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.journal.RunRecord;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.site.Site;
import org.cvmsnap.workflow.Recovery.Recovered;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recovers several runs: those of one guest one after the other, and guests beside each other, so
 * that one which does not boot delays nobody. What happens to one keeps no other from its turn.
 * Those that took no guest down come last, as nobody waits for them.
 */
final class Recoveries {
  private static final Logger logger = LoggerFactory.getLogger(Recoveries.class);

  private final Session session;
  private final EngineListener listener;
  private final boolean writesOff;

  /** By several threads. */
  private final List<Tried> tried = Collections.synchronizedList(new ArrayList<>());

  /**
   * What came of one run.
   *
   * @param left why it could not be recovered here
   * @param busy who is at work on it
   */
  private record Tried(
      RunRecord run,
      Optional<Recovered> recovered,
      Optional<CvmsnapException> left,
      Optional<BusyException> busy) {
    static Tried recovered(Recovered recovered) {
      return new Tried(recovered.run(), Optional.of(recovered), Optional.empty(), Optional.empty());
    }

    static Tried left(RunRecord run, CvmsnapException why) {
      return new Tried(run, Optional.empty(), Optional.of(why), Optional.empty());
    }

    static Tried busy(RunRecord run, BusyException why) {
      return new Tried(run, Optional.empty(), Optional.empty(), Optional.of(why));
    }
  }

  Recoveries(Session session, EngineListener listener, boolean writesOff) {
    this.session = session;
    this.listener = listener;
    this.writesOff = writesOff;
  }

  /** Recovers them, as {@link Recovery#run} says; the answers are in their order. */
  List<Recovered> of(List<RunRecord> runs) {
    Map<GuestName, List<RunRecord>> guests = new LinkedHashMap<>();
    List<RunRecord> others = new ArrayList<>();
    for (RunRecord run : runs) {
      run.plan()
          .guest()
          .map(guest -> guests.computeIfAbsent(guest, unused -> new ArrayList<>()))
          .orElse(others)
          .add(run);
    }
    if (guests.size() > 1) {
      List<Consumer<Site>> each = new ArrayList<>();
      guests.values().forEach(own -> each.add(site -> inOrder(own, session.at(site))));
      session.site().each(each);
    } else {
      guests.values().forEach(own -> inOrder(own, session));
    }
    inOrder(others, session);
    return reported(runs);
  }

  private void inOrder(List<RunRecord> runs, Session own) {
    for (RunRecord run : runs) {
      Contained.<Optional<Tried>>thought(
              () -> attempt(run, own), bug -> Optional.of(ended(run, bug)))
          .ifPresent(tried::add);
    }
  }

  /** Empty where it has ended while its process still had the lock. */
  private Optional<Tried> attempt(RunRecord run, Session own) {
    try (HeldLocks locks = new HeldLocks(own)) {
      locks.of(run.plan());
      return own.unfinished().run(run.plan().run()).isPresent()
          ? Optional.of(paid(run, own))
          : Optional.empty();
    } catch (BusyException e) {
      return Optional.of(Tried.busy(run, e));
    } catch (RefusedException e) {
      return Optional.of(Tried.left(run, e));
    }
  }

  private Tried paid(RunRecord run, Session own) {
    try {
      return Tried.recovered(new Recovery(own, listener, writesOff).pay(run));
    } catch (BusyException | RefusedException e) {
      return Tried.left(run, e);
    }
  }

  private static Tried ended(RunRecord run, Throwable bug) {
    logger.error("run {}: internal error", run.plan().run(), bug);
    return Tried.recovered(Recovered.none(run, new InternalErrorException(bug)));
  }

  private List<Recovered> reported(List<RunRecord> runs) {
    tried.sort(Comparator.comparing(each -> runs.indexOf(each.run())));
    List<Recovered> recovered = new ArrayList<>();
    tried.forEach(each -> each.recovered().ifPresent(recovered::add));
    List<Tried> left = tried.stream().filter(each -> each.left().isPresent()).toList();
    if (recovered.isEmpty() && left.stream().noneMatch(each -> each.run().serviceDown())) {
      for (Tried first : left) {
        throw first.left().orElseThrow();
      }
    }
    left.forEach(each -> recovered.add(Recovered.none(each.run(), each.left().orElseThrow())));
    if (recovered.isEmpty()) {
      tried.stream()
          .flatMap(each -> each.busy().stream())
          .reduce((earlier, later) -> later)
          .ifPresent(
              busy -> {
                throw busy;
              });
    }
    return recovered;
  }
}
