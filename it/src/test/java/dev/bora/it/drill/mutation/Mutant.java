// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.drill.mutation;

import dev.bora.it.harness.Checkout;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The classes of a source file of Bora's as they are with changes. */
public final class Mutant {
  private static final String SOURCES = "/src/main/java/";

  private Mutant() {}

  /**
   * Compiles them.
   *
   * @param original relative to the checkout
   * @param folder gets the changed source, and a folder of classes
   * @return the folder of classes
   * @throws IllegalStateException if the source is not any more what the edits are written for
   */
  public static Path compile(String original, List<Edit> edits, Path folder) throws IOException {
    String source = Files.readString(Checkout.file(original));
    for (Edit edit : edits) {
      source = edit.of(source);
    }
    int packages = original.indexOf(SOURCES) + SOURCES.length();
    Path file = folder.resolve("source").resolve(original.substring(packages));
    Files.createDirectories(file.getParent());
    Files.writeString(file, source);
    Path classes = Files.createDirectories(folder.resolve("classes"));
    compile(file, classes);
    return classes;
  }

  private static void compile(Path source, Path classes) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  output,
                  files,
                  null,
                  // As the build has it: parameters have their names, no processor runs.
                  List.of(
                      "-parameters",
                      "-proc:none",
                      "-nowarn",
                      "-cp",
                      classPath(),
                      "-d",
                      classes.toString()),
                  null,
                  files.getJavaFileObjects(source))
              .call();
      if (!compiled) {
        throw new IllegalStateException(output.toString());
      }
    }
  }

  private static String classPath() throws IOException {
    try (Stream<Path> archives = Files.list(Checkout.file("app/target/bora/lib"))) {
      return archives.map(Path::toString).collect(Collectors.joining(":"));
    }
  }
}
