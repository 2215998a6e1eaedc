package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cvmsnap.run.Debt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.sim.SimTruth;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * A month under cron: two policies of one guest, one plague after the other, and a monitoring
 * system that asks every few hours. What has to be told is derived from the simulator's truth.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MonthTest {
  private static final int OK = 0;
  private static final int WARNING = 1;
  private static final int CRITICAL = 2;
  private static final int UNKNOWN = 3;

  private static final String SITE =
      """
      [policies.nightly]
      ldom = "ldom1"
      volumes = ["datavol1"]
      name = "night_{date}_{time}"
      not-after = "03:30@UTC"
      hook = ["database", "note"]
      keep-daily = 5
      warn = "26h"
      crit = "50h"

      [policies.weekly]
      ldom = "ldom1"
      volumes = ["datavol1", "datavol2"]
      name = "week_{volume}_{date}"
      mode = "detach"
      kind = "full"
      hook = ["database"]
      keep-weekly = 2
      warn = "8d"
      crit = "15d"

      [hooks.database]
      place = "guest"
      before-outage = ["/usr/sbin/svcadm", "disable", "-s", "svc:/application/db:default"]
      after-return = ["/usr/sbin/svcadm", "enable", "-s", "svc:/application/db:default"]

      [hooks.note]
      on-error = "continue"
      after-snapshot = ["/opt/note"]
      """;

  private static final String SERVICE =
      """
      mounted = ["/data"]

      [[node.domain.smf]]
      fmri = "svc:/application/db:default"
      mountPoint = "/data"
      """;
  private static final String PROGRAM =
      """
      [[node.program]]
      name = "note"

      [[node.vds]]
      """;

  private final World world =
      World.changed("mounted = [\"/data\"]", SERVICE, "[[node.vds]]", PROGRAM).guarded();
  private final SimTruth.Guest before = world.guest("ldom1");

  /** Snapshots that nobody could ask before they were made, as their guest was off. */
  private final Set<String> unproven = new HashSet<>();

  /** What a check of each policy has to say, whatever the age of its sets. */
  private int plague = OK;

  /** Whether nobody but cvmsnap has done anything to the guest. */
  private boolean asBefore = true;

  /** The worst that was told of each policy, by the days on which it was not well. */
  private final Map<Integer, Integer> nights = new TreeMap<>();

  private final Map<Integer, Integer> weeks = new TreeMap<>();

  @TempDir private Path directory;

  @BeforeEach
  void configure() throws IOException {
    Path file = Files.writeString(directory.resolve("site.toml"), SITE);
    world.environment("CVMSNAP_CONFIG", file.toString());
  }

  private void until(int day, String time) {
    Instant moment =
        LocalDate.of(2026, 3, day).atTime(LocalTime.parse(time)).toInstant(ZoneOffset.UTC);
    Duration wait = Duration.between(world.truth().time(), moment);
    assertThat(wait).as("%s", moment).isGreaterThanOrEqualTo(Duration.ZERO);
    world.change(cluster -> cluster.advance(wait));
  }

  private List<SimTruth.Snapshot> taken(String prefix) {
    return world.snapshots().stream().filter(each -> each.name().startsWith(prefix)).toList();
  }

  private Set<String> names(String prefix) {
    return taken(prefix).stream().map(SimTruth.Snapshot::name).collect(Collectors.toSet());
  }

  private int byAge(String prefix, Duration warning, Duration critical) {
    Optional<Duration> age =
        taken(prefix).stream()
            .filter(each -> each.content().equals("clean") && !unproven.contains(each.name()))
            .map(each -> Duration.between(each.taken(), world.truth().time()))
            .min(Duration::compareTo);
    if (age.isEmpty() || age.get().compareTo(critical) >= 0) {
      return CRITICAL;
    }
    return age.get().compareTo(warning) >= 0 ? WARNING : OK;
  }

  private static int worse(int one, int other) {
    List<Integer> order = List.of(OK, WARNING, UNKNOWN, CRITICAL);
    return order.indexOf(one) > order.indexOf(other) ? one : other;
  }

  private void check(int day) {
    check("nightly", byAge("night_", Duration.ofHours(26), Duration.ofHours(50)), nights, day);
    check("weekly", byAge("week_", Duration.ofDays(8), Duration.ofDays(15)), weeks, day);
  }

  private void check(String policy, int age, Map<Integer, Integer> told, int day) {
    CliRun check = world.cvmsnap("check", "--policy", policy);
    assertThat(check.exit()).as("%s %s", world.truth().time(), check).isEqualTo(worse(age, plague));
    if (check.exit() != OK) {
      told.merge(day, check.exit(), MonthTest::worse);
    }
  }

  /** A run of cron's: it ends as it should, and nothing is other than before or it is owed. */
  private void take(String policy, String own, String others, int exit) {
    Set<String> ofOthers = names(others);
    Set<String> ofOwn = names(own);
    CliRun run = world.cvmsnap("-q", "take", "--policy", policy);
    assertThat(run.exit()).as("%s", run).isEqualTo(exit);
    assertThat(names(others)).as("%s", run).isEqualTo(ofOthers);
    if (!asBefore) {
      names(own).stream().filter(name -> !ofOwn.contains(name)).forEach(unproven::add);
    }
    lawful();
  }

  private void lawful() {
    SimTruth.Guest guest = world.guest("ldom1");
    if (world.debts().isEmpty() && asBefore) {
      assertThat(guest).isActive().isAs(before);
      assertThat(guest.services()).isEqualTo(before.services());
    }
    if (asBefore && guest.services().containsValue("disabled")) {
      assertThat(world.debts()).extracting(Debt::kind).contains("quiesced");
    }
    assertThat(world.truth().volumes()).noneMatch(SimTruth.Volume::corrupt);
  }

  private void night(int day, int exit) {
    until(day, "02:10");
    check(day);
    until(day, "02:15");
    take("nightly", "night_", "week_", exit);
    restOf(day);
  }

  private void restOf(int day) {
    until(day, "03:50");
    check(day);
    if (LocalDate.of(2026, 3, day).getDayOfWeek() == DayOfWeek.SUNDAY) {
      until(day, "04:00");
      take("weekly", "week_", "night_", 0);
    }
    for (String time : List.of("05:00", "16:00")) {
      until(day, time);
      check(day);
    }
  }

  /** Hooks that fail and that hang, and a process that dies. */
  private void firstDays() {
    night(1, 0);
    night(2, 0);
    world.fault(Fault.on("svcadm disable *", Effect.FAIL));
    night(3, 5);
    night(4, 0);
    world.fault(Fault.on("note*", Effect.FAIL));
    night(5, 7);
    night(6, 0);
    world.fault(Fault.on("svcadm disable *", Effect.HANG_LATEST));
    night(7, 5);
    night(8, 0);
    world.fault(Fault.on("vxsnap * make *", Effect.CRASH_AFTER));
    until(9, "02:15");
    assertThat(world.cvmsnap("-q", "take", "--policy", "nightly")).crashed();
    world.noFaults();
    assertThat(world.debts()).extracting(Debt::kind).contains("stopped", "quiesced");
    plague = CRITICAL;
    until(9, "02:40");
    check(9);
    plague = OK;
    assertThat(world.cvmsnap("--yes", "recover")).exitsWith(0).hasNoDebts();
    lawful();
    restOf(9);
    night(10, 0);
  }

  /** A state directory that cannot be used, a guest that is off, and one that is as it was. */
  private void nextDays() throws IOException {
    Path locks = world.state().resolve("locks");
    Path aside = Files.move(locks, world.state().resolve("aside"));
    Files.writeString(locks, "in the way");
    plague = UNKNOWN;
    night(11, 3);
    plague = OK;
    Files.delete(locks);
    Files.move(aside, locks);
    night(12, 0);
    until(13, "01:00");
    world.typed("sun-a", "ldm stop ldom1");
    asBefore = false;
    for (int day = 13; day < 20; day++) {
      night(day, 0);
    }
    world.typed("sun-a", "ldm start ldom1");
    world.change(cluster -> cluster.advance(Duration.ofMinutes(5)));
    world.typed("ldom1", "mount /data");
    asBefore = true;
    night(20, 0);
  }

  /**
   * A window that is missed, a migration that fails, a node that dies, a state directory without
   * room, a guest that is removed.
   */
  private void lastDays() {
    until(21, "03:29");
    take("nightly", "night_", "week_", 5);
    restOf(21);
    night(22, 0);
    world.cvmsnap("sim", "exec", "sun-a", "--", "ldm", "migrate-domain", "ldom1", "sun-b");
    plague = WARNING;
    asBefore = false;
    night(23, 3);
    world.typed("sun-a", "ldm cancel-operation migration ldom1");
    plague = OK;
    asBefore = true;
    night(24, 0);
    world.change(cluster -> cluster.crashNode("sun-b"));
    night(25, 0);
    night(26, 0);
    world.environment("CVMSNAP_STATE_DIR", CheckTest.FULL);
    plague = WARNING;
    night(27, 3);
    world.environment("CVMSNAP_STATE_DIR", world.state().toString());
    plague = OK;
    for (int day = 28; day < 31; day++) {
      night(day, 0);
    }
    for (String verb : List.of("stop", "unbind", "rm-dom")) {
      world.typed("sun-a", "ldm " + verb + " ldom1");
    }
    plague = CRITICAL;
    until(31, "02:15");
    assertThat(world.cvmsnap("take", "--policy", "nightly")).exitsWith(3);
    check(31);
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which has a file system without room
  void checks_turn_red_when_they_should_and_only_then() throws IOException {
    firstDays();
    nextDays();
    lastDays();

    Map<Integer, Integer> red = new TreeMap<>(Map.of(1, 2, 9, 2, 11, 3, 27, 1, 31, 2));
    for (int day = 16; day <= 23; day++) {
      red.put(day, WARNING); // the guest was off on the 15th, a Sunday; on the 23rd it is suspended
    }
    assertThat(weeks).isEqualTo(red);
    red.putAll(Map.of(3, 1, 4, 1, 7, 1, 8, 1, 10, 1, 12, 1, 13, 1, 24, 1, 28, 1));
    for (int day = 14; day <= 20; day++) {
      red.put(day, CRITICAL);
    }
    assertThat(nights).isEqualTo(red);
    // The newest two, one that was not yet whole when the others were counted, and an unproven one.
    assertThat(names("week_"))
        .extracting(name -> name.replaceFirst(".*_", ""))
        .containsOnly("20260308", "20260315", "20260322", "20260329");
    assertThat(names("night_")).filteredOn(name -> !unproven.contains(name)).hasSize(5);
  }
}
