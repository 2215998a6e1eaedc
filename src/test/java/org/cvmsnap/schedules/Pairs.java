package org.cvmsnap.schedules;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Two things that go wrong in one process, drawn by chance: the first anywhere in the fault-free
 * course, the second anywhere after it in the course that follows on the first.
 */
final class Pairs {
  private final Random random;
  private final Path locks;
  private final Weakening breakage;
  private final List<Variant> variants;
  private final Map<Variant, PreparedWorld> worlds = new EnumMap<>(Variant.class);
  private final Map<Variant, List<Schedule>> singles = new EnumMap<>(Variant.class);

  Pairs(long seed, List<Variant> variants, Weakening breakage, Path locks) {
    this.random = new Random(seed);
    this.variants = variants;
    this.breakage = breakage;
    this.locks = locks;
  }

  /** What came of the next pair; empty where the second did not come to strike. */
  Optional<Trial.Outcome> next() {
    Variant variant = drawn(variants);
    PreparedWorld world = worlds.computeIfAbsent(variant, each -> new PreparedWorld(each, locks));
    Schedule first =
        drawn(
            singles.computeIfAbsent(
                variant,
                each ->
                    world.single(locks).stream()
                        .filter(one -> !Effects.crashes(one.blows().get(0).effect()))
                        .toList()));
    Launch process = trial(world, first).first();
    Schedule.Point at = first.blows().get(0).point();
    int from = at.journal() ? 0 : at.index();
    if (process.ran().size() <= from) {
      return Optional.empty();
    }
    int second = from + 1 + random.nextInt(process.ran().size() - from);
    boolean acts = process.ran().get(second - 1).command().mutates();
    String effect = drawn(variant.effects(acts));
    return Optional.of(trial(world, first.with(Schedule.Point.command(second), effect)))
        .filter(Trial.Outcome::fired);
  }

  private Trial.Outcome trial(PreparedWorld world, Schedule schedule) {
    return world.trial(schedule, locks, breakage, Trial.Tracer.NONE);
  }

  private <T> T drawn(List<T> from) {
    return from.get(random.nextInt(from.size()));
  }
}
