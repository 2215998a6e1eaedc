package org.cvmsnap;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGINT, SIGTERM, SIGHUP, SIGTSTP and SIGWINCH. Java has no public way to do so: a shutdown
 * hook hears only the first, and cannot choose the exit status. {@code sun.misc.Signal} is
 * supported for that (JEP 260), and called by reflection because naming it is a warning that cannot
 * be switched off.
 */
final class Signals {
  private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

  private final Constructor<?> signal;
  private final Class<?> handler;
  private final Method handle;

  private Signals() throws ReflectiveOperationException {
    Class<?> type = Class.forName("sun.misc.Signal");
    handler = Class.forName("sun.misc.SignalHandler");
    signal = type.getConstructor(String.class);
    handle = type.getMethod("handle", type, handler);
  }

  /**
   * Tells {@code listener}, on a thread of its own, each time a signal comes. Where the process was
   * started with a signal ignored, as under nohup, that one stays ignored. A process that writes to
   * its terminal from the background is never stopped for that.
   */
  static void listen(ProcessContext.SignalListener listener) {
    try {
      Signals signals = new Signals();
      for (String name : ENDING) {
        signals.on(name, () -> listener.ends("SIG" + name));
      }
      signals.on("WINCH", listener::resized);
      signals.on("TSTP", () -> listener.stops("SIGTSTP"));
      signals.ignore("TTOU");
    } catch (ReflectiveOperationException e) {
      // A signal then ends or stops the process at once, and recover pays.
      LoggerFactory.getLogger(Signals.class).warn("signals cannot be listened to", e);
    }
  }

  private void on(String name, Runnable heard) throws ReflectiveOperationException {
    InvocationHandler tell =
        (proxy, method, args) -> {
          if (method.getName().equals("handle")) {
            heard.run();
          }
          return null;
        };
    Object before =
        handled(
            name,
            Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, tell));
    if (before.equals(ignoring())) {
      handled(name, before);
    }
  }

  private void ignore(String name) throws ReflectiveOperationException {
    handled(name, ignoring());
  }

  private Object ignoring() throws ReflectiveOperationException {
    return handler.getField("SIG_IGN").get(null);
  }

  private Object handled(String name, Object by) throws ReflectiveOperationException {
    return handle.invoke(null, signal.newInstance(name), by);
  }
}
