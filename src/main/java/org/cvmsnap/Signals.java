package org.cvmsnap;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.LoggerFactory;

/**
 * Hears SIGINT, SIGTERM and SIGHUP. Java has no public way to do so: a shutdown hook hears only the
 * first, and cannot choose the exit status. {@code sun.misc.Signal} is supported for that (JEP
 * 260), and called by reflection because naming it is a warning that cannot be switched off.
 */
final class Signals {
  private Signals() {}

  /**
   * Calls {@code heard} with the signal's name, on a thread of its own, each time one comes. Where
   * the process was started with a signal ignored, as under nohup, that one stays ignored.
   */
  static void listen(Consumer<String> heard) {
    try {
      Class<?> signal = Class.forName("sun.misc.Signal");
      Class<?> handler = Class.forName("sun.misc.SignalHandler");
      InvocationHandler tell =
          (proxy, method, args) -> {
            if (method.getName().equals("handle")) {
              heard.accept("SIG" + signal.getMethod("getName").invoke(args[0]));
            }
            return null;
          };
      Object listener =
          Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] {handler}, tell);
      for (String name : List.of("INT", "TERM", "HUP")) {
        Object one = signal.getConstructor(String.class).newInstance(name);
        signal.getMethod("handle", signal, handler).invoke(null, one, listener);
      }
    } catch (ReflectiveOperationException e) {
      // A signal then ends the process at once, and recover pays.
      LoggerFactory.getLogger(Signals.class).warn("signals cannot be listened to", e);
    }
  }
}
