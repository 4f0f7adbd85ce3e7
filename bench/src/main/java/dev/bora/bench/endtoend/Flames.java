// SPDX-License-Identifier: Apache-2.0
package dev.bora.bench.endtoend;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Flame graphs of CPU time, by async-profiler: an HTML file for each load and node, and the stacks
 * in its collapsed form beside it.
 *
 * @param folder where they are put; null: none are made
 */
record Flames(@Nullable Path folder) {
  private static final String LIBRARY = "linux-x64/libasyncProfiler.so";

  /** What is looked at. */
  interface Activity {
    void run() throws Exception;
  }

  /** Runs it, and looks at the nodes meanwhile. */
  void during(List<NodeProcess> nodes, Load load, Activity activity) throws Exception {
    Path to = folder;
    if (to == null) {
      activity.run();
      return;
    }
    Path library = library(Files.createDirectories(to));
    for (NodeProcess node : nodes) {
      // ctimer needs no right to perf events
      tell(library, node, "start,event=ctimer,interval=1ms");
    }
    activity.run();
    for (NodeProcess node : nodes) {
      String file = to.resolve("flame-%s-%s".formatted(load.name(), node.name())).toString();
      tell(library, node, "stop");
      tell(
          library,
          node,
          "dump,flamegraph,minwidth=0.3,title=%s: %s,file=%s.html"
              .formatted(node.name(), load.name(), file));
      tell(library, node, "dump,collapsed,file=%s.txt".formatted(file));
    }
  }

  private static void tell(Path library, NodeProcess node, String command) throws Exception {
    VirtualMachine machine = VirtualMachine.attach(Long.toString(node.process().pid()));
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
