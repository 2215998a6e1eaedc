package org.cvmsnap.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.error.ExitCode.DONE;
import static org.cvmsnap.error.ExitCode.FAILED;
import static org.cvmsnap.error.ExitCode.REFUSED;
import static org.cvmsnap.error.ExitCode.USAGE;
import static org.cvmsnap.testing.WorldAssertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cvmsnap.qualification.Assumption;
import org.cvmsnap.qualification.Assumptions;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.CliRun;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A site proves itself on a guest that nobody needs; what does not hold there is named. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class QualifyTest {
  private static final String LDOM2 = "name = \"ldom2\"\nstate = \"inactive\"";
  private static final String LDOM2_RUNS = "name = \"ldom2\"\nstate = \"active\"";
  private static final String LDOM1 = "mounted = [\"/data\"]";

  /** The built-in world, in which another guest can be given the snapshots. */
  private static World world(String... pairs) {
    List<String> all = new ArrayList<>(List.of(LDOM2, LDOM2_RUNS));
    all.addAll(List.of(pairs));
    return World.changed(all.toArray(String[]::new)).guarded();
  }

  /** A world whose guest differs in one thing. */
  private static World guest(String deviation) {
    return world(LDOM1, LDOM1 + "\n[node.domain.deviations]\n" + deviation);
  }

  /** A world whose VxVM differs in one thing. */
  private static World vxvm(String deviation) {
    return world("[times]", "[vxvm.deviations]\n" + deviation + "\n\n[times]");
  }

  private static CliRun qualify(World world, String... more) {
    List<String> words = new ArrayList<>(List.of("qualify", "--ldom", "ldom1", "--json", "--yes"));
    words.addAll(List.of("--verify-on", "ldom2"));
    words.addAll(List.of(more));
    return world.cvmsnap(words.toArray(String[]::new));
  }

  /** The verdicts by the words of the assumptions. */
  private static Map<String, String> verdicts(CliRun run) {
    Map<String, String> verdicts = new TreeMap<>();
    for (Object each : (List<?>) run.json().get("assumptions")) {
      Map<?, ?> judged = (Map<?, ?>) each;
      verdicts.put((String) judged.get("id"), (String) judged.get("verdict"));
    }
    return verdicts;
  }

  private static List<String> having(String verdict, CliRun run) {
    return verdicts(run).entrySet().stream()
        .filter(each -> each.getValue().equals(verdict))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void assertAsBefore(World world, World before) {
    assertThat(world.guest("ldom1")).isActive().hasMounted("/data", "/logs");
    assertThat(new HashSet<>(world.guest("ldom1").disks()))
        .isEqualTo(new HashSet<>(before.guest("ldom1").disks()));
    assertThat(world.snapshots()).isEmpty();
    assertThat(world.truth().volumes()).noneMatch(each -> each.name().startsWith("cvmsnap_"));
  }

  @Test
  void a_site_that_is_as_assumed_confirms_all_and_the_guest_is_as_it_was() {
    World world = world();

    CliRun run = qualify(world);

    assertThat(run).exitsWith(DONE).hasNoDebts();
    assertThat(having("confirmed", run))
        .containsExactlyInAnyOrderElementsOf(Assumptions.ALL.stream().map(Assumption::id).toList());
    assertAsBefore(world, world());
  }

  static Stream<Arguments> sites() {
    String volume = "name = \"datavol1\"\nmegabytes = 20480";
    return Stream.of(
        Arguments.of("open-while-bound", world(volume, volume + "\nblind = true")),
        Arguments.of("closed-after-unbind", guest("closesAfterUnbindSeconds = 60")),
        Arguments.of("closed-after-removal", guest("closesAfterRemovalSeconds = 60")),
        Arguments.of(
            "disks-leave", world().fault(Fault.on("ldm rm-vdisk data *", Effect.FAIL).times(9))),
        Arguments.of("fsck-mounted", guest("fsckSeesMounts = false")),
        Arguments.of("fsck-unmounted", world().fault(Fault.on("umount *", Effect.DIRTY).times(9))),
        Arguments.of("boot-mounts", guest("mountsAtBoot = false")),
        Arguments.of("mount-options", guest("losesOption = \"nosuid\"")),
        Arguments.of(
            "soft-state-running", world(LDOM1, LDOM1 + "\nsoftstate = \"Solaris is up\"")),
        Arguments.of("boot-shown", guest("hidesBoot = true")),
        Arguments.of("time-limits", world(LDOM1, LDOM1 + "\nbootSeconds = 700")),
        Arguments.of("record-name-taken", vxvm("sameNameTwice = true")),
        Arguments.of("record-seen", vxvm("ownVolumesOnly = true")),
        Arguments.of(
            "record-removed",
            world().fault(Fault.on("vxedit * rm cvmsnap_trial", Effect.SILENT).times(1))),
        Arguments.of("comments", vxvm("longestComment = 20")),
        Arguments.of("tags", vxvm("longestTag = 10")),
        Arguments.of("break-off", world().fault(Fault.on("vxsnap * make *", Effect.FAIL).times(9))),
        Arguments.of(
            "snapshot-clean",
            world().fault(Fault.on("fsck * -m *", Effect.FAIL).host("ldom2").times(9))));
  }

  @ParameterizedTest
  @MethodSource("sites")
  void what_does_not_hold_is_named_and_nothing_else(String assumption, World world) {
    CliRun run = qualify(world);

    System.out.println(assumption + " " + run.exit() + " REF " + having("refuted", run) + " NOT " + having("not-tried", run)+run.err());
    assertThat(having("refuted", run)).containsExactly(assumption);
  }
}
