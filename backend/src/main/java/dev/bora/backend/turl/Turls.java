// SPDX-License-Identifier: Apache-2.0
package dev.bora.backend.turl;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.bora.site.DoorNode;
import dev.bora.site.HostPort;
import dev.bora.site.Protocol;
import dev.bora.site.ProtocolEndpoints;
import dev.bora.site.Site;
import dev.bora.site.StorageArea;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Transfer URLs: the first protocol of the client's list that the storage area serves and of which
 * a server answers. A door that drains or is gone is not named.
 */
public final class Turls {
  private static final int SECRET_BYTES = 16;

  private final Site site;
  private final EndpointProbe probe;
  private final Function<Collection<DoorNode>, List<DoorNode>> open;
  private final SecureRandom random = new SecureRandom();

  /**
   * For this site.
   *
   * @param open which of some doors take new transfers
   */
  public Turls(
      Site site, EndpointProbe probe, Function<Collection<DoorNode>, List<DoorNode>> open) {
    this.site = site;
    this.probe = probe;
    this.open = open;
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

  /**
   * What a TURL is wanted for.
   *
   * @param area storage area
   * @param protocols in the client's order
   * @param fileId operation id, by which Bora's own door finds the row
   * @param path below the root of the area: a public one, or an upload's hidden one
   * @param name last part of the public path, for people
   */
  public record Wanted(
      StorageArea area, List<String> protocols, long fileId, String path, String name) {}

  /** A TURL; empty if no server of any protocol that both sides have answers. */
  public Optional<Turl> make(Wanted wanted) {
    Map<Protocol, ProtocolEndpoints> served = wanted.area().protocols();
    for (String asked : wanted.protocols()) {
      Optional<Turl> turl =
          protocol(asked).map(served::get).flatMap(endpoints -> make(wanted, endpoints));
      if (turl.isPresent()) {
        return turl;
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

  private Optional<Turl> make(Wanted wanted, ProtocolEndpoints served) {
    String physical = wanted.area().root() + "/" + wanted.path();
    if (served.protocol() == Protocol.FILE) {
      return Optional.of(new Turl("file://" + physical));
    }
    if (served.protocol() == Protocol.ROOT && physical.indexOf('?') >= 0) {
      // For xrootd clients the path ends there, and they know no way to write it otherwise.
      return Optional.empty();
    }
    return probe
        .next(servers(served))
        .map(endpoint -> new Turl(remote(wanted, served, endpoint, physical)));
  }

  private List<HostPort> servers(ProtocolEndpoints served) {
    return served.isServedByDoors()
        ? open.apply(site.nodes().doors().values()).stream().map(DoorNode::publicEndpoint).toList()
        : served.endpoints();
  }

  private String remote(
      Wanted wanted, ProtocolEndpoints served, HostPort endpoint, String physical) {
    String authority = served.protocol() + "://" + endpoint;
    return switch (served.protocol()) {
      case FILE -> throw new IllegalStateException("file has no server");
      case GSIFTP -> authority + served.pathPrefix() + encode(physical);
      case ROOT -> authority + rootPath(served.pathPrefix(), physical);
      case HTTPS, DAVS ->
          served.isServedByDoors()
              ? authority + doorPath(wanted)
              : authority + served.pathPrefix() + encode(sitePath(wanted));
    };
  }

  /**
   * xrootd clients take what follows {@code host:port/} as the path, letter by letter: an absolute
   * one has two slashes, which a prefix of one slash does not add to, and nothing is encoded,
   * because nothing would be decoded (XrdCl::URL).
   */
  private static String rootPath(String prefix, String physical) {
    return "/" + (prefix.equals("/") ? "" : prefix) + physical;
  }

  private static String sitePath(Wanted wanted) {
    String accessPoint = wanted.area().accessPoints().getFirst();
    return (accessPoint.equals("/") ? "" : accessPoint) + "/" + wanted.path();
  }

  /** The door finds the row by its id, and compares the secret with the row's TURL. */
  private String doorPath(Wanted wanted) {
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(secret);
    return "/"
        + wanted.fileId()
        + "/"
        + HexFormat.of().formatHex(secret)
        + "/"
        + encode(wanted.name());
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
