package org.cvmsnap.plan.take;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.cvmsnap.cluster.CacheUse;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.Nearest;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.ShellLine;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.MakeCache;
import org.cvmsnap.step.MakeVolume;
import org.cvmsnap.step.SnapshotStorage;

/**
 * Only what changes is kept, in a cache.
 *
 * @param cache an existing cache object; empty to make one
 * @param sectors the size of the one to be made; 0 where an existing one is named
 */
public record SpaceOptimized(Optional<String> cache, long sectors) implements Kind {
  public SpaceOptimized {
    if (cache.isPresent() == (sectors > 0)) {
      throw new IllegalArgumentException("either a cache or the size of a new one");
    }
  }

  @Override
  public String word() {
    return "space-optimized";
  }

  @Override
  public List<String> sized(GroupLayout layout, List<VolumeId> volumes) {
    return Stream.concat(
            Kind.super.sized(layout, volumes).stream(),
            cache.filter(name -> layout.cache(name).isPresent()).stream())
        .toList();
  }

  @Override
  public boolean readsComments() {
    return true;
  }

  @Override
  public List<Step> preparation(KindContext context, RunId run) {
    if (cache.isPresent()) {
      return List.of();
    }
    VolumeId volume = cacheVolume(context.set());
    // Regions are powers of two, so that the smallest fits into all.
    long region = context.set().stream().mapToLong(context::region).min().orElseThrow();
    return List.of(
        new MakeVolume(context.control(), volume, sectors, Tags.comment(run)),
        new MakeCache(context.control(), name(context.set()), volume, region));
  }

  /**
   * The name of the cache. A new one is named after the first snapshot, which has at most {@link
   * VolumeName#MAX_PREPARED} characters, so that also the name of the cache volume's plex fits.
   */
  private String name(List<SnapshotPair> set) {
    return cache.orElseGet(() -> set.get(0).snapshot().name() + "_c");
  }

  private static VolumeId cacheVolume(List<SnapshotPair> set) {
    return new VolumeId(
        SnapshotPair.group(set), new VolumeName(set.get(0).snapshot().name() + "_cv"));
  }

  @Override
  public SnapshotStorage storage(KindContext context) {
    return new SnapshotStorage.Cache(name(context.set()));
  }

  /** A cache that cvmsnap made is remembered, and goes with the last snapshot in it. */
  @Override
  public Map<String, String> tags(KindContext context) {
    return cache.map(name -> isOurs(context, name)).orElse(true)
        ? Map.of(Tags.KIND, word(), Tags.CACHE, name(context.set()))
        : Map.of(Tags.KIND, word());
  }

  /** Whether cvmsnap made a cache: it is known by the comment of its volume. */
  private static boolean isOurs(KindContext context, String name) {
    return context
        .group()
        .layout()
        .cache(name)
        .flatMap(found -> Optional.ofNullable(context.facts().comments().get(found.cacheVolume())))
        .filter(Tags::ours)
        .isPresent();
  }

  @Override
  public void check(KindChecks checks) {
    checks.prepared(word());
    cache.ifPresentOrElse(name -> existing(checks, name), () -> fresh(checks));
    checks.regionsKnown();
  }

  private static void existing(KindChecks checks, String name) {
    GroupLayout layout = checks.group().layout();
    Optional<CacheObject> found = layout.cache(name);
    if (found.isEmpty()) {
      List<String> known = layout.caches().stream().map(CacheObject::name).toList();
      checks.refuse(
          "There is no cache '%s' in disk group %s.".formatted(name, layout.group()),
          known.isEmpty()
              ? "It has none: --cache-size SIZE makes one."
              : Nearest.ask(name, known, "There are: " + String.join(", ", known) + "."));
      return;
    }
    if (!found.get().kernelState().equals("ENABLED")) {
      checks.refuse(
          "Cache %s is %s, and not started.".formatted(name, found.get().kernelState()),
          ShellLine.hint("Start it: vxcache -g %s start %s.", layout.group(), name));
    }
    CacheUse.full(checks.group(), found.get())
        .ifPresent(full -> checks.refuse(full, CacheUse.relief(layout.group(), found.get())));
    Optional<Long> own = checks.facts().region(name);
    if (own.isEmpty()) {
      checks.refuse(
          "The region size of cache %s is not known.".formatted(name),
          ShellLine.hint("See: vxprint -g %s -F%%regionsz %s.", layout.group(), name));
      return;
    }
    for (VolumeId volume : checks.volumes()) {
      checks
          .region(volume)
          .filter(region -> region % own.get() != 0)
          .ifPresent(
              region ->
                  checks.refuse(
                      "Cache %s has regions of %s, which do not fit those of %s, of %s: VxVM would make nothing and say nothing."
                          .formatted(name, kilobytes(own.get()), volume, kilobytes(region)),
                      "Use a cache whose regions are as large or smaller; --cache-size SIZE makes one."));
    }
  }

  private static String kilobytes(long sectors) {
    return sectors % 2 == 0 ? sectors / 2 + " KB" : sectors + " sectors";
  }

  /** A new cache brings several records with it. */
  private void fresh(KindChecks checks) {
    if (checks.set().isEmpty()) {
      return;
    }
    VolumeName volume = cacheVolume(checks.set()).name();
    Set<String> taken = checks.group().layout().recordNames();
    Stream.of(name(checks.set()), volume.value(), volume + "-01")
        .filter(taken::contains)
        .forEach(
            name ->
                checks.refuse(
                    "The new cache needs the name %s, which the disk group has already."
                        .formatted(name),
                    "Choose another name for the snapshot with --name."));
  }

  @Override
  public long needed(KindContext context, List<VolumeId> sources) {
    return context.logs(sources) + sectors;
  }
}
