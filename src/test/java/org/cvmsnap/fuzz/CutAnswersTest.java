package org.cvmsnap.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.vxvm.Vxvm;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * What is made of the beginning of a real answer, though its command has ended with 0. What ends
 * within a line is never believed. Where it ends with a line, most formats do not tell whether more
 * was to come.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CutAnswersTest {
  /** Nothing is concluded from what such an answer lacks, but by those who are told here. */
  private static final Map<String, String> UNTOLD = untold();

  private static Map<String, String> untold() {
    Map<String, String> untold = new TreeMap<>();
    String named = "what is not there is not learned by whoever asks for it by its name";
    untold.put("vxvm.attributes", named);
    untold.put("ldm.hostId", named);
    untold.put("vcs.nodeIds", named);
    String same = "VxVM shows on each node, by its name, whether a volume is open there";
    untold.put("ldm.domains", same);
    untold.put("ldm.disks", same);
    untold.put("ldm.domainDisks", same);
    untold.put("ldm.backEnds", same);
    untold.put("vxvm.groups", same);
    untold.put("vxvm.members", "vxclustadm nodestate counts them (OwnNode)");
    untold.put("vxvm.state", "vxclustadm nidmap counts them (OwnNode)");
    String later = "what is attempted in spite of it fails, and the guest comes home";
    for (String question : List.of("layers", "pools", "diskGroups", "swap", "pathUses")) {
      untold.put("guest." + question, later);
    }
    untold.put("guest.clusterManagers", later);
    untold.put("guest.holders", "only how those are called that are known by their numbers");
    untold.put("guest.openers", "fuser's standard error tells of those that it names");
    untold.put("ldm.constraints", "it is kept for people, and numbers are looked at once bound");
    untold.put("ldm.exhausted", "it says more than there is, and is a warning");
    untold.put("vxvm.tasks", "only how far a copy is");
    untold.put("vxvm.mode", "who is the master is then not known");
    untold.put("vxvm.tags", "what bears no mark is not removed");
    untold.put("vxvm.comments", "what has no comment is not cvmsnap's");
    untold.put("vxvm.plexMarks", "what has no mark is not chosen");
    untold.put("vxvm.regionSizes", "VxVM chooses a size that it is not told");
    String unknown = "unknown: nothing else tells";
    untold.put("guest.frontEnds", unknown);
    untold.put("guest.mounts", unknown);
    untold.put("guest.vfstab", unknown);
    untold.put("guest.slices", unknown);
    untold.put("ldm.dependencies", unknown);
    untold.put("vxvm.exclusive", unknown);
    untold.put("vxvm.layout", unknown);
    untold.put("vxvm.layoutAndLogs", unknown);
    untold.put("vxvm.restoring", unknown);
    untold.put("vxvm.snapshots", unknown);
    untold.put("vxvm.tied", unknown);
    return untold;
  }

  private interface Cut {
    void believed(Question question, String cut, Object meaning);
  }

  /** Asks with every beginning of every answer that ends as {@code ending} says. */
  private static int asked(Predicate<String> ending, Cut each) throws InterruptedException {
    RealAnswers real = RealAnswers.all();
    int refused = 0;
    for (Question question : Question.ALL) {
      for (RealAnswers.Answer answer : real.to(question)) {
        for (List<String> argv : answer.telling()) {
          String whole = answer.out(argv);
          for (int length = 0; length < whole.length(); length++) {
            String cut = whole.substring(0, length);
            if (ending.test(cut)) {
              Optional<Object> meaning = believed(question, answer.printing(argv, cut));
              refused += meaning.isEmpty() ? 1 : 0;
              if (meaning.filter(same -> !same.equals(answer.meaning())).isPresent()) {
                each.believed(question, cut, meaning.get());
              }
            }
          }
        }
      }
    }
    return refused;
  }

  private static Optional<Object> believed(Question question, Host machine)
      throws InterruptedException {
    try {
      return Optional.of(question.ask(machine));
    } catch (NotLearnedException e) {
      return Optional.empty();
    }
  }

  private static boolean endsWithLine(String text) {
    return text.isEmpty() || text.endsWith("\n");
  }

  @Test
  void an_answer_that_ends_within_a_line_is_never_believed() throws InterruptedException {
    Set<String> believed = new TreeSet<>();

    int refused =
        asked(cut -> !endsWithLine(cut), (question, cut, meaning) -> believed.add(question.name()));

    assertThat(refused).isGreaterThan(10_000);
    assertThat(believed).containsExactly("guest.openers"); // fuser ends no line; see UNTOLD
  }

  @Test
  void of_every_answer_that_may_lack_lines_unnoticed_it_is_written_what_that_does()
      throws InterruptedException {
    Set<String> believed = new TreeSet<>();

    int refused =
        asked(
            CutAnswersTest::endsWithLine,
            (question, cut, meaning) -> believed.add(question.name()));

    assertThat(refused).isGreaterThan(500);
    assertThat(believed).isEqualTo(UNTOLD.keySet());
  }

  @Test
  void a_reader_that_believes_what_was_cut_is_seen() throws InterruptedException {
    Question careless =
        new Question(
            "careless", host -> host.run(Command.reads(Duration.ofSeconds(1), List.of("vxdctl"))));
    Host cut = command -> new Finished(0, "mode: ena", "");

    assertThat(believed(careless, cut)).isPresent();
    assertThat(believed(new Question("mode", host -> new Vxvm(host).mode()), cut)).isEmpty();
  }
}
