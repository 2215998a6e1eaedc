package org.cvmsnap.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cvmsnap.host.CommandResult.Finished;

/** What reads the answers of commands: a target for each command of each question. */
final class CommandTargets {
  /** What a command may say that ends with another status than 0. */
  private static final List<String> FAILURES =
      List.of(
          "ksh: x: not found\n",
          "sh: line 1: x: command not found\n",
          "vxdisk: ERROR V-5-1-684 IPC failure: Configuration daemon is not accessible\n",
          "metastat: sun: there are no existing databases\n",
          "no pools available\n",
          "unknown_fstyp (no matches)\n",
          "/data:\n");

  private CommandTargets() {}

  static List<FuzzTarget> all() throws InterruptedException {
    RealAnswers real = RealAnswers.all();
    List<FuzzTarget> targets = new ArrayList<>();
    for (Question question : Question.ALL) {
      List<RealAnswers.Answer> answers = real.to(question);
      RealAnswers.Answer first = answers.get(0);
      for (List<String> argv : first.telling()) {
        targets.add(
            new FuzzTarget(
                question.name() + suffix(first.telling().indexOf(argv)),
                Stream.concat(
                        WrittenAnswers.of(argv).stream(),
                        answers.stream().map(answer -> answer.out(argv)))
                    .filter(seed -> !seed.isEmpty())
                    .distinct()
                    .toList(),
                1,
                text -> question.ask(first.with(argv, new Finished(0, text, "")))));
      }
      targets.add(failing(question, first));
    }
    return targets;
  }

  private static FuzzTarget failing(Question question, RealAnswers.Answer answer) {
    List<String> argv = List.copyOf(answer.said().keySet()).get(0);
    return new FuzzTarget(
        question.name() + ".fails",
        FAILURES,
        1,
        text -> question.ask(answer.with(argv, new Finished(status(text), "", text))));
  }

  private static int status(String text) {
    return List.of(1, 2, 32, 127).get(text.length() % 4);
  }

  private static String suffix(int number) {
    return number == 0 ? "" : "/" + (number + 1);
  }
}
