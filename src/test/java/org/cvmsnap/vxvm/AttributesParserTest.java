package org.cvmsnap.vxvm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.cvmsnap.model.VolumeAttributes;
import org.cvmsnap.model.VolumeName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AttributesParserTest {
  private static final Optional<Boolean> ON = Optional.of(true);
  private static final Optional<Boolean> OFF = Optional.of(false);
  private static final Optional<Boolean> NOT_TOLD = Optional.empty();

  @Test
  void reads_attributes_that_are_on_off_or_not_told() {
    String output =
        """
        ldom1_data|on|on|off
        ldom1_boot|off|off|on
        ldom1_data_dcl|-||
        odd|%instant|1|yes
        """;

    assertThat(new AttributesParser().parse(output))
        .containsExactly(
            new VolumeAttributes(new VolumeName("ldom1_data"), ON, ON, OFF),
            new VolumeAttributes(new VolumeName("ldom1_boot"), OFF, OFF, ON),
            new VolumeAttributes(new VolumeName("ldom1_data_dcl"), NOT_TOLD, NOT_TOLD, NOT_TOLD),
            new VolumeAttributes(new VolumeName("odd"), NOT_TOLD, NOT_TOLD, NOT_TOLD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "ldom1_data|on|on\n", "ldom1_data on on off\n", "|on|on|off\n"})
  void refuses_rows_that_are_not_a_name_and_three_attributes(String output) {
    assertThatThrownBy(() -> new AttributesParser().parse(output))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void reads_the_marks_of_plexes() {
    assertThat(new FieldParser("not a plex").parse("a-01|-\na-02|cvmsnap\na-03|\na-04|my | mark\n"))
        .isEqualTo(Map.of("a-01", "", "a-02", "cvmsnap", "a-03", "", "a-04", "my | mark"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a-01\n", "|mark\n", "Disk group: appdg|x\n"})
  void refuses_rows_that_are_not_a_plex_and_its_mark(String output) {
    assertThatThrownBy(() -> new FieldParser("not a plex").parseSome(output, "no plexes"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
