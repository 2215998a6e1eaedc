package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.LDOM1;
import static org.cvmsnap.step.StepWorld.OS;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.step.ProveClean.Demand;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProveCleanTest {
  private static final String SAYS = "fsck -F vxfs -m /dev/rdsk/c0d2s0 says that ";

  private final StepWorld world = StepWorld.builtIn();

  private static ProveClean asking(Demand demand) {
    return new ProveClean(
        LDOM1,
        OS,
        "/dev/rdsk/c0d2s0",
        "vxfs",
        Optional.of("/data"),
        List.of(VolumeId.of("datadg", "datavol1")),
        demand);
  }

  @Test
  void what_was_unmounted_says_that_it_is_clean() throws InterruptedException {
    world.typed("ldom1", "umount /data");

    assertThat(world.look(asking(Demand.CLEAN))).isEqualTo("reached " + SAYS + "it is clean");
  }

  @ParameterizedTest
  @EnumSource(Demand.class)
  void what_is_mounted_is_never_accepted(Demand demand) throws InterruptedException {
    assertThat(world.look(asking(demand)))
        .isEqualTo("blocked " + SAYS + "it is mounted, after it was unmounted");
  }

  @ParameterizedTest
  @CsvSource({"CLEAN, blocked", "NOT_DIRTY, blocked", "NOT_MOUNTED, reached"})
  void what_needs_checking_is_noted_at_the_most(Demand demand, String seen)
      throws InterruptedException {
    world.world().fault(Fault.on("umount /data", Effect.DIRTY));
    world.typed("ldom1", "umount /data");

    assertThat(world.look(asking(demand))).startsWith(seen + " " + SAYS + "it needs checking");
  }

  @ParameterizedTest
  @CsvSource({"CLEAN, not learned", "NOT_DIRTY, reached it is not known"})
  void without_an_answer_it_is_not_clean(Demand demand, String seen) throws InterruptedException {
    world.typed("ldom1", "umount /data");
    world.world().fault(Fault.on("fsck*", Effect.HANG).times(0));

    assertThat(world.look(asking(demand))).startsWith(seen);
  }

  @Test
  void an_exit_that_the_manual_does_not_name_is_no_answer() throws InterruptedException {
    world.typed("ldom1", "umount /data");
    world.world().fault(Fault.on("fsck*", Effect.FAIL).times(0));

    assertThat(world.look(asking(Demand.CLEAN))).startsWith("not learned 'fsck -F vxfs -m");
  }

  private static String judged(String promised, Outcome outcome, String why) {
    return Tags.proof(
            ProveClean.judged(
                Map.of(Tags.PROOF, promised, Tags.SOURCE, "datavol1"),
                List.of(new History.Ended<>(asking(Demand.NOT_MOUNTED), outcome, why))))
        .word();
  }

  @Test
  void a_promise_is_kept_only_by_an_answer() {
    assertThat(judged("clean-before", Outcome.UNCHANGED, SAYS + "it is clean"))
        .isEqualTo("clean-before");
    assertThat(judged("clean-before", Outcome.UNCHANGED, SAYS + "it needs checking"))
        .isEqualTo("dirty");
    assertThat(judged("clean-before", Outcome.UNCHANGED, "it is not known")).isEqualTo("unchecked");
    assertThat(judged("clean-before", Outcome.UNKNOWN, SAYS + "it is clean"))
        .isEqualTo("unchecked");
    assertThat(judged("unchecked", Outcome.UNCHANGED, SAYS + "it is clean")).isEqualTo("unchecked");
  }

  @Test
  void a_file_system_on_another_volume_says_nothing_of_this_one() {
    Map<String, String> tags = Map.of(Tags.PROOF, "clean-before", Tags.SOURCE, "datavol2");

    assertThat(
            ProveClean.judged(
                tags,
                List.of(
                    new History.Ended<>(
                        asking(Demand.NOT_MOUNTED),
                        Outcome.UNCHANGED,
                        SAYS + "it needs checking"))))
        .isEqualTo(tags);
  }
}
