package org.cvmsnap.host;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TerminalSizeTest {
  @Test
  void understands_stty_on_linux_and_on_solaris() {
    assertThat(TerminalSize.columns("speed 38400 baud; rows 24; columns 132; line = 0;\n"))
        .hasValue(132);
    assertThat(
            TerminalSize.columns(
                "speed 9600 baud; \nrows = 34; columns = 80; ypixels = 0; xpixels = 0;\n"))
        .hasValue(80);
  }

  @Test
  void a_console_that_does_not_know_has_no_width() {
    assertThat(TerminalSize.columns("speed 9600 baud; rows 0; columns 0; line = 0;")).isEmpty();
    assertThat(TerminalSize.columns("")).isEmpty();
  }
}
