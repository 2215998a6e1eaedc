package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SnapPrintParserTest {
  private static final String HEADINGS =
      """
      V  NAME         USETYPE      LENGTH
      SS SNAPOBJ      NAME         LENGTH   %DIRTY
      DP NAME         VOLUME       LENGTH   %DIRTY
      """;

  @Test
  void reads_which_snapshots_are_tied_to_a_source() {
    String output =
        HEADINGS
            + """

            v  ldom1_data   fsgen        20971520
            ss ldom1_s1_snp ldom1_s1     20971520 4
            dp ldom1_data-01 ldom1_data  20971520 4

            v  ldom1_s1     fsgen        20971520
            ss ldom1_data_snp ldom1_data 20971520 0
            """;

    assertThat(new SnapPrintParser().parse(output))
        .containsExactlyInAnyOrder(new VolumeName("ldom1_s1"), new VolumeName("ldom1_data"));
  }

  @Test
  void a_group_may_have_none() {
    assertThat(new SnapPrintParser().parse(HEADINGS)).isEmpty();
    assertThat(new SnapPrintParser().parse("v  ldom1_data   fsgen\n")).isEmpty();
    assertThat(new SnapPrintParser().parse("")).isEmpty();
  }

  @Test
  void refuses_a_row_it_does_not_know() {
    for (String row :
        new String[] {"ss lonely\n", "v data\n", "VxVM vxassist ERROR V-5-1-6431 no map\n"}) {
      assertThatThrownBy(() -> new SnapPrintParser().parse(row))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
