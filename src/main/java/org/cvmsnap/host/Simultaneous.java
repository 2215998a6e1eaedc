package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cvmsnap.error.NotLearnedException;

/** Asks several machines at the same time, so that the slowest alone is waited for. */
final class Simultaneous {
  /** As many as a cluster has nodes; more, such as its guests, wait for these. */
  private static final int AT_ONCE = 16;

  private Simultaneous() {}

  /**
   * The answers, in the order of the questions.
   *
   * @throws NotLearnedException as the first question that has no answer does
   */
  static <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<T>> asked = new ArrayList<>();
      questions.forEach(question -> asked.add(threads.submit(question::ask)));
      List<T> answers = new ArrayList<>();
      for (Future<T> each : asked) {
        answers.add(answer(each));
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  private static <T> T answer(Future<T> asked) throws NotLearnedException, InterruptedException {
    try {
      return asked.get();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      if (cause instanceof NotLearnedException unknown) {
        throw unknown;
      }
      if (cause instanceof InterruptedException interrupted) {
        throw interrupted;
      }
      if (cause instanceof RuntimeException bug) {
        throw bug;
      }
      throw new IllegalStateException(cause);
    }
  }
}
