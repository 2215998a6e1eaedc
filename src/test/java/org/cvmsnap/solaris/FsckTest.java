package org.cvmsnap.solaris;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.cvmsnap.error.NotLearnedException;
import org.cvmsnap.host.CannedHost;
import org.cvmsnap.model.Cleanness;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FsckTest {
  private static final String DEVICE = "/dev/rdsk/c0d2s0";
  private static final String TYPE = "fstyp " + DEVICE;

  private final CannedHost host = new CannedHost();
  private final Fsck fsck = new Fsck(host);

  @Test
  void a_device_has_a_file_system_of_a_type_or_none() throws Exception {
    host.says(TYPE, "vxfs\n");
    assertThat(fsck.type(DEVICE)).contains("vxfs");

    host.fails(TYPE, 1, "Unknown_fstyp (no matches)\n");
    assertThat(fsck.type(DEVICE)).isEmpty();
  }

  @Test
  void what_is_no_type_and_a_failure_are_not_taken_for_none() {
    host.says(TYPE, "-o suid\n");
    assertThatThrownBy(() -> fsck.type(DEVICE))
        .hasMessageContaining("not the type of a file system");

    host.fails(TYPE, 1, "fstyp: cannot open\n");
    assertThatThrownBy(() -> fsck.type(DEVICE)).isInstanceOf(NotLearnedException.class);
  }

  @ParameterizedTest
  @CsvSource({"0, CLEAN", "32, DIRTY", "33, MOUNTED"})
  void a_file_system_says_how_it_is_by_the_exit_status(int exit, Cleanness said) throws Exception {
    host.fails("fsck -F vxfs -m " + DEVICE, exit, "");

    assertThat(fsck.cleanness("vxfs", DEVICE)).isEqualTo(said);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 31, 34, 39})
  void any_other_status_says_nothing_of_it(int exit) {
    host.fails("fsck -F vxfs -m " + DEVICE, exit, "");

    assertThatThrownBy(() -> fsck.cleanness("vxfs", DEVICE))
        .isInstanceOf(NotLearnedException.class);
  }

  @Test
  void all_of_a_structure_is_read_in_the_way_of_its_type() throws Exception {
    host.says("fsck -F vxfs -n -o full " + DEVICE, "").says("fsck -F ufs -n -o f " + DEVICE, "");

    assertThat(fsck.whole("vxfs", DEVICE)).isTrue();
    assertThat(fsck.whole("ufs", DEVICE)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(ints = {32, 36, 39})
  void a_structure_is_not_whole_where_the_check_says_so(int exit) throws Exception {
    host.fails("fsck -F ufs -n -o f " + DEVICE, exit, "");

    assertThat(fsck.whole("ufs", DEVICE)).isFalse();
  }

  @Test
  void a_check_that_could_not_look_does_not_call_it_damaged() {
    host.fails("fsck -F ufs -n -o f " + DEVICE, 37, "cannot open\n");

    assertThatThrownBy(() -> fsck.whole("ufs", DEVICE)).isInstanceOf(NotLearnedException.class);
  }
}
