package org.cvmsnap.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.cvmsnap.sim.LogEntry;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;

/**
 * One take on a simulated cluster, and where its time went, by the simulator's own log.
 *
 * @param run how it went
 * @param log of the commands that it ran, in their order
 * @param seconds of its outage, as it says
 * @param start of the outage
 * @param bootSeconds for which its guest boots; 0 where it goes on running
 */
public record MeasuredTake(
    CliRun run, List<LogEntry> log, double seconds, Instant start, double bootSeconds) {
  public MeasuredTake {
    log = List.copyOf(log);
  }

  /** A row of the table of where the time goes. */
  record Share(String command, int count, double seconds) {}

  /** Takes snapshots of all volumes of the site, after so many takes that it may learn from. */
  public static MeasuredTake of(OutageSite site, String mode, int before) {
    World world = site.world();
    for (int i = 0; i < before; i++) {
      take(world, site, mode);
      world.change(cluster -> cluster.advance(Duration.ofHours(1)));
    }
    return take(world, site, mode);
  }

  /** Takes a snapshot where the guest boots in another time than it did before. */
  public static MeasuredTake booting(OutageSite site, double known, double seconds) {
    World before = site.booting(known).world();
    take(before, site.booting(known), "stop");
    World world = site.booting(seconds).world();
    world.change(cluster -> cluster.advance(Duration.ofHours(1)));
    copy(before.state("sun-1"), world.state("sun-1"));
    return take(world, site.booting(seconds), "stop");
  }

  private static void copy(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MeasuredTake take(World world, OutageSite site, String mode) {
    int known = world.log().size();
    List<String> words = new ArrayList<>(List.of("take"));
    IntStream.rangeClosed(1, site.volumes()).forEach(each -> words.add("vol" + each));
    words.addAll(List.of("--ldom", "ldom1", "--mode", mode, "--json"));
    CliRun run = world.guarded().on("sun-1", words.toArray(String[]::new));
    boolean clean =
        world.snapshots().stream().allMatch(snapshot -> snapshot.content().equals("clean"));
    if (run.exit() != 0 || !clean || !(run.document().get("outage") instanceof Map<?, ?> outage)) {
      throw new IllegalStateException("not a clean take: " + run);
    }
    return new MeasuredTake(
        run,
        world.log().subList(known, world.log().size()),
        Double.parseDouble(String.valueOf(outage.get("seconds"))),
        Instant.parse(String.valueOf(outage.get("start"))),
        mode.equals("stop") ? site.bootSeconds() : 0);
  }

  private Instant end() {
    return start.plus(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  private List<LogEntry> away(Predicate<LogEntry> which) {
    return log.stream()
        .filter(entry -> !entry.time().isBefore(start) && entry.time().isBefore(end()))
        .filter(which)
        .toList();
  }

  /** What an operator could not do without who knows all: each change, and the boot. */
  public double unavoidable() {
    return seconds(away(LogEntry::mutates)) + bootSeconds;
  }

  public double ratio() {
    return seconds / unavoidable();
  }

  /** How many commands it ran until the first that changes anything. */
  public long surveyed() {
    return log.stream().takeWhile(entry -> !entry.mutates()).count();
  }

  /** How many of its commands were reads while the guest was away. */
  public long readsInOutage() {
    return away(entry -> !entry.mutates()).size();
  }

  /**
   * How long the guest had to wait after each of its changes until the next one, but for its boot:
   * by the change that was waited after.
   */
  List<Share> waits() {
    List<LogEntry> acts = away(LogEntry::mutates);
    List<Share> shares = new ArrayList<>();
    Map<String, Integer> times = new LinkedHashMap<>();
    for (int i = 0; i < acts.size(); i++) {
      Instant from = acts.get(i).time().plus(acts.get(i).took());
      Instant to = i + 1 < acts.size() ? acts.get(i + 1).time() : end();
      String name = words(acts.get(i));
      double boot = name.equals("ldm start") ? bootSeconds : 0;
      long reads =
          away(entry -> !entry.mutates()).stream()
              .filter(entry -> !entry.time().isBefore(from) && entry.time().isBefore(to))
              .count();
      times.merge(name, 1, Integer::sum);
      shares.add(
          new Share(name, (int) reads, Duration.between(from, to).toMillis() / 1000.0 - boot));
    }
    return shares;
  }

  /** How long after the guest was up the answer came that told it. */
  public double noticedAfter() {
    List<LogEntry> looks = looksAtIt();
    LogEntry last = looks.get(looks.size() - 1);
    return Duration.between(up(), last.time().plus(last.took())).toMillis() / 1000.0;
  }

  /** How many commands asked for it from its start until that. */
  public int looksAtBoot() {
    return looksAtIt().size();
  }

  /** How many of these asked ldm, which takes a part of a second of the control domain. */
  public long listsOfLdmInBoot() {
    return looksAtIt().stream().filter(entry -> entry.argv().get(0).equals("ldm")).count();
  }

  private LogEntry started() {
    return away(entry -> entry.mutates() && words(entry).equals("ldm start")).get(0);
  }

  private Instant up() {
    return started()
        .time()
        .plus(started().took())
        .plus(Duration.ofMillis(Math.round(bootSeconds * 1000)));
  }

  private List<LogEntry> looksAtIt() {
    List<LogEntry> after = log.subList(log.indexOf(started()) + 1, log.size());
    List<LogEntry> reads = after.stream().takeWhile(entry -> !entry.mutates()).toList();
    List<LogEntry> told =
        reads.stream().filter(entry -> entry.argv().contains(GuestOs.MULTI_USER)).toList();
    return reads.subList(0, reads.indexOf(told.get(told.size() - 1)) + 1);
  }

  private static String words(LogEntry entry) {
    String program = entry.argv().get(0).replaceFirst(".*/", "");
    return program.equals("ldm")
        ? program + " " + entry.argv().get(1)
        : program.equals("vxsnap") ? "vxsnap make" : program;
  }

  private static double seconds(List<LogEntry> entries) {
    return entries.stream().mapToLong(entry -> entry.took().toMillis()).sum() / 1000.0;
  }
}
