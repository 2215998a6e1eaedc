package org.cvmsnap.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself, which only groups its commands. */
@Command(
    name = "cvmsnap",
    description = "Snapshots of closed, shared VxVM volumes that back guest domains.",
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true,
    addMethodSubcommands = false, // each is a class of its own, so no method need be looked at
    versionProvider = CvmsnapCommand.Version.class,
    scope = picocli.CommandLine.ScopeType.INHERIT,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:internal error (a bug)",
      "2:usage or configuration",
      "3:refused before anything was touched",
      "4:another run holds the guest or the volume; nothing touched",
      "5:the operation failed; the guest is back as it was",
      "6:interrupted; the guest is back as it was",
      "7:done and the guest is back, but housekeeping failed",
      "100 and more:service down: the guest is NOT as it was; type cvmsnap recover"
    })
public final class CvmsnapCommand implements Runnable {
  @Mixin
  @SuppressWarnings("UnusedVariable") // filled in by picocli, read by whoever made it
  private final Globals globals;

  @Spec private CommandSpec spec;

  public CvmsnapCommand(Globals globals) {
    this.globals = globals;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which command?");
  }

  /** The version of this program: the jar's own. */
  public static final class Version implements IVersionProvider {
    /** The version, or {@code development} where the program runs from its classes. */
    public static String current() {
      String version = Version.class.getPackage().getImplementationVersion();
      return version == null ? "development" : version;
    }

    /** What a report of a problem has to name, a line each; picocli fills in the properties. */
    @Override
    public String[] getVersion() {
      return new String[] {
        "cvmsnap " + current() + " (commit " + commit() + ")",
        "Java ${java.version} (${java.vendor}, ${java.home})",
        "${os.name} ${os.version} ${os.arch}"
      };
    }

    /** The commit that the build has found, or {@code unknown}. */
    private static String commit() {
      Properties build = new Properties();
      try (InputStream in = Version.class.getResourceAsStream("build.properties")) {
        if (in != null) {
          build.load(in);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return build.getProperty("commit", "unknown");
    }
  }
}
