package org.cvmsnap.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.host.Recording;
import org.cvmsnap.model.Access;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.run.Attempt;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.sim.Fault;
import org.cvmsnap.sim.Fault.Effect;
import org.cvmsnap.testing.World;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What is known of a command once it was given, and what is asked at the same time. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SiteTest {
  private static final Machine SUN_A = Machine.controlDomain("sun-a");
  private static final Machine SUN_B = Machine.node("sun-b");
  private static final Machine GUEST = Machine.guest(new GuestName("ldom1"), "ldom1");
  private static final Duration LIMIT = Duration.ofMinutes(2);

  private final World world = World.builtIn();
  private final Site site = world.session().site();

  private Attempt act(Machine machine, String line) throws InterruptedException {
    return site.act(new Invocation(machine, List.of(line.split(" ", -1))), LIMIT);
  }

  @Test
  void of_a_command_that_ends_well_nothing_is_said() throws Exception {
    assertThat(act(SUN_A, "ldm bind ldom2")).isEqualTo(Attempt.answered(""));
  }

  @Test
  void of_one_that_fails_its_status_and_its_words() throws Exception {
    Attempt failed = act(SUN_A, "ldm bind nobody");

    assertThat(failed.answered()).isTrue();
    assertThat(failed.said()).startsWith("'ldm bind nobody' ended with 1: ");
  }

  @Test
  void of_one_of_the_site_s_own_the_last_words_alone() throws Exception {
    Attempt failed = site.act(Invocation.hook(SUN_A, List.of("ldm", "bind", "nobody")), LIMIT);

    assertThat(failed.answered()).isTrue();
    assertThat(failed.said()).isNotEmpty().doesNotContain("'ldm bind nobody' ended with");
    assertThat(site.act(Invocation.hook(SUN_A, List.of("ldm", "list")), LIMIT))
        .isEqualTo(Attempt.answered(""));
  }

  @Test
  void of_one_that_was_not_started_why_and_that_it_did_nothing() throws Exception {
    world.typed("sun-a", "ldm stop ldom1");

    Attempt attempt = act(GUEST, "umount /data");

    assertThat(attempt.answered()).isTrue();
    assertThat(attempt.said()).startsWith("'umount /data' could not be run: ");
  }

  @Test
  void of_one_without_an_answer_that_it_has_none() throws Exception {
    world.fault(Fault.on("ldm unbind *", Effect.HANG));

    Attempt attempt = act(SUN_A, "ldm unbind ldom2");

    assertThat(attempt.answered()).isFalse();
    assertThat(attempt.said()).startsWith("'ldm unbind ldom2' gave no answer: ");
  }

  @Test
  void what_is_asked_ahead_is_asked_once_and_keeps_its_trouble_to_itself() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    List<Question<?>> next =
        List.of(
            asked::incrementAndGet,
            () -> {
              throw new NotLearnedException("nobody knows");
            },
            () -> {
              throw new IllegalStateException("a bug");
            });

    assertThat(site.<String>ask(() -> "first", next)).isEqualTo("first");
    assertThat(asked).hasValue(1);

    site.readAhead(next);
    assertThat(asked).hasValue(2);
    assertThat(site.<String>ask(() -> "alone", List.of())).isEqualTo("alone");
  }

  @Test
  void but_what_is_asked_first_has_to_be_answered() {
    Question<String> nobody =
        () -> {
          throw new NotLearnedException("nobody knows");
        };

    for (List<Question<?>> next : List.of(List.<Question<?>>of(), List.<Question<?>>of(() -> 1))) {
      assertThatThrownBy(() -> site.ask(nobody, next)).isInstanceOf(NotLearnedException.class);
    }
  }

  @Test
  void what_was_read_ahead_is_not_asked_again() throws Exception {
    site.readAhead(List.of(() -> site.ldm(SUN_A).domains()));
    int ran = world.log().size();

    assertThat(site.ldm(SUN_A).domains()).isNotEmpty();

    assertThat(ran).isPositive();
    assertThat(world.log()).hasSize(ran);
  }

  @Test
  void each_is_asked_for_itself_and_answered_in_its_place() throws Exception {
    assertThat(site.ofEach(List.of(SUN_A, SUN_B), node -> site.ldm(node).controlDomain().node()))
        .containsEntry(SUN_A, "sun-a")
        .containsEntry(SUN_B, "sun-b");
  }

  @Test
  void several_things_are_all_done() {
    AtomicInteger done = new AtomicInteger();

    site.each(List.of(own -> done.incrementAndGet(), own -> done.incrementAndGet()));

    assertThat(done).hasValue(2);
  }

  @Test
  void whoever_takes_notes_hears_of_every_command() throws Exception {
    List<Recording> notes = new ArrayList<>();

    site.noted("sun-a", notes::add).ldm(SUN_A).domains();

    assertThat(notes).singleElement().asString().contains("ldm").contains("list");
  }

  @Test
  void another_way_to_reach_machines_is_another_way() throws Exception {
    Site same = site.reached(Access.USUAL);

    assertThat(same.access()).isEqualTo(Access.USUAL);
    assertThat(same.ldm(SUN_A).domains()).isEqualTo(site.ldm(SUN_A).domains());
  }

  @Test
  void machines_of_every_kind_are_solaris_and_have_programs() throws Exception {
    assertThat(site.system(SUN_A).release()).isNotEmpty();
    assertThat(site.programs(GUEST).file("/usr/bin/no-such-program")).isEmpty();
  }

  @Test
  void where_only_looks_are_let_through_an_act_is_a_bug() {
    assertThatThrownBy(
            () ->
                site.readOnly()
                    .act(new Invocation(SUN_A, List.of("ldm", "unbind", "ldom2")), LIMIT))
        .isInstanceOf(IllegalStateException.class);

    assertThat(world.mutations()).isEmpty();
  }
}
