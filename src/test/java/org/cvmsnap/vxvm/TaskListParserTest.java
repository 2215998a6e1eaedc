package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cvmsnap.model.VolumeName;
import org.cvmsnap.model.VxTask;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TaskListParserTest {
  private static final String HEADING = "TASKID  PTID TYPE/STATE    PCT   PROGRESS\n";

  private static List<VxTask> parse(String output) {
    return new TaskListParser().parse(output);
  }

  @Test
  void reads_tasks_with_and_without_a_parent() {
    String vxtask =
        HEADING
            + """
               201       SNAPSYNC/R 12.50% 0/20971520/2621440 SNAPSYNC ldom1_data appdg
               162   201 ATCOPY/P 100% 0/8/8
               163     - PLXATT/R 00.00% 0/8/0
            """;

    assertThat(parse(vxtask))
        .containsExactly(
            new VxTask(201, "SNAPSYNC", "R", 12.5, "0/20971520/2621440 SNAPSYNC ldom1_data appdg"),
            new VxTask(162, "ATCOPY", "P", 100, "0/8/8"),
            new VxTask(163, "PLXATT", "R", 0, "0/8/0"));
  }

  @Test
  void a_task_mentions_a_volume_by_its_whole_name() {
    VxTask task = new VxTask(1, "SNAPSYNC", "R", 0, "0/8/0 SNAPSYNC ldom1_data appdg");

    assertThat(task.mentions(new VolumeName("ldom1_data"))).isTrue();
    assertThat(task.mentions(new VolumeName("ldom1"))).isFalse();
  }

  @Test
  void there_may_be_no_tasks() {
    assertThat(parse(HEADING)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"201 SNAPSYNC 12.50% x", "SNAPSYNC/R 12.50% x", "201 SNAPSYNC/R x"})
  void refuses_a_row_it_does_not_know(String row) {
    assertThatThrownBy(() -> parse(HEADING + row)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parse("")).isInstanceOf(IllegalArgumentException.class);
  }
}
