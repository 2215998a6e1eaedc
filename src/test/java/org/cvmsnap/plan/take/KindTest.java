package org.cvmsnap.plan.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.cvmsnap.cluster.GroupFacts;
import org.cvmsnap.cluster.KindFacts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.CacheObject;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.Plex;
import org.cvmsnap.model.RunId;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VolumeRecord;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AttachMirror;
import org.cvmsnap.step.LinkMirror;
import org.cvmsnap.step.MakeCache;
import org.cvmsnap.step.MakeVolume;
import org.cvmsnap.step.PrepareVolume;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.WaitSync;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What each kind adds to a plan, and when it is refused: two volumes of different region sizes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class KindTest {
  private static final GroupName DG = new GroupName("datadg");
  private static final GroupName OTHER = new GroupName("copydg");
  private static final Machine CONTROL = Machine.controlDomain("sun-a");
  private static final RunId RUN = new RunId("20260301T020000Z-ldom1-ab12");
  private static final String COMMENT = "cvmsnap:" + RUN;
  private static final List<SnapshotPair> SET =
      List.of(pair("data", "snap1"), pair("logs", "snap2"));
  private static final List<VolumeId> VOLUMES =
      List.of(VolumeId.of("datadg", "data"), VolumeId.of("datadg", "logs"));
  private static final Map<String, Long> REGIONS =
      Map.of("data_dco", 256L, "logs_dco", 128L, "fine", 64L, "middle", 256L, "odd", 96L);
  private static final KindFacts FACTS = facts(REGIONS, 100_000);

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(VolumeId.of("datadg", source), VolumeId.of("datadg", snapshot));
  }

  private static KindFacts facts(Map<String, Long> regions, long room) {
    return new KindFacts(
        regions,
        Map.of(new VolumeName("fine_v"), COMMENT, new VolumeName("middle_v"), "payroll's"),
        OptionalLong.of(room),
        Optional.empty(),
        List.of(DG),
        Map.of());
  }

  private static VolumeRecord volume(String name, long sectors) {
    return new VolumeRecord(new VolumeName(name), "ENABLED", "ACTIVE", sectors, false);
  }

  private static Plex plex(String name, String volume, String state) {
    return new Plex(name, Optional.of(new VolumeName(volume)), "ENABLED", state, "CONCAT");
  }

  private static CacheObject cache(String name, String state) {
    return new CacheObject(name, new VolumeName(name + "_v"), state, "ACTIVE");
  }

  private static final GroupFacts GROUP =
      new GroupFacts(
          new DiskGroup(DG, true, true, "1"),
          new GroupLayout(
              DG,
              List.of(
                  volume("data", 20_000),
                  volume("logs", 10_000),
                  volume("data_dcl", 300),
                  volume("logs_dcl", 200)),
              List.of(
                  plex("data-01", "data", "ACTIVE"),
                  plex("data-02", "data", "ACTIVE"),
                  plex("data-03", "data", "SNAPDONE"),
                  plex("logs-01", "logs", "ACTIVE")),
              List.of(
                  new Dco("data_dco", new VolumeName("data"), new VolumeName("data_dcl")),
                  new Dco("logs_dco", new VolumeName("logs"), new VolumeName("logs_dcl"))),
              Set.of(),
              List.of(
                  cache("fine", "ENABLED"),
                  cache("middle", "ENABLED"),
                  cache("odd", "ENABLED"),
                  cache("stopped", "DISABLED")),
              Set.of(),
              Map.of()),
          List.of(attributes("data"), attributes("logs")),
          Map.of());

  private static VolumeAttributes attributes(String name) {
    return new VolumeAttributes(
        new VolumeName(name), Optional.of(true), Optional.of(true), Optional.of(false));
  }

  private static KindContext context(Kind kind) {
    GroupName target = kind.target(DG);
    List<SnapshotPair> set =
        SET.stream()
            .map(
                pair ->
                    new SnapshotPair(pair.source(), new VolumeId(target, pair.snapshot().name())))
            .toList();
    return new KindContext(CONTROL, GROUP, FACTS, VOLUMES, set);
  }

  private static List<Step> preparation(Kind kind) {
    return kind.preparation(context(kind), RUN);
  }

  private static List<String> problems(Kind kind, KindFacts facts) {
    return KindChecks.of(kind, List.of(new KindContext(CONTROL, GROUP, facts, VOLUMES, SET)))
        .stream()
        .map(Refusal::problem)
        .toList();
  }

  private static Kind cache(String name) {
    return new SpaceOptimized(Optional.of(name), 0);
  }

  // ---- steps

  @Test
  void a_mirror_is_attached_where_there_is_none() {
    assertThat(preparation(new BreakOff()))
        .containsExactly(new AttachMirror(CONTROL, VolumeId.of("datadg", "logs"), Family.INSTANT));
  }

  @Test
  void a_named_plex_needs_no_preparation() {
    Kind kind = new NamedPlex(Map.of(new VolumeName("data"), "data-02"));

    assertThat(preparation(kind)).isEmpty();
    assertThat(kind.storage(context(kind)))
        .isEqualTo(new SnapshotStorage.Plexes(Map.of(new VolumeName("data"), "data-02")));
  }

  @Test
  void full_snapshots_get_volumes_of_the_sources_lengths_and_regions() {
    assertThat(preparation(new FullSized(false)))
        .containsExactly(
            new MakeVolume(CONTROL, VolumeId.of("datadg", "snap1"), 20_000, COMMENT),
            new PrepareVolume(CONTROL, VolumeId.of("datadg", "snap1"), 256),
            new MakeVolume(CONTROL, VolumeId.of("datadg", "snap2"), 10_000, COMMENT),
            new PrepareVolume(CONTROL, VolumeId.of("datadg", "snap2"), 128));
    assertThat(new FullSized(false).after(context(new FullSized(false)))).isEmpty();
    assertThat(new FullSized(true).after(context(new FullSized(true))))
        .containsExactly(
            new WaitSync(CONTROL, VolumeId.of("datadg", "snap1")),
            new WaitSync(CONTROL, VolumeId.of("datadg", "snap2")));
  }

  @Test
  void linked_mirrors_are_made_and_then_linked_where_they_are_wanted() {
    Kind kind = new Linked(Optional.of(OTHER));

    assertThat(preparation(kind))
        .filteredOn(LinkMirror.class::isInstance)
        .containsExactly(
            new LinkMirror(CONTROL, VolumeId.of("datadg", "data"), VolumeId.of("copydg", "snap1")),
            new LinkMirror(CONTROL, VolumeId.of("datadg", "logs"), VolumeId.of("copydg", "snap2")));
    assertThat(kind.storage(context(kind))).isEqualTo(new SnapshotStorage.Links(OTHER));
  }

  @Test
  void a_new_cache_has_the_smallest_regions_and_is_named_after_the_first_snapshot() {
    Kind kind = new SpaceOptimized(Optional.empty(), 2048);

    assertThat(preparation(kind))
        .containsExactly(
            new MakeVolume(CONTROL, VolumeId.of("datadg", "snap1_cv"), 2048, COMMENT),
            new MakeCache(CONTROL, "snap1_c", VolumeId.of("datadg", "snap1_cv"), 128));
    assertThat(kind.storage(context(kind))).isEqualTo(new SnapshotStorage.Cache("snap1_c"));
    assertThat(kind.tags(context(kind)))
        .isEqualTo(Map.of(Tags.KIND, "space-optimized", Tags.CACHE, "snap1_c"));
  }

  @Test
  void only_a_cache_of_ours_is_remembered_in_the_tags() {
    assertThat(cache("fine").tags(context(cache("fine")))).containsEntry(Tags.CACHE, "fine");
    assertThat(cache("middle").tags(context(cache("middle")))).doesNotContainKey(Tags.CACHE);
    assertThat(preparation(cache("fine"))).isEmpty();
  }

  // ---- refusals

  @Test
  void what_can_be_done_is_not_refused() {
    for (Kind kind :
        List.of(
            new BreakOff(),
            new FullSized(false),
            cache("fine"),
            new SpaceOptimized(Optional.empty(), 2048),
            new Linked(Optional.empty()),
            new Linked(Optional.of(DG)))) {
      assertThat(problems(kind, FACTS)).as("%s", kind).isEmpty();
    }
  }

  @Test
  void a_cache_has_to_be_started_and_to_have_regions_that_divide_those_of_all_volumes() {
    assertThat(problems(cache("middle"), FACTS))
        .singleElement()
        .asString()
        .contains("128 KB", "datadg/logs", "64 KB");
    assertThat(problems(cache("odd"), FACTS)).hasSize(2);
    assertThat(problems(cache("stopped"), FACTS))
        .containsExactly(
            "Cache stopped is DISABLED, and not started.",
            "The region size of cache stopped is not known.");
    assertThat(problems(cache("nosuch"), FACTS))
        .containsExactly("There is no cache 'nosuch' in disk group datadg.");
  }

  @Test
  void a_region_size_that_is_not_told_speaks_against_what_needs_it() {
    KindFacts silent = facts(Map.of("data_dco", 256L), 100_000);

    for (Kind kind :
        List.of(
            new FullSized(false),
            new Linked(Optional.empty()),
            new SpaceOptimized(Optional.empty(), 2048))) {
      assertThat(problems(kind, silent))
          .as("%s", kind)
          .containsExactly("The region size of datadg/logs is not known.");
    }
    assertThat(problems(new BreakOff(), silent)).isEmpty();
  }

  @Test
  void the_space_that_is_needed_is_that_of_the_copies_their_logs_and_the_cache() {
    long full = 20_000 + 300 + 10_000 + 200;

    assertThat(problems(new FullSized(false), facts(REGIONS, full))).isEmpty();
    assertThat(problems(new FullSized(false), facts(REGIONS, full - 1))).hasSize(1);
    assertThat(problems(new BreakOff(), facts(REGIONS, 10_200))).isEmpty();
    assertThat(problems(new BreakOff(), facts(REGIONS, 10_199))).hasSize(1);
    assertThat(problems(new SpaceOptimized(Optional.empty(), 2048), facts(REGIONS, 2548)))
        .isEmpty();
    assertThat(problems(new SpaceOptimized(Optional.empty(), 2048), facts(REGIONS, 2547)))
        .hasSize(1);
  }

  @Test
  void the_group_of_linked_snapshots_has_to_be_enabled_and_shared() {
    Kind kind = new Linked(Optional.of(OTHER));
    KindFacts deported =
        new KindFacts(
            REGIONS, Map.of(), OptionalLong.empty(), Optional.empty(), List.of(DG), Map.of());

    assertThat(problems(kind, target(true, true))).isEmpty();
    assertThat(problems(kind, target(false, true))).hasSize(1);
    assertThat(problems(kind, target(true, false))).hasSize(1);
    assertThat(problems(kind, deported)).containsExactly("There is no disk group copydg here.");
  }

  private static KindFacts target(boolean enabled, boolean shared) {
    GroupLayout empty =
        new GroupLayout(
            OTHER, List.of(), List.of(), List.of(), Set.of(), List.of(), Set.of(), Map.of());
    return new KindFacts(
        REGIONS,
        Map.of(),
        OptionalLong.of(100_000),
        Optional.of(new GroupFacts(new DiskGroup(OTHER, enabled, shared, "2"), empty)),
        List.of(DG, OTHER),
        Map.of());
  }

  @Test
  void a_long_run_id_still_fits_into_a_comment() {
    RunId run =
        RunId.of(
            java.time.Instant.parse("2026-03-01T02:00:00Z"),
            new GuestName("a-guest-with-a-name-that-is-long"),
            "ab12");

    assertThat(Tags.comment(run)).hasSize(40);
    assertThat(Tags.ours(Tags.comment(run))).isTrue();
    assertThat(Tags.ours("somebody's cvmsnap:")).isFalse();
  }
}
