package org.cvmsnap.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.Refusal;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.Table;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Guardian;
import org.cvmsnap.workflow.QualifyReport;
import org.cvmsnap.workflow.Session;
import org.jspecify.annotations.Nullable;

/** What a command works with, wired from the global options once these are known. */
public interface Setting {
  Session session();

  /**
   * The same for a command that the journals answer: where there are none is told.
   *
   * @throws org.cvmsnap.error.NoStateException where a state directory was named that is not there
   */
  Session recorded();

  /**
   * Why the journals of the session may not be all that there are, so that nobody is told that
   * nothing is owed: a state directory was named that is not there, or a configuration that may
   * name another one cannot be read.
   */
  List<Refusal> unseen();

  /** The same for a command that only looks, whoever could have written the state; keeps no log. */
  Session examining();

  /** Where the state is kept. */
  Path stateDirectory();

  /** What counts where the command line does not say it. */
  Configured configured();

  /** Tells people on stderr how a run goes. */
  EngineListener progress();

  /** How the operator is asked for what cannot be undone. */
  Confirmation confirmation();

  Renderer renderer();

  /** Whether results are wanted as JSON. */
  boolean json();

  /**
   * Prints a table in place of a result.
   *
   * @param told tells people what they have to know of the result
   * @return the exit status of the result
   */
  int table(
      Table table,
      Function<Program, List<Map<String, @Nullable Object>>> rows,
      ToIntFunction<Renderer> told);

  /** Tells, once, who works on real machines that nobody has tried whether they are as assumed. */
  void remindOfQualification();

  /** Remembers what has come of trying that. */
  void qualified(QualifyReport report);

  /** Starts guardians for runs of this process. */
  Guardian.Posted guardians();
}
