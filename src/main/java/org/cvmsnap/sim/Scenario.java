package org.cvmsnap.sim;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cvmsnap.error.UsageException;
import org.cvmsnap.sim.vxvm.Storage;
import org.tomlj.Toml;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;

/** Where a simulated cluster begins: a TOML file, or one that comes with the product. */
public final class Scenario {
  /** The name of the scenario that is used when none is asked for. */
  public static final String BUILT_IN = "builtin";

  /** The names of all that come with the product. */
  public static final String NAMES =
      "builtin, vcs, solaris10, zfs, layered, asm, standby, twogroups, hostnames";

  private static final int MOST_EMPTY = 200;

  private final TomlParseResult toml;
  private final String source;

  private Scenario(String text, String source) {
    this.source = source;
    requireWords(text, source);
    toml = Toml.parse(text);
    if (toml.hasErrors()) {
      TomlParseError error = toml.errors().get(0);
      throw new UsageException(
          source + ", line " + error.position().line() + ": " + error.getMessage(), "");
    }
  }

  /** The time that tomlj 2.2.0 takes grows with the cube of the length of a run of such lines. */
  private static void requireWords(String text, String source) {
    int empty = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      empty = line.isBlank() || line.strip().startsWith("#") ? empty + 1 : 0;
      if (empty > MOST_EMPTY) {
        throw new UsageException(
            "%s, line %d: more than %d lines in a row are blank or comments"
                .formatted(source, number, MOST_EMPTY),
            "");
      }
    }
  }

  /** Two nodes, two guests that run and one that does not. */
  public static Scenario builtIn() {
    return named(BUILT_IN);
  }

  /**
   * A scenario by what a person typed: the name of one that comes with the product, or a file.
   *
   * @throws UsageException when there is none, or it is not a legal one
   */
  public static Scenario named(String nameOrFile) {
    if (List.of(NAMES.split(", ", -1)).contains(nameOrFile)) {
      try (InputStream in = Scenario.class.getResourceAsStream(nameOrFile + ".toml")) {
        if (in != null) {
          return of(new String(in.readAllBytes(), StandardCharsets.UTF_8), nameOrFile);
        }
      } catch (IOException e) {
        throw new UsageException("scenario " + nameOrFile + ": " + e.getMessage(), "");
      }
    }
    try {
      return of(Files.readString(Path.of(nameOrFile)), nameOrFile);
    } catch (IOException e) {
      throw new UsageException(
          "there is no scenario '" + nameOrFile + "'", "name " + NAMES + ", or a TOML file");
    }
  }

  /** A scenario as text; {@code source} names it in messages. */
  public static Scenario of(String toml, String source) {
    return new Scenario(toml, source);
  }

  /** The cluster as the scenario describes it. */
  public SimCluster cluster() {
    return cluster(Storage.standard());
  }

  SimCluster cluster(Storage storage) {
    try {
      return SimCluster.of(toml, source, storage);
    } catch (IllegalArgumentException e) { // what the storage says of its tables
      throw new UsageException(source + ": " + e.getMessage(), "");
    }
  }
}
