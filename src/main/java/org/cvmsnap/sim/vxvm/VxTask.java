package org.cvmsnap.sim.vxvm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A synchronization under way; how far it is depends on the time alone.
 *
 * @param volume whose bytes are copied to
 * @param done what was done before {@code since}
 * @param total how long all of it takes
 */
record VxTask(
    int id,
    Type type,
    String volume,
    List<String> plexes,
    long length,
    Instant since,
    Duration done,
    Duration total,
    boolean paused) {

  VxTask {
    plexes = List.copyOf(plexes);
  }

  /** What is synchronized, and so what becomes of it at the end. */
  enum Type {
    /** Plexes become SNAPDONE. */
    SNAPATT,
    /** Plexes that come back from a snapshot become SNAPDONE. */
    SNAPBACK,
    /** A snapshot volume gets all its bytes. */
    SNAPSYNC,
    /** A restored volume gets all its bytes. */
    RESTORE,
    /** A linked mirror volume becomes ACTIVE. */
    LINK,
    /** Plexes become ACTIVE. */
    PLXATT,
    /** The mirrors of a volume are made equal after a crash. */
    RDWRBACK
  }

  /** The time it has worked for, up to the total. */
  Duration worked(Instant now) {
    Duration worked = paused ? done : done.plus(Duration.between(since, now));
    if (worked.isNegative()) {
      return Duration.ZERO;
    }
    return worked.compareTo(total) > 0 ? total : worked;
  }

  Duration remaining(Instant now) {
    return total.minus(worked(now));
  }

  double fraction(Instant now) {
    return total.isZero() ? 1 : (double) worked(now).toMillis() / Math.max(1, total.toMillis());
  }

  VxTask without(String plex) {
    List<String> left = plexes.stream().filter(it -> !it.equals(plex)).toList();
    return new VxTask(id, type, volume, left, length, since, done, total, paused);
  }

  VxTask pausedAt(Instant now) {
    return new VxTask(id, type, volume, plexes, length, now, worked(now), total, true);
  }

  VxTask resumedAt(Instant now) {
    return new VxTask(id, type, volume, plexes, length, now, worked(now), total, false);
  }
}
