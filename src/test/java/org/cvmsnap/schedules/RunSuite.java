package org.cvmsnap.schedules;

import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;

public final class RunSuite {
  public static void main(String[] args) throws Exception {
    long start = System.nanoTime();
    Suite suite = new Suite(Files.createTempDirectory("suite"));
    List<Variant> variants =
        args.length == 0 ? List.of(Variant.values()) : Arrays.stream(args).map(Variant::named).toList();
    suite.run(variants, each -> {});
    suite.violated().stream().map(Suite::told).sorted().forEach(System.out::println);
    suite.silent().forEach(each -> System.out.println("silent " + each));
    System.out.printf("schedules: %d, violations: %d, %.1f s%n", suite.count(), suite.violated().size(), (System.nanoTime() - start) / 1e9);
    System.exit(0);
  }
}
