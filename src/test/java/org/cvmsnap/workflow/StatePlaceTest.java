package org.cvmsnap.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.cvmsnap.journal.StateDirectory;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the state must not be kept. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StatePlaceTest {
  private static final Path WHERE = Path.of("/var/opt/cvmsnap");
  private static final String DISK = "rpool/VARSHARE";

  @TempDir Path directory;

  private static String trouble(String fileSystem, long free, boolean writable) {
    return new StatePlace(new StateDirectory.Place(WHERE, fileSystem, free, writable))
        .trouble(List.of("datadg"))
        .map(refusal -> refusal.problem() + " " + refusal.next())
        .orElse("");
  }

  @Test
  void a_disk_of_its_own_with_room_will_do() {
    assertThat(trouble(DISK, StatePlace.ROOM, true)).isEmpty();
    assertThat(trouble("/dev/vx/dsk/rootdg/var", StatePlace.ROOM, true)).isEmpty();
  }

  @Test
  void too_little_room_and_what_cannot_be_written_will_not() {
    assertThat(trouble(DISK, StatePlace.ROOM - 1, true)).contains("only 63 MiB", "df -h");
    assertThat(trouble(DISK, StatePlace.ROOM, false))
        .contains("nothing can be written to " + WHERE);
  }

  @Test
  void a_run_is_refused_where_its_journal_cannot_begin_and_not_for_little_room() {
    assertThat(refusal(StatePlace.FIRST_LINE, true)).isEmpty();
    assertThat(refusal(StatePlace.FIRST_LINE - 1, true)).contains("there is no room on " + DISK);
    assertThat(refusal(StatePlace.ROOM, false)).contains("nothing can be written to " + WHERE);
    assertThat(trouble(DISK, 0, true)).isEqualTo(refusal(0, true));
  }

  private static String refusal(long free, boolean writable) {
    return new StatePlace(new StateDirectory.Place(WHERE, DISK, free, writable))
        .refusal()
        .map(refusal -> refusal.problem() + " " + refusal.next())
        .orElse("");
  }

  @Test
  void nor_will_a_volume_that_could_be_snapshotted_or_restored() {
    assertThat(trouble("/dev/vx/dsk/datadg/state", StatePlace.ROOM, true))
        .contains("a volume of a shared disk group, datadg/state", "--state-dir");
  }

  @Test
  void one_that_is_not_there_yet_is_looked_at_where_it_would_be_made() throws Exception {
    StateDirectory.Place place = new StateDirectory(directory.resolve("a").resolve("b")).place();

    assertThat(place.writable()).isTrue();
    assertThat(place.free()).isPositive();
    assertThat(directory).isEmptyDirectory();
  }
}
