package org.cvmsnap.plan.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cvmsnap.cluster.OutageFacts;
import org.cvmsnap.cluster.Survey;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.model.Domain;
import org.cvmsnap.model.DomainFlags;
import org.cvmsnap.model.DomainState;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.OutageOptions;
import org.cvmsnap.model.RunId;
import org.cvmsnap.plan.Decision;
import org.cvmsnap.run.Plan;
import org.cvmsnap.site.Site;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On sun-a, of ldom1, which was on sun-b, which is gone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TakeOverPlannerTest {
  private static final RunId RUN = new RunId("20260301T020000Z-ldom1-ab12");
  private static final GuestName LDOM1 = new GuestName("ldom1");
  private static final Machine SUN_C = Machine.node("sun-c");

  private static final String SITE =
      World.text("standby").replace("state = \"active\"", "state = \"inactive\"");

  private World world = World.of(SITE);

  private Decision<Plan> decision(Map<Machine, List<Domain>> elsewhere) throws Exception {
    OutageOptions options = OutageOptions.usual(LDOM1, Optional.empty());
    world.change(cluster -> cluster.crashNode("sun-b"));
    Site site = world.session().site();
    OutageFacts outage = new Survey(site).takeOver(options);
    return new TakeOverPlanner(
            options,
            new TakeOverPlanner.Facts(outage, site.vxvm(outage.control()).members(), elsewhere))
        .decide(RUN, "sun-b");
  }

  private List<String> refusals() throws Exception {
    return refusals(Map.of());
  }

  private List<String> refusals(Map<Machine, List<Domain>> elsewhere) throws Exception {
    return decision(elsewhere).refusals().stream().map(Refusal::problem).toList();
  }

  private static Map<Machine, List<Domain>> onSunC(String name, DomainState state) {
    return Map.of(
        SUN_C, List.of(new Domain(new GuestName(name), state, new DomainFlags("------"))));
  }

  @Test
  void a_guest_that_is_up_nowhere_is_owed_to_be_bound_and_started() throws Exception {
    Plan plan = decision(onSunC("ldom1", DomainState.INACTIVE)).orThrow();

    assertThat(plan.operation()).isEqualTo("take-over");
    assertThat(plan.guest()).contains(LDOM1);
    assertThat(plan.steps())
        .extracting(step -> step.getClass().getSimpleName())
        .containsExactly("LockGuest", "StopDomain", "UnbindDomain");
  }

  @ParameterizedTest
  @EnumSource(names = {"ACTIVE", "BOUND", "SUSPENDED", "CHANGING"})
  void one_that_another_node_has_is_not_brought_up_here(DomainState state) throws Exception {
    assertThat(refusals(onSunC("ldom1", state)))
        .containsExactly("ldom1 is " + state.name().toLowerCase(Locale.ROOT) + " on sun-c.");
  }

  @Test
  void what_other_guests_do_there_is_no_obstacle() throws Exception {
    assertThat(refusals(onSunC("ldom9", DomainState.ACTIVE))).isEmpty();
  }

  @Test
  void nor_is_one_brought_up_whose_volume_somebody_has_open() throws Exception {
    world =
        World.of(
            SITE.replaceFirst(
                "name = \"sun-a\"", "name = \"sun-a\"\nopen = [\"datadg/datavol1\"]"));

    assertThat(refusals())
        .containsExactly(
            "datadg/datavol1 is open on sun-a, and not by ldom1.",
            "datadg/datavol1 is open on sun-a.");
  }

  @Test
  void one_that_is_bound_here_already_has_its_volumes_open_itself() throws Exception {
    world.typed("sun-a", "ldm bind ldom1");

    assertThat(refusals()).isEmpty();
  }

  @Test
  void nor_is_one_that_another_run_has() throws Exception {
    world.typed(
        "sun-a",
        "vxassist -g datadg make cvmsnap_lock_3aa99be033c4 2048s"
            + " comment=20260301T015900Z-zz99@sun-a");

    assertThat(refusals())
        .singleElement()
        .asString()
        .startsWith("A run of 20260301T015900Z on sun-a has ldom1");
  }

  @Test
  void a_record_of_the_node_that_is_gone_is_gone_past() throws Exception {
    world.typed(
        "sun-a",
        "vxassist -g datadg make cvmsnap_lock_3aa99be033c4 2048s"
            + " comment=20260301T015900Z-zz99@sun-b");

    assertThat(refusals()).isEmpty();
  }

  @Test
  void nor_is_one_brought_up_while_its_machine_is_being_changed() throws Exception {
    world =
        World.of(
            SITE.replaceFirst("control = true", "control = true\ndelayedReconfiguration = true"));

    assertThat(refusals())
        .containsExactly(
            "primary waits for a reboot to be reconfigured; until then no domain can be bound.");
  }
}
