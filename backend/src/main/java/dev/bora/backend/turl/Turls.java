// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.backend.work.Task;
import dev.bora.filesystem.CreationSteps;
import dev.bora.filesystem.HiddenName;
import dev.bora.site.HostPort;
import dev.bora.site.Protocol;
import dev.bora.site.ProtocolEndpoints;
import dev.bora.site.Site;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Transfer URLs: the first protocol of the client's list that the storage area serves and of which a server answers.
 */
public final class Turls {
  private static final int SECRET_BYTES = 16;

  private final Site site;
  private final EndpointProbe probe;
  private final SecureRandom random = new SecureRandom();

  /** For this site. */
  public Turls(Site site, EndpointProbe probe) {
    this.site = site;
    this.probe = probe;
  }

  /** A transfer URL. */
  public record Turl(String text) {}

  /** All data servers that TURLs of the site may name. */
  public static Set<HostPort> endpoints(Site site) {
    Set<HostPort> all = new LinkedHashSet<>();
    site.storageAreas()
        .byName()
        .values()
        .forEach(area ->
            area.protocols().values().forEach(served -> all.addAll(site.endpoints(served))));
    return all;
  }

  /** Where an upload is written; empty if no server answers. */
  public Optional<Turl> forUpload(Task task, HiddenName entry) {
    return make(task, CreationSteps.uploadPath(entry));
  }

  /** Where a file is read; empty if no server answers. */
  public Optional<Turl> forFile(Task task) {
    return make(task, new String(task.path().bytes(), UTF_8));
  }

  private Optional<Turl> make(Task task, String path) {
    Map<Protocol, ProtocolEndpoints> served = task.area().config().protocols();
    for (String asked : task.request().protocolList()) {
      Optional<Protocol> protocol = protocol(asked).filter(served::containsKey);
      if (protocol.isPresent()) {
        Optional<Turl> turl = make(task, path, served.get(protocol.get()));
        if (turl.isPresent()) {
          return turl;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Protocol> protocol(String name) {
    for (Protocol protocol : Protocol.values()) {
      if (protocol.name().equalsIgnoreCase(name)) {
        return Optional.of(protocol);
      }
    }
    return Optional.empty();
  }

  private Optional<Turl> make(Task task, String path, ProtocolEndpoints served) {
    String physical = task.area().config().root() + "/" + path;
    if (served.protocol() == Protocol.FILE) {
      return Optional.of(new Turl("file://" + physical));
    }
    List<HostPort> endpoints = site.endpoints(served);
    return probe
        .next(endpoints)
        .map(endpoint -> new Turl(remote(task, served, endpoint, path, physical)));
  }

  private String remote(
      Task task, ProtocolEndpoints served, HostPort endpoint, String path, String physical) {
    String scheme = served.protocol().name().toLowerCase(Locale.ROOT);
    String authority = scheme + "://" + endpoint;
    return switch (served.protocol()) {
      case FILE -> throw new IllegalStateException("file has no server");
      case GSIFTP -> authority + served.pathPrefix() + encode(physical);
      // xrootd clients take what follows host:port/ as the path: absolute ones have two slashes.
      case ROOT -> authority + "/" + served.pathPrefix() + encode(physical);
      case HTTPS, DAVS ->
          served.isServedByDoors()
              ? authority + doorPath(task)
              : authority
                  + served.pathPrefix()
                  + encode(task.area().config().accessPoints().getFirst() + "/" + path);
    };
  }

  /** The door finds the row by its id, and compares the secret with the row's TURL; the name is for people. */
  private String doorPath(Task task) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    String name =
        task.path().isRoot() ? "" : new String(task.path().name().bytes(), UTF_8);
    return "/" + task.row().id() + "/" + HexFormat.of().formatHex(secret) + "/" + encode(name);
  }

  /** RFC 3986: all but unreserved characters and slashes. */
  static String encode(String path) {
    StringBuilder encoded = new StringBuilder();
    for (byte value : path.getBytes(UTF_8)) {
      char character = (char) (value & 0xFF);
      if (isUnreserved(character) || character == '/') {
        encoded.append(character);
      } else {
        encoded.append('%').append(HexFormat.of().withUpperCase().toHexDigits(value));
      }
    }
    return encoded.toString();
  }

  private static boolean isUnreserved(char character) {
    return (character >= 'a' && character <= 'z')
        || (character >= 'A' && character <= 'Z')
        || (character >= '0' && character <= '9')
        || "-._~".indexOf(character) >= 0;
  }
}
