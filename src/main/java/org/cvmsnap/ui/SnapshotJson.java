package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonRenderer.ordered;

import java.util.Map;
import java.util.OptionalDouble;
import org.cvmsnap.model.SnapshotInfo;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of snapshots. */
final class SnapshotJson {
  private SnapshotJson() {}

  static Map<String, @Nullable Object> of(SnapshotInfo each) {
    return of(each, each.ours());
  }

  /**
   * The keys of one snapshot.
   *
   * @param ours null where it is not known
   */
  static Map<String, @Nullable Object> of(SnapshotInfo each, @Nullable Boolean ours) {
    return ordered(
        "name", each.id().name().value(),
        "group", each.id().group().value(),
        "source", each.source().map(Object::toString).orElse(null),
        "kind", each.kind(),
        "taken", each.taken().orElse(null),
        "bytes", each.sectors() * 512,
        "changedPercent", number(each.changed()),
        "synchronizedPercent", number(each.synchronizedPercent()),
        "guest", each.guest().orElse(null),
        "set", each.set().orElse(null),
        "proof", each.proof().word(),
        "ours", ours,
        "good", each.good(),
        "troubles", each.state());
  }

  private static @Nullable Double number(OptionalDouble value) {
    return value.isPresent() ? Double.valueOf(value.getAsDouble()) : null;
  }
}
