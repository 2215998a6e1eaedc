package org.cvmsnap.workflow;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.cvmsnap.error.BusyException;
import org.cvmsnap.error.RefusedException;
import org.cvmsnap.host.Time;
import org.cvmsnap.journal.Locks;
import org.cvmsnap.journal.Owner;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Plan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The locks that one operation holds, until it is closed. */
final class HeldLocks implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(HeldLocks.class);

  private static final String QUALIFY = "qualify";

  private final Session session;
  private final Deque<Locks.Held> held = new ArrayDeque<>();

  /**
   * None yet.
   *
   * @throws org.cvmsnap.error.RefusedException where nothing can be done
   */
  HeldLocks(Session session) {
    session.site().requireLive();
    this.session = session;
  }

  /**
   * Locks a guest for this process.
   *
   * @throws BusyException when another run has it
   */
  void guest(GuestName guest) {
    if (!tryGuest(guest)) {
      throw busy("Guest " + guest, name(guest));
    }
  }

  /** The name of a guest's lock. */
  static String name(GuestName guest) {
    return "guest-" + guest;
  }

  private static String name(VolumeId volume) {
    return "volume-" + volume.group() + ":" + volume.name();
  }

  /** The names of the locks that whoever is at a run has, of which each is enough. */
  static List<String> names(Plan plan) {
    return plan.guest()
        .map(guest -> List.of(name(guest)))
        .orElseGet(() -> plan.volumes().stream().map(HeldLocks::name).toList());
  }

  /**
   * Locks a guest for this process, waiting for another run to end.
   *
   * @param time that processes live in
   * @param told once, who is waited for
   * @throws BusyException when another run still has it after {@code wait}
   */
  void guest(GuestName guest, Duration wait, Time time, Consumer<String> told)
      throws InterruptedException {
    Duration end = time.elapsed().plus(wait);
    boolean first = true;
    while (!tryGuest(guest)) {
      boolean over = time.elapsed().compareTo(end) >= 0;
      if (over || first) {
        BusyException busy = busy("Guest " + guest, name(guest));
        if (over) {
          throw busy;
        }
        told.accept(String.valueOf(busy.getMessage()));
        first = false;
      }
      session.pause(time, Duration.ofMillis(200));
    }
  }

  /**
   * Makes this process the only one on this node that tries the site.
   *
   * @throws BusyException when another one does
   */
  void qualify() {
    if (!claim(QUALIFY)) {
      throw busy("The lock of qualify", QUALIFY);
    }
  }

  /** Locks a guest if it is free. */
  boolean tryGuest(GuestName guest) {
    return claim(name(guest));
  }

  /**
   * Locks a volume for this process.
   *
   * @throws BusyException when another run has it
   */
  void volume(VolumeId volume) {
    if (!claim(name(volume))) {
      throw busy("Volume " + volume, name(volume));
    }
  }

  /**
   * Locks what a run that was cut short needs to be recovered: its guest, which nothing else may
   * keep down, or its volumes.
   *
   * @throws BusyException when another run has it
   */
  void of(Plan plan) {
    plan.guest().ifPresentOrElse(this::guest, () -> volumes(plan.volumes()));
  }

  /** Locks volumes in an order that is the same for everybody. */
  void volumes(List<VolumeId> volumes) {
    volumes.stream().distinct().sorted().forEach(this::volume);
  }

  private boolean claim(String name) {
    try {
      Optional<Locks.Held> lock = session.locks().tryLock(name, session.owner());
      lock.ifPresent(held::push);
      return lock.isPresent();
    } catch (IOException e) {
      throw new RefusedException("The state directory cannot be used", e);
    }
  }

  private BusyException busy(String what, String name) {
    Optional<Owner> owner = session.locks().lastHolder(name);
    String held = what + " is held by " + owner.map(Owner::toString).orElse("another run");
    return owner
        .filter(holder -> session.processes().stopped(holder.pid()))
        .map(
            stopped ->
                new BusyException(
                    held + ", which is stopped and does not go on by itself.",
                    "Type kill -CONT " + stopped.pid() + ", and it goes on."))
        .orElseGet(() -> new BusyException(held + ".", "Wait for that run to end, and try again."));
  }

  @Override
  public void close() {
    while (!held.isEmpty()) {
      try {
        held.pop().close();
      } catch (IOException e) {
        // The lock dies with this process at the latest.
        logger.warn("releasing a lock failed", e);
      }
    }
  }
}
