package org.cvmsnap.ui;

import static org.cvmsnap.ui.JsonDocument.ordered;

import java.util.Map;
import org.cvmsnap.engine.RunResult;
import org.cvmsnap.model.GuestName;
import org.cvmsnap.run.Plan;
import org.cvmsnap.workflow.Recovery;
import org.cvmsnap.workflow.Service;
import org.jspecify.annotations.Nullable;

/** What the JSON documents tell of a run that was cut short and is recovered. */
final class RecoveryJson {
  private RecoveryJson() {}

  static Map<String, @Nullable Object> of(Recovery.Recovered each) {
    Plan plan = each.run().plan();
    RunResult result = each.result();
    return ordered(
        "run", plan.run().value(),
        "guest", plan.guest().map(GuestName::value).orElse(null),
        "about", plan.about(),
        "operation", plan.operation(),
        "service", service(each).word(),
        "seconds", each.away().map(Quantities::seconds).orElse(null),
        "snapshotsKept", result.made(),
        "owed", each.owed().stream().map(RunJson::debt).toList(),
        "writtenOff", each.losses().stream().map(RunJson::debt).toList(),
        "debts", result.debts().stream().map(RunJson::debt).toList(),
        "steps", result.steps().stream().map(RunJson::step).toList(),
        "doubts", result.doubts(),
        "left", result.undone());
  }

  /** Nobody knows of a guest that this node has no more. */
  private static Service service(Recovery.Recovered each) {
    return each.losses().isEmpty() ? Service.owed(down(each)) : Service.UNKNOWN;
  }

  /** Whether its guest is down, or was left so. */
  static boolean down(Recovery.Recovered each) {
    return each.result().guestDown() || each.leftDown();
  }
}
