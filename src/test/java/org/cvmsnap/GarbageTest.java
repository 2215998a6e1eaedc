package org.cvmsnap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.CommandResult.Finished;
import org.cvmsnap.host.Host;
import org.cvmsnap.ldm.Ldm;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.model.Machine;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.sim.Scenario;
import org.cvmsnap.sim.SimHosts;
import org.cvmsnap.sim.SimStore;
import org.cvmsnap.solaris.GuestOs;
import org.cvmsnap.vcs.Vcs;
import org.cvmsnap.vxvm.Vxvm;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** Whatever a command says, a reading method answers or throws NotLearnedException: no other. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GarbageTest {
  private static final GroupName APPDG = new GroupName("appdg");
  private static final GuestName LDOM1 = new GuestName("ldom1");

  /** Pieces of real outputs, of which nonsense is put together that gets far into a parser. */
  private static final List<String> PIECES =
      List.of(
          "VERSION 1.11\n",
          "DOMAIN|",
          "VDISK|",
          "VDS|",
          "|",
          "name=ldom1",
          "state=active",
          "=",
          "flags=-n----",
          "vol=v@vds0",
          "id=99999999999",
          "dev=disk@1",
          "auto-boot?=",
          "true",
          "DOMAINROLE|impl=LDoms|control=true\n",
          "DOMAINNAME|name=primary\n",
          "\n",
          "\n",
          " ",
          "\t",
          "dg appdg\n",
          "v ",
          "pl ",
          "sv ",
          "dc ",
          "sp ",
          "co ",
          "a ",
          "- ",
          "ENABLED ",
          "ACTIVE ",
          "20971520 ",
          "99999999999999999999 ",
          "LOGONLY ",
          "(0.2%) ",
          "(....%) ",
          "2024/3/9 7:05 ",
          "2024/99/99 99:99 ",
          "NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE\n",
          "Name CVM Nid CM Nid State\n",
          "TASKID PTID TYPE/STATE PCT\n",
          "201 ",
          "SNAPSYNC/R ",
          "12.5% ",
          "on",
          "off",
          "enabled,shared ",
          "1.2.a",
          "mode: enabled: cluster active - MASTER\n",
          "master: ",
          "=====\n",
          "TY NAME DISKGROUP TAG\n",
          "appdg ",
          "tag=x",
          "online",
          "*",
          "#",
          "\u0000",
          "\ud83d\ude00",
          "PID USER COMMAND\n",
          "yes ",
          "#Resource Attribute System Value\n",
          "ldom1_ldom sun-a\n",
          "ldom1_ldom LDomName global ldom1\n",
          "ldom1_ldom BlockDevice global /dev/vx/dsk/appdg/a\n",
          "sun-a LLTNodeId 0\n");

  /** A question, put to a machine that answers with nonsense. */
  @FunctionalInterface
  private interface Question {
    Object ask(Host host) throws NotLearnedException, InterruptedException;
  }

  private static final List<Question> QUESTIONS =
      List.of(
          host -> new Ldm(host).controlDomain(),
          host -> new Ldm(host).domains(),
          host -> new Ldm(host).domain(LDOM1),
          host -> new Ldm(host).disks(),
          host -> new Ldm(host).backEnds(),
          host -> new Ldm(host).autoBoot(LDOM1),
          host -> new Ldm(host).softState(LDOM1),
          host -> new Vxvm(host).mode(),
          host -> new Vxvm(host).members(),
          host -> new Vxvm(host).groups(),
          host -> new Vxvm(host).layout(APPDG),
          host -> new Vxvm(host).attributes(APPDG),
          host -> new Vxvm(host).open(VolumeId.of("appdg", "a")),
          host -> new Vxvm(host).plexMarks(APPDG),
          host -> new Vxvm(host).snapshots(APPDG),
          host -> new Vxvm(host).tags(APPDG),
          host -> new Vxvm(host).tasks(),
          host -> new Vxvm(host).regionSizes(APPDG, List.of("a_dco")),
          host -> new Vxvm(host).comments(APPDG),
          host -> new Vxvm(host).room(APPDG),
          host -> new Vcs(host).owners(LDOM1),
          host -> new Vcs(host).mounts(),
          host -> new Vcs(host).nodeIds(),
          host -> new GuestOs(host).mounts(),
          host -> new GuestOs(host).vfstab(),
          host -> new GuestOs(host).holders("/data"),
          host -> new GuestOs(host).service(GuestOs.MULTI_USER),
          host -> new GuestOs(host).pools(),
          host -> new GuestOs(host).diskGroups(),
          host -> new GuestOs(host).swap(),
          host -> new GuestOs(host).dump(),
          host -> new GuestOs(host).pathUses(),
          host -> new GuestOs(host).clusterManagers(),
          host -> new GuestOs(host).frontEnds(),
          host -> new Ldm(host).policies(),
          host -> new GuestOs(host).openers(List.of("/dev/rdsk/c0d2s0")));

  @Test
  void nonsense_is_never_more_than_not_learned() throws Exception {
    int refused = 0;

    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      String nonsense =
          Stream.generate(() -> PIECES.get(random.nextInt(PIECES.size())))
              .limit(random.nextInt(40))
              .collect(Collectors.joining("", "", "\n"));
      for (Question question : QUESTIONS) {
        refused += refusal(question, seed, nonsense);
      }
    }

    assertThat(refused).isGreaterThan(QUESTIONS.size());
  }

  private static int refusal(Question question, long seed, String nonsense)
      throws InterruptedException {
    try {
      assertThat(question.ask(command -> new Finished(0, nonsense, ""))).isNotNull();
      return 0;
    } catch (NotLearnedException e) {
      assertThat(e.why()).startsWith("'");
      return 1;
    } catch (RuntimeException e) {
      throw new AssertionError("seed " + seed + ", question " + QUESTIONS.indexOf(question), e);
    }
  }

  private static final GroupName DATADG = new GroupName("datadg");

  private static final List<Question> REAL =
      List.of(
          host -> new Ldm(host).controlDomain(),
          host -> new Ldm(host).domains(),
          host -> new Ldm(host).disks(),
          host -> new Ldm(host).backEnds(),
          host -> new Ldm(host).autoBoot(LDOM1),
          host -> new Vxvm(host).mode(),
          host -> new Vxvm(host).state(),
          host -> new Vxvm(host).members(),
          host -> new Vxvm(host).groups(),
          host -> new Vxvm(host).layout(DATADG),
          host -> new Vxvm(host).attributes(DATADG),
          host -> new Vxvm(host).open(VolumeId.of("datadg", "datavol1")),
          host -> new Vxvm(host).plexMarks(DATADG),
          host -> new Vxvm(host).snapshots(DATADG),
          host -> new Vxvm(host).tags(DATADG),
          host -> new Vxvm(host).comments(DATADG),
          host -> new Vcs(host).owners(LDOM1),
          host -> new GuestOs(host).mounts(),
          host -> new GuestOs(host).vfstab(),
          host -> new GuestOs(host).service(GuestOs.MULTI_USER),
          host -> new GuestOs(host).swap(),
          host -> new GuestOs(host).dump(),
          host -> new GuestOs(host).frontEnds());

  /** The simulated machine that answers a question: the guest, where the node does not. */
  private static Host answering(Question question) throws InterruptedException {
    SimHosts hosts =
        new SimHosts(
            SimStore.memory(Scenario.named("vcs").cluster()),
            "sun-a",
            0,
            () -> {
              throw new AssertionError("no fault was asked for");
            });
    try {
      question.ask(hosts.controlDomain());
      return hosts.controlDomain();
    } catch (NotLearnedException e) {
      return hosts.on(Machine.guest(LDOM1, "ldom1"));
    }
  }

  @Test
  void an_answer_that_was_cut_off_within_a_line_is_never_believed() throws Exception {
    int refused = 0;
    for (Question question : REAL) {
      Host host = answering(question);
      Map<List<String>, String> said = new LinkedHashMap<>();
      question.ask(
          command -> {
            CommandResult result = host.run(command);
            if (result instanceof Finished finished && finished.exit() == 0) {
              said.put(command.argv(), finished.out());
            }
            return result;
          });
      for (Map.Entry<List<String>, String> each : said.entrySet()) {
        for (int length = 1; length < each.getValue().length(); length++) {
          String cut = each.getValue().substring(0, length);
          if (!cut.endsWith("\n")) {
            refused += refusal(question, host, each.getKey(), cut);
          }
        }
      }
    }
    assertThat(refused).isGreaterThan(1000);
  }

  private static int refusal(Question question, Host host, List<String> argv, String cut)
      throws InterruptedException {
    try {
      Object believed =
          question.ask(
              command ->
                  command.argv().equals(argv) ? new Finished(0, cut, "") : host.run(command));
      throw new AssertionError(argv + " was cut to '" + cut + "' and believed: " + believed);
    } catch (NotLearnedException e) {
      return 1;
    }
  }
}
