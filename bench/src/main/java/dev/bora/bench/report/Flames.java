// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.report;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Flame graphs of CPU time, by async-profiler: an HTML file for each load and process, and the
 * stacks in its collapsed form beside it.
 *
 * @param folder where they are put; null: none are made
 */
public record Flames(@Nullable Path folder) {
  private static final String LIBRARY = "linux-x64/libasyncProfiler.so";

  /** A process that is looked at. */
  public record Subject(String name, long pid) {}

  /** Runs something, and looks at processes meanwhile. */
  public <T> T during(List<Subject> subjects, String load, Callable<T> activity) throws Exception {
    Path to = folder;
    if (to == null) {
      return activity.call();
    }
    Path library = library(Files.createDirectories(to));
    for (Subject subject : subjects) {
      // ctimer needs no right to perf events
      tell(library, subject, "start,event=ctimer,interval=1ms");
    }
    T result = activity.call();
    for (Subject subject : subjects) {
      String file = to.resolve("flame-%s-%s".formatted(load, subject.name())).toString();
      tell(library, subject, "stop");
      tell(
          library,
          subject,
          "dump,flamegraph,minwidth=0.3,title=%s: %s,file=%s.html"
              .formatted(subject.name(), load, file));
      tell(library, subject, "dump,collapsed,file=%s.txt".formatted(file));
    }
    return result;
  }

  private static void tell(Path library, Subject subject, String command) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(subject.pid()));
    try {
      machine.loadAgentPath(library.toString(), command);
    } finally {
      machine.detach();
    }
  }

  private static Path library(Path folder) throws IOException {
    Path library = folder.resolve("libasyncProfiler.so");
    try (@Nullable InputStream inside =
        Flames.class.getClassLoader().getResourceAsStream(LIBRARY)) {
      if (inside == null) {
        throw new IOException("async-profiler has no " + LIBRARY);
      }
      Files.copy(inside, library, StandardCopyOption.REPLACE_EXISTING);
    }
    return library;
  }
}
