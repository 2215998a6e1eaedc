package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.CommandResult.NotStarted;
import org.cvmsnap.host.Hosts.Question;
import org.cvmsnap.model.Machine;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RealHostsTest {
  private final RealHosts hosts = RealHosts.local(Map.of(), SshSettings.standard(), new RealTime());

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

    List<Integer> answers = hosts.ask(List.of(waits, waits, waits));

    assertThat(answers).containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void things_are_done_beside_each_other_and_each_has_the_machines_for_itself() {
    CyclicBarrier all = new CyclicBarrier(3);
    Set<Hosts> given = ConcurrentHashMap.newKeySet();
    Consumer<Hosts> meets =
        own -> {
          given.add(own);
          try {
            int unused = all.await(30, TimeUnit.SECONDS);
          } catch (Exception e) {
            throw new IllegalStateException("the others are not under way", e);
          }
        };

    hosts.each(List.of(meets, meets, meets));

    assertThat(given).hasSize(3).doesNotContain(hosts);
  }

  @Test
  void what_one_of_them_throws_is_told_when_all_are_done() {
    CountDownLatch thrown = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    Consumer<Hosts> throwing =
        own -> {
          thrown.countDown();
          throw new IllegalArgumentException("as the test asked");
        };
    Consumer<Hosts> slow =
        own -> {
          try {
            done.set(thrown.await(30, TimeUnit.SECONDS));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };

    assertThatThrownBy(() -> hosts.each(List.of(throwing, slow)))
        .hasMessageContaining("as the test asked");
    assertThat(done).isTrue();
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

    assertThat(hosts.ask(List.of(slow, quick))).containsExactly("first", "second");
    assertThat(hosts.ask(List.<Question<String>>of())).isEmpty();
  }

  @Test
  void what_one_cannot_tell_nobody_knows() {
    Question<String> silent =
        () -> {
          throw new NotLearnedException("sun-b does not answer");
        };

    assertThatThrownBy(() -> hosts.ask(List.of(() -> "closed", silent)))
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
                hosts.ask(List.of(endless));
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

  @Test
  void real_hosts_keep_the_control_domain_here() throws Exception {
    RealHosts real = RealHosts.local(System.getenv(), SshSettings.standard(), new RealTime());
    Command here = Command.reads(Duration.ofSeconds(30), List.of("echo", "here"));

    assertThat(real.on(Machine.controlDomain("x")).run(here))
        .isEqualTo(real.controlDomain().run(here))
        .isEqualTo(new Finished(0, "here\n", ""));
  }

  @Test
  void real_hosts_reach_all_others_over_ssh() throws Exception {
    SshSettings none = new SshSettings(List.of("/no/such/ssh"), Duration.ZERO);
    Command list = Command.reads(Duration.ofSeconds(5), List.of("ldm", "list"));
    Machine admin = new Machine(Machine.Kind.CONTROL_DOMAIN, "sun-a", "root@sun-a");
    RealHosts local = RealHosts.local(System.getenv(), none, new RealTime());
    RealHosts agentless = RealHosts.through(System.getenv(), none, new RealTime(), admin);

    assertThat(
            List.of(
                local.on(Machine.node("sun-b")).run(list),
                agentless.controlDomain().run(list),
                agentless.on(admin).run(list)))
        .allSatisfy(result -> assertThat(result).isInstanceOf(NotStarted.class));
  }
}
