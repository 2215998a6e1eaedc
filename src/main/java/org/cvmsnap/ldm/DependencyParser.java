package org.cvmsnap.ldm;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cvmsnap.model.Dependency;
import org.cvmsnap.model.GuestName;

/** Reads the dependencies in {@code ldm list-constraints -p}. */
final class DependencyParser {
  // DOMAIN|name=ldom1
  // CONTROL|failure-policy=ignore
  // DEPENDENCY|master=primary,ldom2
  // A DOMAIN line owns what follows it. Old versions print neither CONTROL nor DEPENDENCY.

  List<Dependency> parse(String output) {
    List<Dependency> dependencies = new ArrayList<>();
    for (LdmRecord record : LdmRecord.allOf(output)) {
      if (record.isA("DOMAIN")) {
        dependencies.add(
            new Dependency(new GuestName(record.pairs().need("name")), List.of(), "ignore"));
      } else if (record.isA("CONTROL") || record.isA("DEPENDENCY")) {
        if (dependencies.isEmpty()) {
          throw new IllegalArgumentException("whose is it: " + record.pairs().text());
        }
        dependencies.add(with(record, dependencies.remove(dependencies.size() - 1)));
      }
    }
    return List.copyOf(dependencies);
  }

  private static Dependency with(LdmRecord record, Dependency known) {
    Optional<String> policy = record.pairs().find("failure-policy");
    if (record.isA("CONTROL") && policy.isPresent()) {
      return new Dependency(known.domain(), known.masters(), policy.get());
    }
    Optional<String> masters = record.pairs().find("master");
    return record.isA("DEPENDENCY") && masters.isPresent()
        ? new Dependency(
            known.domain(),
            Stream.of(masters.get().split(",")).map(GuestName::new).toList(),
            known.failurePolicy())
        : known;
  }
}
