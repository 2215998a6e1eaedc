package org.cvmsnap.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cvmsnap.step.OneSnapshot.SNAP1;
import static org.cvmsnap.step.StepWorld.SUN_A;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.cvmsnap.engine.Acts;
import org.cvmsnap.engine.History;
import org.cvmsnap.model.PlacedFileSystem;
import org.cvmsnap.run.Invocation;
import org.cvmsnap.run.Outcome;
import org.cvmsnap.run.Step;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TagProofTest {
  private static final PlacedFileSystem ALL = PlacedFileSystem.all("vxfs");
  private static final String REMOVE = "vxassist -g datadg removetag snap1 cvmsnap.proof";
  private static final String SET = "vxassist -g datadg settag snap1 cvmsnap.proof=";

  private final StepWorld world = OneSnapshot.instant();

  private static TagProof step(Optional<String> before) {
    return new TagProof(SUN_A, SNAP1, List.of(ALL), before);
  }

  private static History answered(String why) {
    AskSnapshot asked = new AskSnapshot(SUN_A, SNAP1, ALL, Optional.empty(), false);
    return new History() {
      @Override
      public Optional<Instant> acted(Predicate<Step> which) {
        return Optional.empty();
      }

      @Override
      public <S extends Step> List<Ended<S>> ended(Class<S> kind) {
        return kind.equals(AskSnapshot.class)
            ? List.of(new Ended<>(kind.cast(asked), Outcome.UNCHANGED, why))
            : List.of();
      }
    };
  }

  private String look(String answer) throws InterruptedException {
    return StepWorld.described(
        step(Optional.of("unchecked")).goal(world.site(), answered(answer)), Acts.NONE);
  }

  @Test
  void the_old_mark_goes_before_the_new_one_comes() throws InterruptedException {
    world.typed("sun-a", SET + "unchecked");
    assertThat(look("dirty: it says so"))
        .isEqualTo("owed it is marked unchecked: sun-a# " + REMOVE);

    world.typed("sun-a", REMOVE);
    assertThat(look("dirty: it says so")).isEqualTo("owed it has no mark: sun-a# " + SET + "dirty");

    world.typed("sun-a", SET + "dirty");
    assertThat(look("dirty: it says so")).isEqualTo("reached dirty");
    assertThat(look("clean: it says so")).isEqualTo("owed it is marked dirty: sun-a# " + REMOVE);
  }

  @Test
  void without_an_answer_it_keeps_the_one_that_it_has() throws InterruptedException {
    world.typed("sun-a", SET + "clean-before");

    assertThat(look("unchecked: no answer"))
        .isEqualTo("reached it keeps its mark, as what was seen does not prove that it is another");
  }

  private List<String> commands(Optional<String> before) {
    return step(before).goal(world.site(), History.NONE).commands().stream()
        .map(Invocation::typed)
        .toList();
  }

  @Test
  void a_mark_that_is_right_already_needs_no_command() {
    assertThat(commands(Optional.of("clean"))).isEmpty();
    assertThat(commands(Optional.of("clean-before"))).containsExactly(REMOVE, SET + "clean");
    assertThat(commands(Optional.empty())).containsExactly(SET + "clean");
  }
}
