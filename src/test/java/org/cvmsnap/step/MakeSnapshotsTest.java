package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.StepWorld.ACTED;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.CutShort;
import org.cvmsnap.engine.History;
import org.cvmsnap.engine.Limits;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.step.SnapshotStorage.Cache;
import org.cvmsnap.step.SnapshotStorage.Links;
import org.cvmsnap.step.SnapshotStorage.Mirrors;
import org.cvmsnap.step.SnapshotStorage.Plexes;
import org.cvmsnap.step.SnapshotStorage.Volumes;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MakeSnapshotsTest {
  private static final String DOWN = "ldm stop ldom1";
  private static final String UNBOUND = "ldm unbind ldom1";
  private static final String OPEN = "datadg/datavol1 is open on sun-a";
  private static final Acts REFUSED =
      Acts.NONE.and(
          StepWorld.COMMAND,
          Attempt.answered("Node processing a master-switch request. Retry operation."));

  /**
   * What the snapshots are made of.
   *
   * @param before what is typed to have it
   * @param making the command that makes the snapshot {@code snap}
   * @param discarding the one after which it is none any more
   */
  private record Case(
      SnapshotStorage storage,
      String source,
      List<String> before,
      String making,
      String discarding) {
    MakeSnapshots step() {
      return made(storage, source);
    }

    StepWorld world() {
      return new StepWorld(PREPARED.computeIfAbsent(this, Case::prepared).copy());
    }

    private World prepared() {
      StepWorld world = StepWorld.builtIn().typed("sun-a", before.toArray(String[]::new));
      world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));
      return world.typed("sun-a", DOWN, UNBOUND).world();
    }

    @Override
    public String toString() {
      return storage.toString();
    }
  }

  private static final Case MIRRORS =
      new Case(
          new Mirrors(Family.INSTANT),
          "datavol1",
          List.of("vxsnap -g datadg -b addmir datavol1"),
          "vxsnap -g datadg make source=datavol1/newvol=snap/nmirror=1",
          "vxsnap -g datadg reattach snap source=datavol1");
  private static final Case TRADITIONAL =
      new Case(
          new Mirrors(Family.TRADITIONAL),
          "bootvol1",
          List.of("vxassist -g datadg -b snapstart bootvol1"),
          "vxassist -g datadg snapshot bootvol1 snap",
          "vxassist -g datadg snapback snap");
  private static final Case PLEXES =
      new Case(
          new Plexes(Map.of(new VolumeName("datavol1"), "datavol1-02")),
          "datavol1",
          List.of(),
          "vxsnap -g datadg make source=datavol1/newvol=snap/plex=datavol1-02",
          "vxsnap -g datadg reattach snap source=datavol1");
  private static final Case VOLUMES =
      new Case(
          new Volumes(),
          "datavol1",
          List.of(
              "vxassist -g datadg make snap 20g init=active",
              "vxsnap -g datadg prepare snap regionsize=64k"),
          "vxsnap -g datadg make source=datavol1/snapvol=snap",
          "vxsnap -g datadg dis snap");
  private static final Case CACHE =
      new Case(
          new Cache("cobj"),
          "datavol1",
          List.of(
              "vxassist -g datadg make cvol 1g init=active",
              "vxmake -g datadg cache cobj cachevolname=cvol regionsize=64k",
              "vxcache -g datadg start cobj"),
          "vxsnap -g datadg make source=datavol1/newvol=snap/cache=cobj",
          "vxedit -g datadg -rf rm snap");
  private static final Case LINKS =
      new Case(
          new Links(new GroupName("datadg")),
          "datavol1",
          List.of(
              "vxassist -g datadg make snap 20g init=active",
              "vxsnap -g datadg prepare snap regionsize=64k",
              "vxsnap -g datadg -b addmir datavol1 mirvol=snap"),
          "vxsnap -g datadg make source=datavol1/snapvol=snap",
          "vxsnap -g datadg dis snap");

  /** The worlds before the act, each made once. */
  private static final Map<Case, World> PREPARED = new ConcurrentHashMap<>();

  static Stream<Case> cases() {
    return Stream.of(MIRRORS, TRADITIONAL, PLEXES, VOLUMES, CACHE, LINKS);
  }

  private static MakeSnapshots made(SnapshotStorage storage, String source) {
    return new MakeSnapshots(SUN_A, storage, List.of(pair(source, "snap")));
  }

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("datadg", source), VolumeId.of("datadg", snapshot));
  }

  private static int attempts(StepWorld world, MakeSnapshots step, Acts acts) {
    return step.goal(world.site(), History.NONE).limits(acts).attempts();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void before_the_act_it_is_owed(Case of) throws InterruptedException {
    StepWorld world = of.world();

    assertThat(world.look(of.step())).isEqualTo("owed not made: sun-a# " + of.making());
    assertThat(world.left(of.step())).isEqualTo("reached");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void after_the_act_it_is_there(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making());

    assertThat(world.look(of.step(), ACTED)).isEqualTo("reached");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void an_act_that_did_nothing_is_no_success(Case of) throws InterruptedException {
    StepWorld world = of.world();

    assertThat(world.look(of.step(), ACTED)).isEqualTo("owed not made: sun-a# " + of.making());
    assertThat(attempts(world, of.step(), ACTED)).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void what_is_there_before_the_act_was_made_by_somebody_else(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making());

    assertThat(world.look(of.step())).isEqualTo("blocked there is already a volume named snap");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void the_snapshot_of_a_failed_run_is_discarded(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making());
    world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));

    assertThat(world.left(of.step()))
        .isEqualTo("owed datadg/snap is left of a run that failed: sun-a# " + of.discarding());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void after_that_it_is_none_any_more(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making());
    world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));
    world.typed("sun-a", of.discarding());

    assertThat(world.left(of.step()))
        .isEqualTo(
            of.equals(PLEXES)
                ? "owed datavol1-02 is a snapshot mirror, and was a regular plex:"
                    + " sun-a# vxplex -g datadg convert state=ACTIVE datavol1-02"
                : "reached");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_source_that_was_opened_at_the_act_spoils_it(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making(), "ldm bind ldom1");

    assertThat(world.look(of.step(), ACTED))
        .isEqualTo(
            "blocked a source was opened meanwhile: datadg/" + of.source() + " is open on sun-a");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void a_snapshot_that_somebody_uses_is_not_discarded(Case of) throws InterruptedException {
    StepWorld world =
        of.world()
            .typed(
                "sun-a",
                of.making(),
                "ldm add-vdsdev /dev/vx/dsk/datadg/snap snap@primary-vds0",
                "ldm add-vdisk snap snap@primary-vds0 ldom2",
                "ldm bind ldom2");

    assertThat(world.left(of.step())).isEqualTo("blocked datadg/snap is open: somebody uses it");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void without_the_layout_of_the_group_nothing_is_known(Case of) throws InterruptedException {
    StepWorld world = of.world();
    world.world().fault(Fault.on("vxprint *", Effect.HANG).times(0));

    assertThat(world.look(of.step()))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
    assertThat(world.left(of.step()))
        .isEqualTo("not learned 'vxprint -g datadg -ht' gave no answer: no answer within 60.0 s");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void only_vxvms_list_tells_what_kind_of_snapshot_it_is(Case of) throws InterruptedException {
    StepWorld world = of.world().typed("sun-a", of.making());
    world.world().fault(Fault.on("vxsnap * list", Effect.HANG).times(0));

    assertThat(world.look(of.step(), ACTED))
        .isEqualTo(
            of.equals(TRADITIONAL)
                ? "reached"
                : "not learned 'vxsnap -g datadg list' gave no answer: no answer within 60.0 s");
  }

  @Test
  void where_a_node_does_not_say_what_it_has_open_nothing_is_known() throws InterruptedException {
    StepWorld world = MIRRORS.world().typed("sun-a", MIRRORS.making());
    world.world().fault(Fault.on("vxprint *", Effect.HANG).host("sun-b").times(0));

    assertThat(world.look(MIRRORS.step(), ACTED))
        .isEqualTo(
            "not learned 'vxprint -g datadg -v -F %name|%instant|%fastresync|%devopen'"
                + " gave no answer: no answer within 60.0 s");
  }

  @Test
  void a_snapshot_of_another_kind_is_not_what_was_asked_for() throws InterruptedException {
    StepWorld world = CACHE.world().typed("sun-a", CACHE.making());

    assertThat(world.look(MIRRORS.step(), ACTED))
        .isEqualTo("blocked none came into being complete");
  }

  @Test
  void of_several_the_complete_ones_are_named() throws InterruptedException {
    MakeSnapshots two =
        new MakeSnapshots(
            SUN_A, CACHE.storage(), List.of(pair("datavol1", "snap"), pair("datavol2", "snap2")));
    StepWorld world = CACHE.world();

    assertThat(world.look(two))
        .isEqualTo(
            "owed not made: sun-a# vxsnap -g datadg make source=datavol1/newvol=snap/cache=cobj"
                + " source=datavol2/newvol=snap2/cache=cobj");

    world.typed("sun-a", CACHE.making());

    assertThat(world.look(two, ACTED)).isEqualTo("blocked only snap came into being complete");
  }

  @Test
  void what_vxvm_refuses_for_now_is_repeated_while_the_sources_are_closed()
      throws InterruptedException {
    StepWorld world = MIRRORS.world();

    assertThat(world.look(MIRRORS.step(), REFUSED))
        .isEqualTo("owed not made: sun-a# " + MIRRORS.making());
    assertThat(attempts(world, MIRRORS.step(), REFUSED)).isEqualTo(5);
  }

  @Test
  void it_is_not_repeated_where_one_was_opened_meanwhile() throws InterruptedException {
    StepWorld world = MIRRORS.world().typed("sun-a", "ldm bind ldom1");

    assertThat(world.look(MIRRORS.step(), REFUSED))
        .isEqualTo("blocked not made, and a volume was opened meanwhile: " + OPEN);
  }

  @Test
  void nor_where_that_is_not_known() throws InterruptedException {
    StepWorld world = MIRRORS.world();
    world.world().fault(Fault.on("vxprint *", Effect.HANG).host("sun-b").times(0));

    assertThat(world.look(MIRRORS.step(), REFUSED))
        .isEqualTo(
            "blocked not made, and who has the volumes open is not known: 'vxprint -g datadg"
                + " -v -F %name|%instant|%fastresync|%devopen' gave no answer: no answer within 60.0 s");
  }

  @Test
  void what_gave_no_answer_is_not_taken_for_refused() {
    Acts unanswered = Acts.NONE.and(StepWorld.COMMAND, Attempt.unanswered("Retry operation"));

    assertThat(attempts(StepWorld.builtIn(), MIRRORS.step(), unanswered)).isEqualTo(1);
  }

  @Test
  void a_full_sized_snapshot_is_removed_only_when_it_is_complete() throws InterruptedException {
    StepWorld world = VOLUMES.world().typed("sun-a", VOLUMES.making());
    world.world().change(cluster -> cluster.advance(Duration.ofSeconds(50)));

    assertThat(world.left(VOLUMES.step()))
        .isEqualTo("moving datadg/snap can be removed when it is complete, and is at 50 %");
  }

  @Test
  void a_named_plex_is_made_equal_to_its_volume_first() throws InterruptedException {
    String bandwidth = "bandwidthMegabytesPerSecond = ";
    StepWorld world =
        new StepWorld(World.changed(bandwidth + 200, bandwidth + 2))
            .typed("sun-a", DOWN, UNBOUND, PLEXES.making(), "ldm bind ldom1", "ldm start ldom1");
    world.world().change(cluster -> cluster.advance(Duration.ofMinutes(10)));
    world.typed("ldom1", "mount /data", "umount /data").typed("sun-a", PLEXES.discarding());

    assertThat(world.left(PLEXES.step()))
        .isEqualTo("moving datavol1-02 is made equal to its volume again");
  }

  @Test
  void a_named_plex_becomes_a_regular_one_again() throws InterruptedException {
    StepWorld world = PLEXES.world().typed("sun-a", PLEXES.making(), PLEXES.discarding());
    world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));

    assertThat(world.left(PLEXES.step()))
        .isEqualTo(
            "owed datavol1-02 is a snapshot mirror, and was a regular plex:"
                + " sun-a# vxplex -g datadg convert state=ACTIVE datavol1-02");

    world.typed("sun-a", "vxplex -g datadg convert state=ACTIVE datavol1-02");

    assertThat(world.left(PLEXES.step())).isEqualTo("reached");
  }

  @Test
  void links_in_another_group_are_made_and_discarded_there() throws InterruptedException {
    MakeSnapshots step =
        new MakeSnapshots(
            SUN_A,
            new Links(new GroupName("copydg")),
            List.of(
                new SnapshotPair(
                    VolumeId.of("datadg", "datavol1"), VolumeId.of("copydg", "snap"))));
    String group =
        """

        [[diskgroup]]
        name = "copydg"
        shared = true

        [[diskgroup.disk]]
        name = "copydg01"
        device = "c3t0d0s2"
        megabytes = 40960

        [[diskgroup]]
        name = "datadg"
        """;
    StepWorld world =
        new StepWorld(World.changed("\n[[diskgroup]]\nname = \"datadg\"\n", group))
            .typed(
                "sun-a",
                "vxassist -g copydg make snap 20g init=active",
                "vxsnap -g copydg prepare snap regionsize=64k",
                "vxsnap -g datadg -b addmir datavol1 mirvol=snap mirdg=copydg");
    world.world().change(cluster -> cluster.advance(Duration.ofHours(1)));
    world.typed("sun-a", DOWN, UNBOUND);

    assertThat(world.look(step))
        .isEqualTo(
            "owed not made:"
                + " sun-a# vxsnap -g datadg make source=datavol1/snapvol=snap/snapdg=copydg");

    world.typed("sun-a", "vxsnap -g datadg make source=datavol1/snapvol=snap/snapdg=copydg");

    assertThat(world.look(step, ACTED)).isEqualTo("reached");
    assertThat(world.left(step))
        .isEqualTo(
            "owed copydg/snap is left of a run that failed: sun-a# vxsnap -g copydg dis snap");
  }

  @Test
  void what_may_come_late_is_waited_for_before_the_guest_is_back_and_once() throws Exception {
    StepWorld world = MIRRORS.world();
    MakeSnapshots step = MIRRORS.step();

    assertThat(world.settled(step)).isEqualTo("blocked not made");
    world.typed("sun-a", MIRRORS.making());
    assertThat(world.settled(step)).isEqualTo("reached");
    assertThat(step.settlement(world.site(), StepWorld.LOOKED)).isEmpty();
  }

  @Test
  void after_a_crash_one_that_was_made_later_or_whose_source_was_used_may_be_of_a_volume_in_use()
      throws Exception {
    StepWorld world = MIRRORS.world();
    MakeSnapshots step = MIRRORS.step();
    String unknown = "blocked whether they were made while nobody used the sources is not known";
    CutShort earlier =
        new CutShort(world.site().time().now().minus(Duration.ofMinutes(5)), false, false);
    world.typed("sun-a", MIRRORS.making());
    CutShort died = new CutShort(world.site().time().now(), false, false);

    assertThat(world.settled(step, earlier)).isEqualTo(unknown);
    assertThat(world.settled(step, died)).isEqualTo("reached");

    world.usedByHand();

    assertThat(world.settled(step, died)).isEqualTo(unknown);
    assertThat(world.settled(step, StepWorld.STOPPED)).isEqualTo("reached");
  }

  @Test
  void each_snapshot_of_a_failed_run_may_take_two_attempts_more() {
    MakeSnapshots one = made(MIRRORS.storage(), "datavol1");
    MakeSnapshots two =
        new MakeSnapshots(
            SUN_A, MIRRORS.storage(), List.of(pair("datavol1", "snap"), pair("datavol2", "snap2")));

    assertThat(discarding(one).attempts()).isEqualTo(4);
    assertThat(discarding(two).attempts()).isEqualTo(6);
  }

  @Test
  void a_snapshot_that_is_filled_before_it_is_discarded_has_days_for_it() {
    assertThat(discarding(MIRRORS.step()).patience()).isEqualTo(Duration.ofMinutes(10));
    assertThat(discarding(VOLUMES.step()).patience()).isEqualTo(Duration.ofDays(2));
  }

  private static Limits discarding(MakeSnapshots step) {
    return step.undoing(StepWorld.builtIn().site()).orElseThrow().limits(Acts.NONE);
  }

  @Test
  void a_step_makes_the_snapshots_of_its_set_and_no_others() {
    MakeSnapshots step = made(MIRRORS.storage(), "datavol1");

    assertThat(MakeSnapshots.makes(step, VolumeId.of("datadg", "snap"))).isTrue();
    assertThat(MakeSnapshots.makes(step, VolumeId.of("datadg", "other"))).isFalse();
    assertThat(step.goal(StepWorld.builtIn().site(), History.NONE).subject())
        .hasToString("make-snapshots snap");
  }
}
