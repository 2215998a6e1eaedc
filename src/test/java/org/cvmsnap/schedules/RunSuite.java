package org.cvmsnap.schedules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Runs every schedule of the variants that are named, or of all and writes what came of them. */
public final class RunSuite {
  private RunSuite() {}

  /** The page to write, and variants; where there are none, all. */
  public static void main(String[] args) throws IOException, InterruptedException {
    List<Variant> variants = Arrays.stream(args).skip(1).map(Variant::named).toList();
    FaultTable table = new FaultTable();
    Suite suite = new Suite(Files.createTempDirectory("schedules"), 1);
    suite.run(variants.isEmpty() ? Variant.working() : variants, table::add);
    suite.violated().stream().map(Suite::described).sorted().forEach(System.out::println);
    suite.silent().forEach(each -> System.out.println("does not strike: " + each));
    System.out.println("schedules: " + suite.count() + ", violations: " + suite.violated().size());
    Files.writeString(Path.of(args[0]), table.page());
    System.exit(suite.violated().isEmpty() && suite.silent().isEmpty() ? 0 : 1);
  }
}
