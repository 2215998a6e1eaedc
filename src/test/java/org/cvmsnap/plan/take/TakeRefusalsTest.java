package org.cvmsnap.plan.take;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.cvmsnap.cluster.Disk;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.Holder;
import org.cvmsnap.testing.SiteFacts;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything that speaks against a snapshot here and now, each with the operator's next step. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeRefusalsTest {
  private final Map<String, Consumer<SiteFacts>> table = new LinkedHashMap<>();
  private final Map<String, String> problems = new LinkedHashMap<>();

  /** Where the site is changed like this, the only reason against is a sentence with that in it. */
  private void where(String sentence, Consumer<SiteFacts> change, String problem) {
    table.put(sentence, change);
    problems.put(sentence, problem);
  }

  private static List<Refusal> refusals(SiteFacts site, String... volumes) {
    return site.take(volumes).refusals();
  }

  private Stream<DynamicTest> tests() {
    return table.entrySet().stream()
        .map(
            row ->
                dynamicTest(
                    row.getKey(),
                    () -> {
                      SiteFacts site = new SiteFacts();
                      row.getValue().accept(site);

                      List<Refusal> refusals = refusals(site, "datavol1");

                      assertThat(refusals).hasSize(1);
                      assertThat(refusals.get(0).problem()).contains(problems.get(row.getKey()));
                      assertThat(refusals.get(0).next()).isNotEmpty();
                    }));
  }

  @Test
  void nothing_speaks_against_it_where_all_is_well() {
    assertThat(refusals(new SiteFacts(), "datavol1", "datavol2")).isEmpty();
  }

  @TestFactory
  Stream<DynamicTest> the_machine_and_the_domain() {
    where("a control domain that waits for a reboot", s -> s.controlFlags = "-ndcv-", "reboot");
    where("a domain in migration", s -> s.flags = "-n---s", "migrated");
    where("a domain that is starting or stopping", s -> s.flags = "sn----", "changing its state");
    where("a domain in a state without a name", s -> s.state = DomainState.CHANGING, "changing");
    where("a guest without a running system", s -> s.running = false, "is not running");
    where("a guest that would not boot", s -> s.autoBoot = false, "ok prompt");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> the_disks() {
    where(
        "a disk that another domain serves",
        s -> s.disks.replaceAll(disk -> SiteFacts.servedBy("secondary", disk)),
        "another domain");
    where(
        "a disk of unknown number",
        s -> {
          s.disks.remove(0);
          s.disks.add(SiteFacts.disk("ldom1", SiteFacts.DATADG, "datavol1", OptionalInt.empty()));
        },
        "is not known");
    where(
        "a disk without a back end",
        s ->
            s.disks.add(
                new Disk(
                    SiteFacts.virtualDisk("ldom1", "gone", OptionalInt.of(7)),
                    Optional.empty(),
                    List.of())),
        "exports the back end");
    where(
        "another disk whose volume is not started",
        s -> s.record("datavol2", "DISABLED", "CLEAN", false),
        "could not come back");
    where(
        "another disk whose volume is not there",
        s -> s.records.remove("datavol2"),
        "could not come back");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> the_volume() {
    where("a private disk group", s -> s.shared = false, "not enabled and shared");
    where("a disabled disk group", s -> s.enabled = false, "not enabled and shared");
    where(
        "a volume that is not active",
        s -> s.record("datavol1", "ENABLED", "SYNC", false),
        "has to be ENABLED/ACTIVE");
    where(
        "a layered volume", s -> s.record("datavol1", "ENABLED", "ACTIVE", true), "layered volume");
    where(
        "a volume of which it is not known whether it is prepared",
        s -> {
          s.prepared.put("datavol1", Optional.empty());
        },
        "It is not known");
    where(
        "a snapshot mirror that somebody else keeps",
        s -> s.marks.put("datavol1-03", "backup"),
        "kept by somebody else (putil2=backup)");
    where(
        "a snapshot mirror of which nobody knows whose it is",
        s -> s.marks.remove("datavol1-03"),
        "kept by somebody else");
    where(
        "a mirror of somebody else's that is being filled",
        s -> {
          s.plexes.add(SiteFacts.plex("datavol1-04", "datavol1", "SNAPATT"));
          s.marks.put("datavol1-04", "backup");
        },
        "datavol1-04");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> other_owners() {
    where(
        "another domain of this machine has the volume",
        s -> s.othersOnA.add(SiteFacts.disk("ldom2", "datavol1", 0)),
        "also a disk of ldom2 on sun-a");
    where(
        "a domain of the same name has it on another node",
        s -> s.disksOnB.add(SiteFacts.disk("ldom1", "datavol1", 0)),
        "also a disk of ldom1 on sun-b");
    where(
        "it is open on another node",
        s -> s.openOnB.add(SiteFacts.id("datavol1")),
        "open on sun-b, and not by ldom1");
    where(
        "it is open here though the guest is unbound",
        s -> {
          s.guestIs(DomainState.INACTIVE);
          s.openOnA.add(SiteFacts.id("datavol1"));
        },
        "open on sun-a, and not by ldom1");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> file_systems() {
    where(
        "a file system of the running system",
        s -> s.mounts.add(SiteFacts.mount("/dev/dsk/c0d2s1", "/var")),
        "/var of ldom1");
    where(
        "a file system that somebody uses",
        s -> s.holders.put("/data", List.of(new Holder(4711, "oracle", "ora_pmon"))),
        "/data in ldom1 is in use by process 4711 of oracle: ora_pmon");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> the_fence() {
    where(
        "a fence on another node than the master",
        s -> {
          s.fence = true;
          s.fenceFacts = new OutageFacts.Fence(Optional.of("sun-b"), s.fenceFacts.readable());
        },
        "sun-a is not it: sun-b is");
    where(
        "a fence where nobody tells which node is the master",
        s -> {
          s.fence = true;
          s.fenceFacts = new OutageFacts.Fence(Optional.empty(), s.fenceFacts.readable());
        },
        "sun-a is not it.");
    where(
        "a fence that could not be seen",
        s -> {
          s.fence = true;
          s.fenceFacts = new OutageFacts.Fence(s.fenceFacts.master(), Set.of());
        },
        "does not say whether datadg/datavol1 is exclusive");
    return tests();
  }

  @TestFactory
  Stream<DynamicTest> names() {
    where(
        "a name that is taken",
        s -> {
          s.template = Optional.of("datavol2");
        },
        "has a volume of that name");
    where(
        "a name that is too long",
        s -> s.template = Optional.of("{volume}_{date}__{time}"),
        "25 characters");
    where(
        "a name that VxVM does not take", s -> s.template = Optional.of("{volume}+"), "VxVM takes");
    where(
        "another group",
        s -> s.group = Optional.of(new GroupName("otherdg")),
        "in disk group otherdg");
    return tests();
  }

  @Test
  void what_no_disk_of_the_guest_shows_is_refused_with_the_names_that_were_meant() {
    List<Refusal> refusals = refusals(new SiteFacts(), "datavol3");

    assertThat(refusals).hasSize(1);
    assertThat(refusals.get(0).next()).startsWith("Did you mean datavol1 or datavol2?");
  }

  @Test
  void a_name_with_a_disk_group_is_compared_as_a_whole() {
    assertThat(refusals(new SiteFacts(), "datdg/datavol1").get(0).next())
        .startsWith("Did you mean datadg/datavol1 or datadg/datavol2?");
  }

  @Test
  void what_is_like_none_of_the_names_is_refused_with_all_of_them() {
    List<Refusal> refusals = refusals(new SiteFacts(), "x");

    assertThat(refusals.get(0).next())
        .isEqualTo("Its volumes are: [datadg/datavol1, datadg/datavol2].");
  }

  @Test
  void a_name_that_is_in_two_groups_has_to_be_told_apart() {
    SiteFacts site = new SiteFacts();
    site.disks.add(
        SiteFacts.disk("ldom1", new GroupName("otherdg"), "datavol1", OptionalInt.of(5)));

    List<Refusal> refusals = refusals(site, "datavol1");

    assertThat(refusals.get(0).problem()).contains("datadg/datavol1", "otherdg/datavol1");
    assertThat(refusals.get(0).next()).contains("--group");
  }

  @Test
  void a_group_that_is_not_imported_is_refused() {
    SiteFacts site = new SiteFacts();
    site.imported = false;

    assertThat(refusals(site, "datavol1"))
        .extracting(Refusal::problem)
        .contains("Disk group datadg is not imported here.");
  }

  @Test
  void a_volume_that_the_group_does_not_have_is_refused() {
    SiteFacts site = new SiteFacts();
    site.records.remove("datavol1");

    assertThat(refusals(site, "datavol1"))
        .extracting(Refusal::problem)
        .contains("There is no volume datadg/datavol1.");
  }

  @Test
  void prepared_and_other_volumes_cannot_be_taken_at_one_instant() {
    SiteFacts site = new SiteFacts();
    site.prepared.put("datavol2", Optional.of(false));

    assertThat(refusals(site, "datavol1", "datavol2"))
        .extracting(Refusal::next)
        .containsExactly("Prepare the others: vxsnap -g datadg prepare datavol2.");
  }

  @Test
  void volumes_that_are_not_prepared_need_names_of_one_pattern() {
    SiteFacts site = new SiteFacts();
    site.volume("averylongvolume", 4);
    site.mounts.add(SiteFacts.mount("/dev/dsk/c0d4s0", "/long"));
    site.prepared.replaceAll((name, was) -> Optional.of(false));

    assertThat(refusals(site, "datavol1", "averylongvolume"))
        .extracting(Refusal::problem)
        .singleElement()
        .asString()
        .contains("named by one pattern");
  }

  @Test
  void all_reasons_are_told_at_once() {
    SiteFacts site = new SiteFacts();
    site.autoBoot = false;
    site.openOnB.add(SiteFacts.id("datavol1"));
    site.template = Optional.of("datavol2");

    assertThat(refusals(site, "datavol1")).hasSize(3);
  }
}
