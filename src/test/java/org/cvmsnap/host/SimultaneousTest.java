package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cvmsnap.error.NotLearnedException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SimultaneousTest {
  @Test
  void all_are_asked_before_one_has_answered() throws Exception {
    CyclicBarrier all = new CyclicBarrier(3);
    Question<Integer> waits =
        () -> {
          try {
            return all.await(30, TimeUnit.SECONDS) + 1;
          } catch (java.util.concurrent.BrokenBarrierException
              | java.util.concurrent.TimeoutException e) {
            throw new NotLearnedException("the others were not asked");
          }
        };

    List<Integer> answers = Simultaneous.ask(List.of(waits, waits, waits));

    assertThat(answers).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void the_answers_are_in_the_order_of_the_questions() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    Question<String> slow =
        () -> {
          second.await();
          return "first";
        };
    Question<String> quick =
        () -> {
          second.countDown();
          return "second";
        };

    assertThat(Simultaneous.ask(List.of(slow, quick))).containsExactly("first", "second");
    assertThat(Simultaneous.ask(List.<Question<String>>of())).isEmpty();
  }

  @Test
  void what_one_cannot_tell_nobody_knows() {
    Question<String> silent =
        () -> {
          throw new NotLearnedException("sun-b does not answer");
        };

    assertThatThrownBy(() -> Simultaneous.ask(List.of(() -> "closed", silent)))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("sun-b does not answer");
  }

  @Test
  void an_interrupt_ends_the_wait_and_the_questions() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Question<String> endless =
        () -> {
          asked.countDown();
          try {
            new CountDownLatch(1).await();
            return "";
          } finally {
            ended.countDown();
          }
        };
    Thread thread =
        new Thread(
            () -> {
              try {
                Simultaneous.ask(List.of(endless));
              } catch (InterruptedException e) {
                interrupted.set(true);
              } catch (NotLearnedException e) {
                interrupted.set(false);
              }
            });
    thread.start();
    asked.await();

    thread.interrupt();
    thread.join();

    assertThat(interrupted).isTrue();
    assertThat(ended.await(30, TimeUnit.SECONDS)).isTrue();
  }
}
