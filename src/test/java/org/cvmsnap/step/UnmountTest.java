package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.Goal;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.Mount;
import org.cvmsnap.model.Timeouts;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Step;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnmountTest {
  private static final String MOUNT = "mount /data";
  private static final String PLAIN = "mount -F vxfs /dev/dsk/c0d2s0 /data";
  private static final String REMOUNT =
      "mount -F vxfs -o remount,rw,suid,delaylog,largefiles,ioerror=mwdisable /dev/dsk/c0d2s0 /data";
  private static final Mount DATA =
      new Mount(
          "/dev/dsk/c0d2s0",
          "/data",
          "vxfs",
          List.of("rw", "suid", "delaylog", "largefiles", "ioerror=mwdisable"));
  private static final Mount NOSUID =
      new Mount("/dev/dsk/c0d2s0", "/data", "vxfs", List.of("rw", "nosuid", "delaylog"));
  private static final Unmount STEP = step(Mounts.AtBoot.NOT, true);

  private final StepWorld world = StepWorld.builtIn();

  private static Unmount step(Mounts.AtBoot atBoot, boolean remount) {
    return new Unmount(LDOM1, OS, DATA, atBoot, Optional.of(""), remount, Timeouts.USUAL);
  }

  @Test
  void what_is_mounted_is_unmounted() throws InterruptedException {
    assertThat(world.look(STEP)).isEqualTo("owed it is mounted: ldom1# umount /data");
    assertThat(world.owed(STEP)).isEqualTo("reached");
  }

  @Test
  void what_was_unmounted_is_mounted_again() throws InterruptedException {
    world.typed("ldom1", "umount /data");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP)).isEqualTo("owed it is not mounted: ldom1# " + MOUNT);
  }

  @Test
  void what_is_mounted_otherwise_is_changed_and_never_unmounted() throws InterruptedException {
    world.typed("ldom1", "umount /data", "mount -F vxfs -o ro /dev/dsk/c0d2s0 /data");
    String differs =
        "it is mounted with other options:"
            + " ro,suid,delaylog,largefiles,ioerror=mwdisable,dev=3f8fc74";

    assertThat(world.owed(STEP)).isEqualTo("owed " + differs + ": ldom1# " + REMOUNT);
    assertThat(world.owed(STEP, ACTED)).isEqualTo("owed " + differs + ": ldom1# " + REMOUNT);
    assertThat(world.owed(STEP, ACTED.and(StepWorld.COMMAND, Attempt.answered(""))))
        .isEqualTo("reached in another way " + differs);
  }

  @Test
  void another_way_is_tried_where_one_is_refused() throws InterruptedException {
    world.typed("ldom1", "umount /data");
    Unmount byHand =
        new Unmount(LDOM1, OS, NOSUID, Mounts.AtBoot.NOT, Optional.of("ro"), true, Timeouts.USUAL);

    assertThat(world.owed(STEP, ACTED)).isEqualTo("owed it is not mounted: ldom1# " + PLAIN);
    assertThat(world.owed(byHand))
        .isEqualTo("owed it is not mounted: ldom1# mount -F vxfs -o nosuid /dev/dsk/c0d2s0 /data");
    assertThat(world.owed(byHand, ACTED)).isEqualTo("owed it is not mounted: ldom1# " + MOUNT);
  }

  @Test
  void what_else_is_mounted_there_is_left_alone() throws InterruptedException {
    world.typed("ldom1", "umount /data", "umount /logs", "mount -F vxfs /dev/dsk/c0d3s0 /data");

    assertThat(world.look(STEP)).isEqualTo("reached");
    assertThat(world.owed(STEP))
        .isEqualTo("blocked something else is mounted there: /dev/dsk/c0d3s0");
  }

  @ParameterizedTest
  @CsvSource({
    "NOT,mount",
    "OTHERWISE,mount",
    "AS_IT_WAS,''",
  })
  void what_the_guest_mounts_by_itself_as_it_was_needs_no_command(
      Mounts.AtBoot atBoot, String programs) {
    Goal goal = step(atBoot, true).repayment(world.site(), false);

    assertThat(goal.commands().stream().map(each -> each.argv().get(0)))
        .containsExactlyElementsOf(
            programs.isEmpty() ? List.of() : List.of(programs.split(" ", -1)));
    assertThat(goal.byHand()).extracting(Invocation::typed).containsExactly(MOUNT);
  }

  @Test
  void all_that_a_guest_lets_go_of_shares_one_time() {
    History later =
        new History() {
          @Override
          public Optional<Instant> acted(Predicate<Step> which) {
            return Optional.empty();
          }

          @Override
          public Duration spent(Class<? extends Step> kind) {
            return kind.isInstance(STEP) ? Duration.ofSeconds(40) : Duration.ZERO;
          }
        };

    assertThat(total(History.NONE)).hasValue(Duration.ofSeconds(60));
    assertThat(total(later)).hasValue(Duration.ofSeconds(20));
  }

  private Optional<Duration> total(History history) {
    return STEP.goal(world.site(), history).limits(Acts.NONE).total();
  }

  @Test
  void what_is_to_stay_unmounted_is_no_debt() {
    assertThat(step(Mounts.AtBoot.NOT, false).debt()).isEmpty();
    assertThat(STEP.debt())
        .hasValueSatisfying(
            debt -> assertThat(debt.owed()).isEqualTo("/data has to be mounted in ldom1"));
  }

  @Test
  void without_an_answer_of_the_guest_nothing_is_known() throws InterruptedException {
    world.world().fault(Fault.on("cat *", Effect.HANG).times(0));

    assertThat(world.look(STEP))
        .isEqualTo("not learned 'cat /etc/mnttab' gave no answer: no answer within 30.0 s");
    assertThat(world.owed(STEP))
        .isEqualTo("not learned 'cat /etc/mnttab' gave no answer: no answer within 30.0 s");
  }

  private static Unmount of(Mount mount, String listed) {
    return new Unmount(
        LDOM1,
        OS,
        mount,
        Mounts.AtBoot.NOT,
        Optional.of(listed).filter(text -> !text.equals("no line")),
        true,
        Timeouts.USUAL);
  }

  @Test
  void what_does_not_rest_on_each_other_is_unmounted_together() {
    Unmount inside = of(new Mount("/dev/dsk/c0d4s0", "/data/in", "vxfs", List.of("rw")), "");
    Unmount beside = of(new Mount("/dev/dsk/c0d3s0", "/logs", "vxfs", List.of("rw")), "");

    assertThat(beside.togetherWith(STEP)).isTrue();
    assertThat(inside.togetherWith(STEP)).isFalse();
    assertThat(STEP.togetherWith(inside)).isFalse();
    assertThat(STEP.togetherWith(new ProveClosed(SUN_A, List.of(), Optional.empty()))).isFalse();
  }

  @Test
  void where_it_is_busy_it_is_said_how_to_find_out() {
    assertThat(STEP.remedy())
        .hasValueSatisfying(remedy -> assertThat(remedy).contains("in ldom1: fuser -cu /data."));
  }

  @Test
  void the_same_file_system_in_another_place_is_not_it() throws InterruptedException {
    Unmount elsewhere = of(new Mount("/dev/dsk/c0d2s0", "/mnt", "vxfs", DATA.options()), "");

    assertThat(world.look(elsewhere)).isEqualTo("reached");
  }

  @ParameterizedTest
  @CsvSource({
    "nosuid, mount /data",
    "no line, mount -F vxfs -o nosuid /dev/dsk/c0d2s0 /data",
    "ro, mount -F vxfs -o nosuid /dev/dsk/c0d2s0 /data",
  })
  void it_is_mounted_by_vfstab_where_that_makes_it_as_it_was(String listed, String typed)
      throws InterruptedException {
    world.typed("ldom1", "umount /data");

    assertThat(world.owed(of(NOSUID, listed))).isEqualTo("owed it is not mounted: ldom1# " + typed);
  }

  @ParameterizedTest
  @CsvSource({"no line, zfs mount tank/app", "ro, mount -F zfs tank/app /app"})
  void what_a_pool_mounts_is_mounted_by_its_properties(String listed, String typed)
      throws InterruptedException {
    Mount app = new Mount("tank/app", "/app", "zfs", List.of("rw"));

    assertThat(world.owed(of(app, listed))).isEqualTo("owed it is not mounted: ldom1# " + typed);
  }

  @Test
  void a_disk_without_a_label_is_told_where_it_can_be_one() throws InterruptedException {
    world.typed("ldom1", "umount /data");
    Acts noDevice =
        Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("mount: No such device or address"));

    assertThat(world.owed(STEP, noDevice))
        .contains("lost its label (prtvtoc /dev/rdsk/c0d2s2), write that again in ldom1");
    assertThat(world.owed(of(new Mount("tank/app", "/app", "zfs", List.of("rw")), ""), noDevice))
        .doesNotContain("label");
    assertThat(world.owed(STEP, Acts.NONE.and(StepWorld.COMMAND, Attempt.answered("busy"))))
        .doesNotContain("label");
  }

  @Test
  void mounting_again_has_the_time_of_a_boot() {
    assertThat(STEP.repayment(world.site(), false).limits(Acts.NONE))
        .isEqualTo(STEP.takingAgain(Timeouts.USUAL));
  }
}
