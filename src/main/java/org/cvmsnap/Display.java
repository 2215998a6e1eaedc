package org.cvmsnap;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.Contained;
import org.cvmsnap.ui.JsonRenderer;
import org.cvmsnap.ui.Program;
import org.cvmsnap.ui.Progress;
import org.cvmsnap.ui.Renderer;
import org.cvmsnap.ui.SignalText;
import org.cvmsnap.ui.Table;
import org.cvmsnap.ui.TerminalProgress;
import org.cvmsnap.ui.TextRenderer;
import org.cvmsnap.workflow.Confirmation;
import org.cvmsnap.workflow.Service;
import org.cvmsnap.workflow.Session;
import org.cvmsnap.workflow.Status;
import org.cvmsnap.workflow.UnfinishedRun;
import org.jspecify.annotations.Nullable;

/** How the process talks to its operator: results, progress, questions and signals. */
final class Display implements AutoCloseable {
  private final Globals globals;
  private final ProcessContext process;
  private final ProcessContext.Console console;
  private final Supplier<Session> session;
  private final Supplier<Optional<String>> there;
  private @Nullable TerminalProgress live;

  /**
   * @param session asked only where its time is shown
   * @param there the machine that is worked on, where it is known to be another one
   */
  Display(
      Globals globals,
      ProcessContext process,
      Supplier<Session> session,
      Supplier<Optional<String>> there) {
    this.globals = globals;
    this.process = process;
    this.console = process.console();
    this.session = session;
    this.there = there;
  }

  /** Shows how a run goes. */
  EngineListener progress() {
    if (!console.screen() || globals.quiet()) {
      return new Progress(console.err(), globals.verbose());
    }
    if (live == null) {
      Session known = session.get();
      live = new TerminalProgress(console.err(), () -> known.site().time().elapsed());
    }
    return live;
  }

  /** Renders results, once no progress is shown any more. */
  Renderer renderer() {
    close();
    return globals.json()
        ? new JsonRenderer(console.out(), console.err(), program(), this::service)
        : new TextRenderer(console.out(), console.err(), globals.quiet(), program());
  }

  /** Prints a table for scripts, and tells people what they have to know. */
  int table(
      Table table,
      Function<Program, List<Map<String, @Nullable Object>>> rows,
      ToIntFunction<Renderer> told) {
    close();
    PrintStream nowhere = new PrintStream(PrintStream.nullOutputStream(), false, UTF_8);
    table.lines(rows.apply(program())).forEach(console.out()::println);
    return told.applyAsInt(new TextRenderer(nowhere, console.err(), true, program()));
  }

  /** What the journals here say, where there are any and they can be read. */
  Service service() {
    return Contained.thought(() -> Status.of(session.get()).service(), unread -> Service.UNKNOWN);
  }

  private Program program() {
    return new Program(globals.where(), there.get());
  }

  Confirmation confirmation() {
    return globals.yes() ? Confirmation.GIVEN : new Prompt(console, process.interrupts());
  }

  void warn(String warning) {
    console.err().println("cvmsnap: warning: " + warning);
  }

  /** Tells what a first signal comes to. */
  void goingHome(String signal, List<UnfinishedRun> own) {
    tell(SignalText.first(signal, own));
  }

  /** Tells what a further signal comes to. */
  void stillGoingHome(String signal, List<UnfinishedRun> own) {
    tell(SignalText.again(signal, own));
  }

  /** Tells that the process does not stop. */
  void goingOn(String signal) {
    tell(signal + ": put off until the guest is back, as nobody else brings it home");
  }

  /** Tells something below the line on which a progress may be shown. */
  private void tell(String text) {
    console.err().println();
    console.err().println("cvmsnap: " + text);
  }

  /** Ends the progress that is shown. */
  @Override
  public void close() {
    if (live != null) {
      live.close();
      live = null;
    }
  }
}
