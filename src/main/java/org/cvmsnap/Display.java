package org.cvmsnap;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.cvmsnap.cli.Globals;
import org.cvmsnap.engine.EngineListener;
import org.cvmsnap.error.Contained;
import org.cvmsnap.host.Command;
import org.cvmsnap.host.CommandListener;
import org.cvmsnap.host.Hosts;
import org.cvmsnap.host.WrappedHosts;
import org.cvmsnap.ui.CommandLines;
import org.cvmsnap.ui.EscapingStream;
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
import org.cvmsnap.workflow.UnfinishedRun;
import org.jspecify.annotations.Nullable;

/** How the process talks to its operator: results, progress, questions and signals. */
final class Display implements AutoCloseable {
  private final Globals globals;
  private final ProcessContext process;
  private final ProcessContext.Console console;
  private final CommandLines commands;
  private final Supplier<String> here;
  private final Supplier<Optional<String>> there;
  private final Supplier<Session> session;
  private @Nullable TerminalProgress live;

  /**
   * @param here what people call the control domain
   * @param there the machine that is worked on, where it is known to be another one
   * @param session asked only for what is owed
   */
  Display(
      Globals globals,
      ProcessContext process,
      Supplier<String> here,
      Supplier<Optional<String>> there,
      Supplier<Session> session) {
    this.globals = globals;
    this.process = process;
    this.console = process.console();
    this.commands = new CommandLines(console.err());
    this.here = here;
    this.there = there;
    this.session = session;
  }

  /** Shows what these machines are asked: each command, or that one takes its time. */
  Hosts shown(Hosts hosts) {
    if (!globals.quiet() && console.err().screen().obeys()) {
      live = new TerminalProgress(console.err(), lines(), hosts.time()::elapsed);
    }
    return live == null && !globals.verbose()
        ? hosts
        : WrappedHosts.heard(hosts, here.get(), new Shown());
  }

  /** Shows how a run goes. */
  EngineListener progress() {
    return live == null ? lines() : live;
  }

  private Progress lines() {
    boolean steps = globals.verbose() || (console.screen() && !globals.quiet());
    return new Progress(console.err(), commands, steps);
  }

  Renderer renderer() {
    return globals.json()
        ? new JsonRenderer(painted(console.out()), people(), program(), this::service)
        : new TextRenderer(painted(console.out()), people(), globals.quiet(), program());
  }

  /** Where people are told what they have to know. */
  private EscapingStream people() {
    return painted(console.err());
  }

  private EscapingStream painted(EscapingStream stream) {
    return globals.color() ? stream : stream.uncoloured();
  }

  /** Prints a table for scripts, and tells people what they have to know. */
  int table(
      Table table,
      Function<Program, List<Map<String, @Nullable Object>>> rows,
      ToIntFunction<Renderer> told) {
    close();
    table.lines(rows.apply(program())).forEach(console.out()::println);
    return told.applyAsInt(new TextRenderer(EscapingStream.nowhere(), people(), true, program()));
  }

  /** What the journals here say, where there are any and they can be read. */
  Service service() {
    return Contained.thought(() -> Service.of(session.get()), unread -> Service.UNKNOWN);
  }

  private Program program() {
    return new Program(globals.where(process.environment()), there.get());
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

  /** Tells something below what the terminal shows of the key that was typed. */
  private void tell(String text) {
    console.err().println();
    console.err().println("cvmsnap: " + text);
  }

  /** Ends the progress that is shown. */
  @Override
  public void close() {
    commands.end();
    if (live != null) {
      live.close();
      live = null;
    }
  }

  /** Every command, as far as it is to be seen. */
  private final class Shown implements CommandListener {
    @Override
    public void asked(String machine, Command command) {
      if (globals.verbose() && command.mutates()) {
        commands.changes(machine, command.argv());
      } else if (globals.verbose()) {
        commands.reads(machine, command.argv());
      }
      if (live != null) {
        live.asked(machine);
      }
    }

    @Override
    public void answered(String machine, Command command, String problem) {
      if (globals.verbose() && !problem.isEmpty()) {
        commands.failed(machine, problem);
      }
      if (live != null) {
        live.answered(machine);
      }
    }
  }
}
