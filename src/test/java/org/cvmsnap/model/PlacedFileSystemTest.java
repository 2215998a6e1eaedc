package org.cvmsnap.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class PlacedFileSystemTest {
  @Test
  void a_word_says_what_it_was_made_of() {
    List<PlacedFileSystem> placed =
        List.of(
            PlacedFileSystem.all("vxfs"),
            PlacedFileSystem.inLayer("zfs"),
            PlacedFileSystem.onSlice(0, "vxfs"),
            PlacedFileSystem.onSlice(3, "ufs"));

    assertThat(PlacedFileSystem.word(placed)).isEqualTo("all=vxfs,layer=zfs,s0=vxfs,s3=ufs");
    assertThat(PlacedFileSystem.parse(PlacedFileSystem.word(placed))).contains(placed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s0", "s0=", "s0=vxfs,", "x=vxfs", "s0=vx fs", "s123=vxfs"})
  void what_is_no_such_word_says_nothing(String word) {
    assertThat(PlacedFileSystem.parse(word)).isEmpty();
  }
}
