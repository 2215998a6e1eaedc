package org.cvmsnap.plan.take;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.cvmsnap.cluster.Mounts;
import org.cvmsnap.cluster.Tags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.Family;
import org.cvmsnap.model.SnapshotPair;
import org.cvmsnap.run.Step;
import org.cvmsnap.step.AttachMirror;
import org.cvmsnap.step.MakeSnapshots;
import org.cvmsnap.step.SnapshotStorage;
import org.cvmsnap.step.TagSnapshot;
import org.cvmsnap.step.UnbindDomain;
import org.cvmsnap.step.Unmount;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakePlannerTest {
  private final SiteFacts site = new SiteFacts();

  private TakePlan planned(String... volumes) {
    return site.take(volumes).orThrow();
  }

  private List<String> kinds(String... volumes) {
    return planned(volumes).plan().steps().stream()
        .map(each -> each.getClass().getSimpleName())
        .toList();
  }

  private <T extends Step> List<T> steps(Class<T> kind, String... volumes) {
    return planned(volumes).plan().steps().stream()
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Test
  void an_active_guest_is_unmounted_stopped_and_unbound_before_anything_is_made() {
    site.vfstab.add(SiteFacts.atBoot("/dev/dsk/c0d3s0", "/logs", "nosuid"));

    assertThat(kinds("datavol1"))
        .containsExactly(
            "ProveOpen",
            "LoseMounts",
            "Unmount",
            "ProveClean",
            "ProveUnmounted",
            "RunOn",
            "StopDomain",
            "UnbindDomain",
            "ProveClosed",
            "MakeSnapshots",
            "TagSnapshot");
  }

  @Test
  void a_bound_guest_is_only_unbound() {
    site.guestIs(DomainState.BOUND);

    assertThat(kinds("datavol1"))
        .containsExactly(
            "ProveOpen", "UnbindDomain", "ProveClosed", "MakeSnapshots", "TagSnapshot");
  }

  @Test
  void an_inactive_guest_is_left_alone() {
    site.guestIs(DomainState.INACTIVE);

    assertThat(kinds("datavol1")).containsExactly("ProveClosed", "MakeSnapshots", "TagSnapshot");
  }

  @Test
  void a_mirror_is_attached_first_and_only_to_the_volume_that_has_none() {
    site.plexes.removeIf(plex -> plex.name().equals("datavol2-03"));

    List<Step> steps = planned("datavol1", "datavol2").plan().steps();

    assertThat(steps.get(0))
        .isEqualTo(new AttachMirror(SiteFacts.SUN_A, SiteFacts.id("datavol2"), Family.INSTANT));
    assertThat(steps.subList(1, steps.size())).noneMatch(AttachMirror.class::isInstance);
  }

  @Test
  void a_volume_that_is_not_prepared_is_snapshotted_the_traditional_way() {
    site.prepared.put("datavol1", Optional.of(false));

    assertThat(steps(MakeSnapshots.class, "datavol1"))
        .extracting(MakeSnapshots::storage)
        .containsExactly(new SnapshotStorage.Mirrors(Family.TRADITIONAL));
  }

  @Test
  void several_volumes_cost_one_outage_and_are_made_at_once() {
    List<MakeSnapshots> made = steps(MakeSnapshots.class, "datavol1", "datavol2");

    assertThat(made).hasSize(1);
    assertThat(made.get(0).set())
        .containsExactly(
            pair("datavol1", "datavol1_20260301020000"),
            pair("datavol2", "datavol2_20260301020000"));
    assertThat(kinds("datavol1", "datavol2")).containsOnlyOnce("StopDomain", "UnbindDomain");
  }

  private static SnapshotPair pair(String source, String snapshot) {
    return new SnapshotPair(SiteFacts.id(source), SiteFacts.id(snapshot));
  }

  @Test
  void file_systems_on_the_volumes_are_unmounted_the_last_mounted_first() {
    site.vfstab.add(SiteFacts.atBoot("/dev/dsk/c0d3s0", "/logs", "nosuid"));
    site.mounts.add(SiteFacts.mount("/dev/dsk/c0d2s1", "/data/inner"));

    assertThat(steps(Unmount.class, "datavol1"))
        .extracting(step -> step.mount().mountPoint())
        .containsExactly("/data/inner", "/data");
  }

  @Test
  void what_was_mounted_by_hand_on_another_disk_is_a_debt_too_as_the_boot_would_lose_it() {
    assertThat(steps(Unmount.class, "datavol1"))
        .extracting(step -> step.mount().mountPoint())
        .containsExactly("/logs", "/data");
  }

  @Test
  void what_is_unmounted_of_the_volumes_is_a_debt_unless_the_operator_said_no() {
    assertThat(owedMounts()).containsExactly("/logs", "/data");

    site.remount = false;

    assertThat(owedMounts()).containsExactly("/logs");
  }

  private List<String> owedMounts() {
    return steps(Unmount.class, "datavol1").stream()
        .filter(step -> step.debt().isPresent())
        .map(step -> step.mount().mountPoint())
        .toList();
  }

  @Test
  void a_file_system_that_the_guest_mounts_by_itself_is_known() {
    site.vfstab.add(SiteFacts.atBoot("/dev/dsk/c0d2s0", "/data", "nosuid"));

    assertThat(steps(Unmount.class, "datavol1", "datavol2"))
        .extracting(Unmount::atBoot)
        .containsExactly(Mounts.AtBoot.NOT, Mounts.AtBoot.AS_IT_WAS);
  }

  @Test
  void before_the_guest_is_bound_again_all_of_its_own_volumes_have_to_be_closed() {
    assertThat(steps(UnbindDomain.class, "datavol1").get(0).exclusive())
        .containsExactly(SiteFacts.id("datavol1"), SiteFacts.id("datavol2"));
  }

  @Test
  void a_volume_that_others_share_does_not_keep_the_guest_down() {
    site.disksOnB.add(SiteFacts.disk("ldom9", "datavol2", 1));

    assertThat(steps(UnbindDomain.class, "datavol1").get(0).exclusive())
        .containsExactly(SiteFacts.id("datavol1"));
  }

  @Test
  void a_volume_that_was_open_elsewhere_does_not_keep_the_guest_down() {
    site.openOnB.add(SiteFacts.id("datavol2"));

    assertThat(steps(UnbindDomain.class, "datavol1").get(0).exclusive())
        .containsExactly(SiteFacts.id("datavol1"));
  }

  @Test
  void every_snapshot_is_marked_with_its_run_guest_source_and_set() {
    assertThat(steps(TagSnapshot.class, "datavol1", "datavol2").get(1).tags())
        .containsEntry(Tags.RUN, "20260301T020000Z-ldom1-ab12")
        .containsEntry(Tags.GUEST, "ldom1")
        .containsEntry(Tags.SOURCE, "datavol2")
        .containsEntry(Tags.SET, "2")
        .containsEntry(Tags.KIND, "break-off")
        .containsEntry(Tags.VERSION, "0.1.0");
  }

  @Test
  void the_plan_keeps_the_configuration_of_the_domain() {
    assertThat(planned("datavol1").plan().constraints()).isEqualTo("VERSION 1.11\n");
  }
}
