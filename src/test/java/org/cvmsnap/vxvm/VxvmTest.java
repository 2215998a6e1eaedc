package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.host.CommandResult;
import org.cvmsnap.host.UnclearAnswers;
import org.cvmsnap.model.Dco;
import org.cvmsnap.model.GroupLayout;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeId;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class VxvmTest {
  private static final GroupName APPDG = new GroupName("appdg");
  private static final VolumeId DATA = VolumeId.of("appdg", "ldom1_data");

  private final CannedHost host = new CannedHost();
  private final Vxvm vxvm = new Vxvm(host);

  static Stream<CommandResult> unclear() {
    return UnclearAnswers.all();
  }

  @ParameterizedTest
  @MethodSource("unclear")
  void learns_nothing_from_an_unclear_answer(CommandResult answer) {
    Vxvm asked = new Vxvm(UnclearAnswers.host(answer));

    List<ThrowingCallable> questions =
        List.of(
            asked::mode,
            asked::members,
            asked::groups,
            asked::tasks,
            () -> asked.layout(APPDG),
            () -> asked.attributes(APPDG),
            () -> asked.open(DATA),
            () -> asked.plexMarks(APPDG),
            () -> asked.snapshots(APPDG),
            () -> asked.tags(APPDG));

    assertThat(questions)
        .allSatisfy(
            question ->
                assertThatThrownBy(question)
                    .isInstanceOf(NotLearnedException.class)
                    .hasMessageMatching("(?s)'vx.*' (ended|could|gave|said) .*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "-\n", "yes\n", "on\noff\n", "%devopen\n"})
  void a_volume_is_not_taken_for_closed_unless_it_is_off(String output) {
    host.says("vxprint -g appdg -m ldom1_data -F %devopen", output);

    assertThatThrownBy(() -> vxvm.open(DATA)).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void a_volume_is_open_or_closed() throws Exception {
    host.says("vxprint -g appdg -m ldom1_data -F %devopen", "on\n");
    assertThat(vxvm.open(DATA)).isTrue();

    host.says("vxprint -g appdg -m ldom1_data -F %devopen", "off\n");
    assertThat(vxvm.open(DATA)).isFalse();
  }

  @Test
  void asks_once_for_the_attributes_of_a_whole_group() throws Exception {
    host.says("vxprint -g appdg -v -F %name|%instant|%fastresync|%devopen", "a|on|on|off\n")
        .says("vxprint -g appdg -p -F %name|%putil2", "a-01|cvmsnap\n");

    assertThat(vxvm.attributes(APPDG)).hasSize(1);
    assertThat(vxvm.plexMarks(APPDG)).isEqualTo(Map.of("a-01", "cvmsnap"));
    assertThat(host.ran()).hasSize(2);
  }

  @Test
  void asks_in_the_words_of_each_command() throws Exception {
    host.says("vxdctl -c mode", "mode: enabled: cluster inactive\n")
        .says("vxclustadm nidmap", "Name CVM Nid CM Nid State\nhosta 0 0 Joined: Master\n")
        .says("vxdg list", "NAME STATE ID\n")
        .says("vxprint -g appdg -ht", "dg appdg default default 55000 1700000000.10.hosta\n")
        .says("vxsnap -g appdg list", "NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE A B\n")
        .says("vxassist -g appdg listtag", "TY NAME DISKGROUP TAG\nv a appdg x\n")
        .says("vxtask list", "TASKID PTID TYPE/STATE PCT PROGRESS\n");

    assertThat(vxvm.mode().active()).isFalse();
    assertThat(vxvm.members()).hasSize(1);
    assertThat(vxvm.groups()).isEmpty();
    assertThat(vxvm.layout(APPDG).group()).isEqualTo(APPDG);
    assertThat(vxvm.snapshots(APPDG)).isEmpty();
    assertThat(vxvm.tags(APPDG)).hasSize(1);
    assertThat(vxvm.tasks()).isEmpty();
  }

  @Test
  void a_node_out_of_the_cluster_does_not_know_its_members() {
    host.says("vxclustadm nidmap", "Out of cluster: No mapping information available\n");

    assertThatThrownBy(vxvm::members)
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("Out of cluster: No mapping information available");
  }

  private static final String LISTTAG = "vxassist -g appdg listtag";
  private static final String LAYOUT =
      "dg appdg - - 1 x\nv ldom1_data - ENABLED ACTIVE 2048 SELECT - fsgen\n";
  private static final CommandResult USAGE =
      new CommandResult.Finished(1, "", "Usage: vxassist [-g diskgroup] listtag volume|vset");

  @Test
  void tags_are_asked_of_each_volume_where_those_of_all_are_not_told() throws Exception {
    host.answers(LISTTAG, USAGE)
        .says("vxprint -g appdg -ht", LAYOUT)
        .says(LISTTAG + " ldom1_data", "v ldom1_data appdg a=b\n");

    assertThat(vxvm.tags(APPDG)).isEqualTo(Map.of(DATA.name(), Map.of("a", "b")));
    assertThat(vxvm.tags(DATA)).isEqualTo(Map.of("a", "b"));
    assertThat(vxvm.tags(VolumeId.of("appdg", "gone"))).isEmpty();
  }

  @Test
  void a_usage_that_ends_with_0_is_no_list_without_tags() throws Exception {
    host.answers(LISTTAG, new CommandResult.Finished(0, "", "Usage: vxassist listtag volume|vset"))
        .says("vxprint -g appdg -ht", LAYOUT)
        .says(LISTTAG + " ldom1_data", "v ldom1_data appdg a=b\n");

    assertThat(vxvm.tags(DATA)).isEqualTo(Map.of("a", "b"));
  }

  @Test
  void a_list_of_tags_that_is_about_another_volume_is_refused() {
    host.answers(LISTTAG, USAGE)
        .says("vxprint -g appdg -ht", LAYOUT)
        .says(LISTTAG + " ldom1_data", "v other appdg a=b\n");

    assertThatThrownBy(() -> vxvm.tags(DATA))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("tells of other volumes");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "VxVM vxsnap INFO V-5-1-0 Nothing to list\n"})
  void an_empty_list_of_snapshots_is_believed_where_nothing_is_prepared(String out)
      throws Exception {
    host.says("vxsnap -g appdg list", out).says("vxprint -g appdg -ht", LAYOUT);

    assertThat(vxvm.snapshots(APPDG)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "VxVM vxsnap INFO V-5-1-0 Nothing to list\n"})
  void an_empty_list_of_snapshots_is_not_believed_where_a_volume_is_prepared(String out) {
    host.says("vxsnap -g appdg list", out)
        .says("vxprint -g appdg -ht", LAYOUT + "dc ldom1_data_dco ldom1_data ldom1_data_dcl\n");

    assertThatThrownBy(() -> vxvm.snapshots(APPDG)).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void an_error_is_no_empty_list() {
    host.says("vxsnap -g appdg list", "VxVM vxsnap ERROR V-5-1-0 Not now\n");

    assertThatThrownBy(() -> vxvm.snapshots(APPDG)).isInstanceOf(NotLearnedException.class);
  }

  @Test
  void a_line_that_names_the_group_may_come_first() throws Exception {
    String line = "Disk group: appdg\n\n";
    host.says("vxprint -g appdg -v -F " + AttributesParser.FORMAT, line + "ldom1_data|on|on|off\n")
        .says("vxprint -g appdg -p -F %name|%putil2", line + "ldom1_data-01|-\n")
        .says("vxprint -g appdg -v -F %name|%comment", line + "ldom1_data|a b\n")
        .says("vxprint -g appdg -v -F %name|%exclusive", line + "ldom1_data|off\n")
        .says("vxprint -g appdg -F %name|%regionsz x_dco", line + "x_dco|128\n")
        .says("vxprint -g appdg -m ldom1_data -F %devopen", line + "off\n")
        .says("vxprint -g appdg -m ldom1_data", line + "vol  ldom1_data\n\trestore=on\n")
        .says("vxprint -g appdg -ht", line + LAYOUT);

    assertThat(vxvm.attributes(APPDG)).hasSize(1);
    assertThat(vxvm.plexMarks(APPDG)).isEqualTo(Map.of("ldom1_data-01", ""));
    assertThat(vxvm.comments(APPDG)).isEqualTo(Map.of(DATA.name(), "a b"));
    assertThat(vxvm.exclusive(APPDG)).isEqualTo(Map.of(DATA.name(), false));
    assertThat(vxvm.regionSizes(APPDG, List.of("x_dco"))).isEqualTo(Map.of("x_dco", 128L));
    assertThat(vxvm.open(DATA)).isFalse();
    assertThat(vxvm.restoring(DATA)).contains(true);
    assertThat(vxvm.layout(APPDG).volumes()).hasSize(1);
  }

  @Test
  void which_of_several_volumes_are_being_restored_is_one_question() throws Exception {
    VolumeName other = new VolumeName("other");
    String asked = "vxprint -g appdg -m ldom1_data other";
    String records =
        """
        vol  ldom1_data
        \tuse_type=fsgen
        \trestore=off
        plex ldom1_data-01
        \trestore=on
        vol  other
        \tcomment="vol  ldom1_data restore=off
        \trestore=on
        """;
    host.says(asked, records);

    assertThat(vxvm.restoring(APPDG, List.of(DATA.name(), other)))
        .isEqualTo(Map.of(DATA.name(), false, other, true));

    host.says(asked, records.replace("\trestore=on\n", "").replace("\trestore=off\n", ""));
    assertThat(vxvm.restoring(APPDG, List.of(DATA.name(), other))).isEmpty();

    host.says(asked, records.substring(0, records.indexOf("vol  other")));
    assertThatThrownBy(() -> vxvm.restoring(APPDG, List.of(DATA.name(), other)))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("no volume other");
  }

  @Test
  void a_line_that_names_another_group_is_refused() {
    host.says(
        "vxprint -g appdg -v -F " + AttributesParser.FORMAT,
        "Disk group: otherdg\n\nldom1_data|on|on|off\n");

    assertThatThrownBy(() -> vxvm.attributes(APPDG))
        .isInstanceOf(NotLearnedException.class)
        .hasMessageContaining("told of otherdg");
  }

  @Test
  void asks_for_many_records_in_command_lines_that_any_machine_takes() throws Exception {
    StringBuilder layout = new StringBuilder("dg appdg default default 55000 1\n");
    for (int i = 0; i < 6000; i++) {
      layout.append("v  data%1$04d - ENABLED ACTIVE 64 SELECT - fsgen\n".formatted(i));
      layout.append("v  data%1$04d_dcl - ENABLED ACTIVE 64 SELECT - gen\n".formatted(i));
      layout.append("dc data%1$04d_dco data%1$04d data%1$04d_dcl\n".formatted(i));
    }
    List<Integer> lengths = new ArrayList<>();
    Vxvm large =
        new Vxvm(
            command -> {
              lengths.add(command.text().length());
              List<String> argv = command.argv();
              return new CommandResult.Finished(
                  0,
                  argv.contains("-ht")
                      ? layout.toString()
                      : argv.subList(argv.indexOf("-F") + 2, argv.size()).stream()
                          .map(dco -> dco + (dco.equals("data5999_dco") ? "|on\n" : "|off\n"))
                          .collect(Collectors.joining()),
                  "");
            });

    GroupLayout learned = large.layoutAndLogs(APPDG);

    assertThat(learned.badLog(new VolumeName("data5999"))).isTrue();
    assertThat(learned.badLog(new VolumeName("data0000"))).isFalse();
    assertThat(lengths).hasSize(3).allMatch(length -> length < 66_000);
  }

  private static final String SNAPSHOTS =
      """
      NAME DG OBJTYPE SNAPTYPE PARENT PARENTDG SNAPDATE CHANGE_DATA SYNCED_DATA
      data_s1 appdg plex snapmir ldom1_data appdg 2024/3/7 7:05 - -
      data_s1 appdg vol mirbrk ldom1_data appdg 2024/3/9 7:05 - -
      data_s2 appdg vol mirbrk ldom1_data appdg 2024/3/8 7:05 - -
      data_s3 appdg vol mirbrk ldom1_data appdg - - -
      """;

  @Test
  void lists_what_there_is() throws Exception {
    host.says("vxdg list", "appdg enabled,shared,cds 1700000000.10.hosta\n")
        .says("vxsnap -g appdg list", SNAPSHOTS)
        .says("vxclustadm -v nodestate", "state: cluster member\n\tnodeId=1\n")
        .says("vxtask list", "TASKID PTID TYPE/STATE PCT PROGRESS\n 163 - PLXATT/R 00.00% 0/8/0\n");

    assertThat(vxvm.groups()).hasSize(1);
    assertThat(vxvm.snapshots(APPDG)).hasSize(4);
    assertThat(vxvm.state().member()).isTrue();
    assertThat(vxvm.tasks()).hasSize(1);
  }

  @Test
  void a_snapshot_has_the_date_that_its_volume_is_listed_with() throws Exception {
    host.says("vxsnap -g appdg list", SNAPSHOTS);

    assertThat(vxvm.snapshotDate(VolumeId.of("appdg", "data_s1")))
        .contains(LocalDateTime.of(2024, 3, 9, 7, 5));
    assertThat(vxvm.snapshotDate(VolumeId.of("appdg", "data_s3"))).isEmpty();
    host.fails("vxsnap -g appdg list", 1, "not now\n");
    assertThat(vxvm.snapshotDate(VolumeId.of("appdg", "data_s1"))).isEmpty();
  }

  @Test
  void a_log_that_is_marked_bad_is_told() throws Exception {
    String dcos =
        "dc ldom1_data_dco ldom1_data ldom1_data_dcl\ndc ldom1_logs_dco ldom1_logs ldom1_logs_dcl\n";
    host.says("vxprint -g appdg -ht", LAYOUT + dcos)
        .says(
            "vxprint -g appdg -F %name|%badlog ldom1_data_dco ldom1_logs_dco",
            "ldom1_data_dco|on\nldom1_logs_dco|off\n");

    assertThat(vxvm.layoutAndLogs(APPDG).dcos())
        .extracting(Dco::name, Dco::bad)
        .containsExactly(tuple("ldom1_data_dco", true), tuple("ldom1_logs_dco", false));
  }

  @Test
  void of_a_group_without_logs_none_is_asked_for() throws Exception {
    host.says("vxprint -g appdg -ht", LAYOUT);

    assertThat(vxvm.layoutAndLogs(APPDG).volumes()).hasSize(1);
    assertThat(host.ran()).hasSize(1);
  }

  @Test
  void tells_which_snapshots_are_tied_to_their_sources() throws Exception {
    String tied = "v  ldom1_data fsgen 2048\nss ldom1_s1_snp ldom1_s1 2048 4\n";
    host.says("vxassist -g appdg snapprint", tied)
        .says("vxassist -g appdg snapprint ldom1_data", tied);

    assertThat(vxvm.tied(APPDG)).isEqualTo(Set.of(new VolumeName("ldom1_s1")));
    assertThat(vxvm.tied(DATA)).contains(Set.of(new VolumeName("ldom1_s1")));
    host.fails("vxassist -g appdg snapprint ldom1_data", 1, "no map of changes\n");
    assertThat(vxvm.tied(DATA)).isEmpty();
  }

  @Test
  void a_group_of_which_all_tags_are_told_is_asked_once() throws Exception {
    host.says(LISTTAG, "v ldom1_data appdg a=b\n");
    assertThat(vxvm.tags(DATA)).isEqualTo(Map.of("a", "b"));
    assertThat(vxvm.tags(VolumeId.of("appdg", "other"))).isEmpty();

    host.says(LISTTAG, "");
    assertThat(vxvm.tags(APPDG)).isEmpty();
    assertThat(host.ran()).containsOnly(LISTTAG);
  }

  @Test
  void a_list_of_tags_that_broke_off_is_no_list() {
    host.answers(LISTTAG, new CommandResult.Finished(1, "v ldom1_data appdg a=b\n", "lost\n"));

    assertThatThrownBy(() -> vxvm.tags(APPDG)).hasMessageContaining("ended with 1: lost");
  }

  private void volumes(int count) {
    StringBuilder layout = new StringBuilder("dg appdg - - 1 x\n");
    for (int i = 1; i <= count; i++) {
      layout.append("v vol" + i + " - ENABLED ACTIVE 2048 SELECT - fsgen\n");
      host.says(LISTTAG + " vol" + i, i == 1 ? "v vol1 appdg cvmsnap.run=x\n" : "");
    }
    host.answers(LISTTAG, USAGE).says("vxprint -g appdg -ht", layout.toString());
  }

  private static final Map<VolumeName, Map<String, String>> FIRST =
      Map.of(new VolumeName("vol1"), Map.of("cvmsnap.run", "x"));
  private static final String MARKED = "vxassist -g appdg list tag=cvmsnap.run";

  @Test
  void of_a_large_group_only_the_volumes_with_the_mark_are_asked() throws Exception {
    volumes(13);
    host.says(MARKED, "v vol1 appdg cvmsnap.run=x\nv vol13 appdg cvmsnap.run=y\n");

    assertThat(vxvm.tags(APPDG)).isEqualTo(FIRST);
    assertThat(host.ran())
        .containsExactly(
            LISTTAG, "vxprint -g appdg -ht", MARKED, LISTTAG + " vol1", LISTTAG + " vol13");
  }

  @Test
  void of_a_large_group_all_volumes_are_asked_where_the_marked_ones_are_not_told()
      throws Exception {
    volumes(13);
    host.says(MARKED, "");
    assertThat(vxvm.tags(APPDG)).isEqualTo(FIRST);
    assertThat(host.ran()).hasSize(3 + 13);

    host.answers(MARKED, USAGE);
    assertThat(vxvm.tags(APPDG)).isEqualTo(FIRST);
    assertThat(host.ran()).hasSize(2 * (3 + 13));
  }

  @Test
  void of_a_small_group_all_volumes_are_asked() throws Exception {
    volumes(12);

    assertThat(vxvm.tags(APPDG)).isEqualTo(FIRST);
    assertThat(host.ran()).doesNotContain(MARKED);
  }

  @Test
  void a_volume_that_is_removed_meanwhile_has_no_tags_any_more() throws Exception {
    CommandResult gone = new CommandResult.Finished(1, "", "Volume does not exist\n");
    host.answers(LISTTAG, USAGE).answers(LISTTAG + " ldom1_data", gone);
    Vxvm asked =
        new Vxvm(
            command -> {
              boolean removed = host.ran().contains(LISTTAG + " ldom1_data");
              return host.says("vxprint -g appdg -ht", removed ? "dg appdg - - 1 x\n" : LAYOUT)
                  .run(command);
            });

    assertThat(asked.tags(APPDG)).isEmpty();
  }

  @Test
  void a_volume_that_is_there_and_does_not_tell_its_tags_ends_it() {
    host.answers(LISTTAG, USAGE)
        .says("vxprint -g appdg -ht", LAYOUT)
        .fails(LISTTAG + " ldom1_data", 1, "not now\n");

    assertThatThrownBy(() -> vxvm.tags(APPDG)).hasMessageContaining("not now");
  }
}
