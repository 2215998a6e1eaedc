package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cvmsnap.model.DiskGroup;
import org.cvmsnap.model.GroupName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GroupListParserTest {
  private static List<DiskGroup> parse(String output) {
    return new GroupListParser().parse(output);
  }

  @Test
  void reads_shared_private_and_disabled_groups() {
    String vxdg =
        """
        NAME         STATE                ID
        appdg        enabled,shared,cds   1700000000.10.hosta
        rootdg       enabled              1276076559.38.hosta.example.com
        olddg        disabled             1276076560.39.hosta
        """;

    assertThat(parse(vxdg))
        .containsExactly(
            new DiskGroup(new GroupName("appdg"), true, true, "1700000000.10.hosta"),
            new DiskGroup(new GroupName("rootdg"), true, false, "1276076559.38.hosta.example.com"),
            new DiskGroup(new GroupName("olddg"), false, false, "1276076560.39.hosta"));
  }

  @Test
  void reads_rows_without_heading_and_pushed_aside_by_long_names() {
    assertThat(parse("a_group_of_a_rather_long_name enabled,shared,cds 1700000000.10.hosta\n"))
        .extracting(DiskGroup::shared)
        .containsExactly(true);
  }

  @Test
  void there_may_be_no_groups() {
    assertThat(parse("NAME         STATE                ID\n")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "appdg enabled,shared\n",
        "appdg 1700000000.10.hosta enabled\n",
        "appdg enabled,,cds 1700000000.10.hosta\n",
        "Group:     appdg\ndgid:      1273503890.14.hosta\n",
        "VxVM vxdg ERROR V-5-1-684 IPC failure\n",
      })
  void refuses_a_row_it_does_not_know(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
