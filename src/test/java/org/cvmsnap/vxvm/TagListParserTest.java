package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.cvmsnap.model.GroupName;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TagListParserTest {
  private static Map<VolumeName, Map<String, String>> parse(String output) {
    return new TagListParser().parse(new GroupName("appdg"), output);
  }

  @Test
  void reads_tags_with_and_without_values() {
    String vxvm60 =
        """
        TY NAME         DISKGROUP        TAG
        =========================================================
        v  ldom1_s1     appdg            cvmsnap.run=20240309T070500Z-ldom1-4f2a
        v  ldom1_s1     appdg            cvmsnap.pin
        v  ldom1_data   appdg            dbvol=table space = 1
        vt set1         appdg            site=
        """;

    assertThat(parse(vxvm60))
        .isEqualTo(
            Map.of(
                new VolumeName("ldom1_s1"),
                Map.of("cvmsnap.run", "20240309T070500Z-ldom1-4f2a", "cvmsnap.pin", ""),
                new VolumeName("ldom1_data"),
                Map.of("dbvol", "table space = 1"),
                new VolumeName("set1"),
                Map.of("site", "")));
  }

  @Test
  void a_group_may_have_no_tags() {
    assertThat(parse("TY NAME         DISKGROUP        TAG\n")).isEmpty();
    assertThat(parse("")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "v ldom1_s1 appdg\n",
        "v ldom1_s1 otherdg cvmsnap.pin\n",
        "pl ldom1_s1-01 appdg cvmsnap.pin\n",
        "v ldom1_s1 appdg two words=x\n",
        "VxVM vxassist ERROR V-5-1-0 something\n",
      })
  void refuses_a_row_it_does_not_know(String output) {
    assertThatThrownBy(() -> parse(output)).isInstanceOf(IllegalArgumentException.class);
  }
}
