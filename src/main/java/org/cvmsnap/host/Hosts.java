package org.cvmsnap.host;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.model.Machine;

/** The machines that this process can reach, and the time that they live in. */
public interface Hosts {
  /** The control domain that cvmsnap works in. */
  Host controlDomain();

  /** A machine by name; asking for one does not talk to it. */
  Host on(Machine machine);

  Time time();

  /** Whether a recording answers, so that nothing can be done. */
  default boolean recorded() {
    return false;
  }

  /**
   * Asks several machines: in order, or at the same time where machines are real. The answers are
   * in the order of the questions.
   *
   * @throws NotLearnedException as the first question that has no answer does
   */
  default <T> List<T> ask(List<? extends Question<T>> questions)
      throws NotLearnedException, InterruptedException {
    List<T> answers = new ArrayList<>();
    for (Question<T> question : questions) {
      answers.add(question.ask());
    }
    return answers;
  }

  /**
   * Does several things: in order, or beside each other where machines are real. Each is given
   * these machines for itself, as a host belongs to one thread at a time. It returns when all are
   * done, also where one of them throws.
   */
  default void each(List<Consumer<Hosts>> things) {
    things.forEach(thing -> thing.accept(this));
  }

  /**
   * Something that is asked of machines, and changes nothing.
   *
   * @param <T> what is learned
   */
  interface Question<T> {
    T ask() throws NotLearnedException, InterruptedException;
  }
}
