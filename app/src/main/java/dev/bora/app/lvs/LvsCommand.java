// SPDX-License-Identifier: Apache-2.0
package dev.bora.app.lvs;

import static java.util.Objects.requireNonNull;

import dev.bora.app.failure.RefusedException;
import dev.bora.lvs.CertificateCheck;
import dev.bora.lvs.LvsCheck;
import dev.bora.lvs.Rendering;
import dev.bora.site.SecretFile;
import dev.bora.site.Site;
import dev.bora.site.SiteException;
import dev.bora.site.SiteFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.CertificateException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code bora lvs}: what the directors before a site are configured with. */
@Command(
    name = "lvs",
    description = "Writes and checks the configuration of LVS directors.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
public final class LvsCommand implements Runnable {
  @Spec private @Nullable CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(requireNonNull(spec).commandLine(), "a COMMAND is needed");
  }

  @Command(
      name = "check",
      description = "Prints everything that is wrong with the directors of a site.",
      mixinStandardHelpOptions = true)
  int check(
      @Option(names = "--site", required = true, paramLabel = "FILE") Path file,
      @Option(
              names = "--certificate",
              paramLabel = "PEM",
              description = "Of the frontends, instead of that in the site file.")
          @Nullable Path certificate)
      throws SiteException, IOException, CertificateException {
    Site site = SiteFile.load(file);
    List<String> problems = new ArrayList<>(LvsCheck.problems(site));
    Path pem = Objects.requireNonNullElse(certificate, site.security().hostCertificate());
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    try {
      CertificateCheck.problem(site, pem, Instant.now()).ifPresent(problems::add);
    } catch (IOException unreadable) {
      if (certificate != null) {
        throw unreadable;
      }
      // Frontends are elsewhere, as a rule.
      out.println(pem + " is not on this host: its names are not checked, see --certificate");
    }
    if (!problems.isEmpty()) {
      tell(file, problems);
      return 1;
    }
    out.println(file + ": no problems");
    out.flush();
    return 0;
  }

  @Command(
      name = "render",
      description = "Writes the files for each director and each real server.",
      mixinStandardHelpOptions = true)
  int render(
      @Option(names = "--site", required = true, paramLabel = "FILE") Path file,
      @Option(
              names = "--to",
              required = true,
              paramLabel = "DIR",
              description = "Folder in which each host has its own.")
          Path folder)
      throws SiteException, RefusedException, IOException {
    Site site = SiteFile.load(file);
    List<String> problems = LvsCheck.problems(site);
    if (!problems.isEmpty()) {
      tell(file, problems);
      return 1;
    }
    String password = password(site);
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    for (Map.Entry<String, String> rendered : Rendering.of(site, password).files().entrySet()) {
      Path path = folder.resolve(rendered.getKey());
      write(path, rendered.getValue());
      out.println(path);
    }
    out.flush();
    return 0;
  }

  private static String password(Site site) throws SiteException, RefusedException {
    Path file = site.lvs().vrrp().passwordFile();
    String password = file == null ? "" : SecretFile.read(file).reveal();
    // keepalived would cut it off, or take a part of it for something else, and tell only its log.
    if (!password.matches("[A-Za-z0-9._-]{0,8}")) {
      throw new RefusedException(
          file + ": a password of VRRP has at most 8 letters, digits, '.', '_' or '-'");
    }
    return password;
  }

  private void tell(Path file, List<String> problems) {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    int count = problems.size();
    err.println(file + ": " + (count == 1 ? "1 problem" : count + " problems"));
    problems.forEach(problem -> err.println(file + ": " + problem));
    err.flush();
  }

  /** For its owner alone: one of them may hold a password, and root runs the others. */
  private static void write(Path path, String text) throws IOException {
    Files.createDirectories(requireNonNull(path.getParent()));
    Files.deleteIfExists(path);
    String rights = Rendering.isScript(text) ? "rwxr-xr-x" : "rw-r-----";
    Files.createFile(
        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights)));
    Files.writeString(path, text);
  }
}
