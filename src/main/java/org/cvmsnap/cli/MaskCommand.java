package org.cvmsnap.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cvmsnap.rehearsal.Mask;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code cvmsnap mask}. */
@Command(
    name = "mask",
    footer = {"", "Examples:", "  cvmsnap mask site.jsonl masked.jsonl"},
    description = {
      "Takes the names out of a recording (--record), for whoever is not to know them.",
      "",
      "Every word is replaced, the same one always by the same, unless it is one of the commands"
          + " themselves; numbers stay, but for addresses and identities. The words that were"
          + " replaced and those that were kept are printed: read these before the recording is"
          + " sent. It answers --host replay:FILE as before."
    })
final class MaskCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RECORDING", description = "The recording.")
  private Path recording = Path.of("");

  @Parameters(index = "1", paramLabel = "MASKED", description = "The new file to write.")
  private Path masked = Path.of("");

  @Override
  public Integer call() {
    Mask.Masked result = Mask.file(recording, masked);
    PrintWriter out = spec.commandLine().getOut();
    result.replaced().forEach((word, by) -> out.println("replaced: " + word + " by " + by));
    out.println("kept: " + String.join(" ", result.kept()));
    out.println("kept, and given as names: " + String.join(" ", result.keptNames()));
    out.println(
        result.obscure()
            + " lines of output have words of which is not known what they name; these are"
            + " replaced too");
    out.flush();
    return 0;
  }
}
