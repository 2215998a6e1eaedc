package org.cvmsnap;

import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.journal.QualifiedMark;
import org.cvmsnap.workflow.QualifyReport;

/**
 * What is remembered of whether a site was tried. What cannot be written down keeps nothing from
 * being done.
 */
record SiteMemory(QualifiedMark mark, Consumer<String> warning) {
  private interface Writing {
    void write() throws IOException;
  }

  /** Tells, once, that it never was. */
  void remind(EngineListener listener, Instant now) {
    if (!mark.known()) {
      listener.warn(
          "whether this site is as cvmsnap assumes was never tried (cvmsnap qualify, on a guest that nobody needs); said once");
      write(() -> mark.told(now));
    }
  }

  /** Remembers what has come of it. */
  void keep(QualifyReport report) {
    Map<String, String> verdicts = new LinkedHashMap<>();
    report
        .judged()
        .forEach(each -> verdicts.put(each.assumption().id(), each.verdict().kind().word()));
    write(
        () ->
            mark.tried(
                report.at(), report.node(), report.guest().value(), report.version(), verdicts));
  }

  private void write(Writing writing) {
    try {
      writing.write();
    } catch (IOException e) {
      warning.accept("what was tried of this site cannot be remembered: " + e.getMessage());
    }
  }
}
