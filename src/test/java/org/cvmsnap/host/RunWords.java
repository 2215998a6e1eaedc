package org.cvmsnap.host;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Lets a program say a name that is not ASCII, and says what it has said. */
final class RunWords {
  private RunWords() {}

  public static void main(String[] args) throws InterruptedException {
    CommandResult result =
        new LocalHost(Map.of("PATH", "/usr/bin:/bin"))
            .run(Command.reads(Duration.ofSeconds(30), List.of("printf", "%s", "/donn\u00e9es")));
    if (!(result instanceof CommandResult.Finished finished)) {
      throw new IllegalStateException(result.toString());
    }
    byte[] said = ByteText.bytes(finished.out());
    System.out.write(said, 0, said.length);
    System.out.flush();
  }
}
