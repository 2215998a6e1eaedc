package org.cvmsnap.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LocksTest {
  private static final Owner ONE = owner(1);
  private static final Owner OTHER = owner(2);

  @TempDir Path state;

  private static Owner owner(long pid) {
    return new Owner("sun-a", pid, Instant.parse("2026-03-01T02:00:00Z"), "cvmsnap take v");
  }

  private Locks locks() {
    return new Locks(state.resolve("a").resolve("locks"));
  }

  @Test
  void a_lock_is_had_by_one_until_it_is_given_up() throws IOException {
    Locks.Held held = locks().tryLock("guest-ldom1", ONE).orElseThrow();

    assertThat(locks().tryLock("guest-ldom1", OTHER)).isEmpty();

    held.close();
    assertThat(locks().tryLock("guest-ldom1", OTHER)).isPresent();
  }

  @Test
  void names_do_not_get_in_each_others_way() throws IOException {
    assertThat(locks().tryLock("guest-ldom1", ONE)).isPresent();

    assertThat(locks().tryLock("guest-ldom2", OTHER)).isPresent();
  }

  @Test
  void tells_who_last_took_it() throws IOException {
    assertThat(locks().lastHolder("guest-ldom1")).isEmpty();

    locks().tryLock("guest-ldom1", ONE).orElseThrow().close();
    Optional<Locks.Held> held = locks().tryLock("guest-ldom1", OTHER);

    assertThat(held).isPresent();
    assertThat(locks().lastHolder("guest-ldom1")).contains(OTHER);
  }

  @Test
  void tells_who_has_it_and_that_nobody_has() throws IOException {
    Owner own = owner(ProcessHandle.current().pid());
    assertThat(locks().holder("guest-ldom1")).isEmpty();

    Locks.Held held = locks().tryLock("guest-ldom1", own).orElseThrow();
    assertThat(locks().holder("guest-ldom1")).contains(own);

    held.close();
    assertThat(locks().holder("guest-ldom1")).isEmpty();
    assertThat(locks().lastHolder("guest-ldom1")).contains(own);
  }

  @Test
  void who_tries_in_vain_does_not_put_down_a_name() throws IOException {
    Optional<Locks.Held> held = locks().tryLock("guest-ldom1", ONE);
    assertThat(locks().tryLock("guest-ldom1", OTHER)).isEmpty();

    assertThat(held).isPresent();
    assertThat(locks().lastHolder("guest-ldom1")).contains(ONE);
  }

  @Test
  void a_file_that_says_nothing_of_use_names_nobody() throws IOException {
    locks().tryLock("guest-ldom1", ONE).orElseThrow().close();
    Path file = state.resolve("a/locks/guest-ldom1.lock");

    Files.writeString(file, "{\"host\":\"sun-a\"}");
    assertThat(locks().lastHolder("guest-ldom1")).isEmpty();

    Files.writeString(file, "{\"pid\":1,\"since\":\"yesterday\"}");
    assertThat(locks().lastHolder("guest-ldom1")).isEmpty();
  }

  @Test
  void is_for_its_owner_alone() throws IOException {
    locks().tryLock("guest-ldom1", ONE).orElseThrow().close();

    assertThat(mode(state.resolve("a"))).isEqualTo("rwx------");
    assertThat(mode(state.resolve("a/locks/guest-ldom1.lock"))).isEqualTo("rw-------");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void a_directory_that_cannot_be_made_is_an_error_and_not_a_lock() throws IOException {
    Files.writeString(state.resolve("a"), "a file");

    assertThatThrownBy(() -> locks().tryLock("guest-ldom1", ONE)).isInstanceOf(IOException.class);
  }
}
