// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Matching;
import dev.bora.site.binding.Printer;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The configuration of a site, with every default and every derived value in its place.
 *
 * @param name of the site, for people
 * @param srm the service as clients see it
 * @param nodes its processes
 * @param rpc calls from frontends to backends
 * @param lvs the directors before them, if Bora is to write their configuration
 * @param database what all nodes share
 * @param security credentials, trust, administrators
 * @param transfer how files are read and written
 * @param storageAreas the name space
 * @param lifetimes of requests, pins and files
 * @param limits of a frontend
 * @param admission of the whole site
 * @param queue from frontends to backends
 * @param heartbeat of the backends
 * @param draining of every node
 * @param logs of every node
 */
public record Site(
    @Matching(pattern = Patterns.WORD, permitted = Patterns.WORD_PERMITTED) String name,
    Srm srm,
    Nodes nodes,
    Rpc rpc,
    Lvs lvs,
    Database database,
    Security security,
    Transfer transfer,
    StorageAreas storageAreas,
    Lifetimes lifetimes,
    Limits limits,
    Admission admission,
    Queue queue,
    Heartbeat heartbeat,
    Draining draining,
    Logs logs)
    implements Section {

  /** Puts in what one section takes from another. */
  public Site {
    HostPort firstBackend = nodes.backends().values().iterator().next().endpoint();
    int xmlRpcPort = rpc.backendAddress() == null ? firstBackend.port() : rpc.target().port();
    lvs = lvs.completed(srm.port(), xmlRpcPort, nodes);
    Optional<HostPort> virtual = lvs.endpoint(Service.BACKENDS);
    if (rpc.backendAddress() == null && virtual.isPresent()) {
      rpc = rpc.withBackendAddress(virtual.get());
    } else if (rpc.backendAddress() == null && nodes.backends().size() == 1) {
      rpc = rpc.withBackendAddress(firstBackend);
    }
    if (transfer.protocols().isEmpty() && !nodes.doors().isEmpty()) {
      transfer = transfer.withProtocols(byDoors());
    }
    storageAreas = storageAreas.withProtocols(transfer.protocols());
  }

  private static Map<Protocol, ProtocolEndpoints> byDoors() {
    Map<Protocol, ProtocolEndpoints> protocols = new EnumMap<>(Protocol.class);
    for (Protocol protocol : Protocol.values()) {
      if (protocol.isServedByDoors()) {
        protocols.put(protocol, new ProtocolEndpoints(protocol, List.of(), ""));
      }
    }
    return Collections.unmodifiableMap(protocols);
  }

  /**
   * The node of a name.
   *
   * @throws SiteException listing the nodes that there are, if there is none of that name
   */
  public Node node(String nodeName) throws SiteException {
    Optional<Node> found =
        nodes.all().stream().filter(node -> node.name().equals(nodeName)).findFirst();
    return found.orElseThrow(() -> new SiteException("no node is named " + quoted(nodeName)));
  }

  private String quoted(String nodeName) {
    return nodes.all().stream()
        .map(node -> node.name() + " (" + node.role() + ")")
        .collect(Collectors.joining(", ", "'" + nodeName + "'; site " + name + " has: ", ""));
  }

  /** Where frontends call backends. */
  public HostPort backendAddress() {
    return rpc.target();
  }

  /** The servers of a protocol: those of the file, or the doors; none for {@code file}. */
  public List<HostPort> endpoints(ProtocolEndpoints protocol) {
    return protocol.isServedByDoors()
        ? nodes.doors().values().stream().map(DoorNode::publicEndpoint).toList()
        : protocol.endpoints();
  }

  /**
   * Whether a SURL with this host and port is one of this site: the public endpoint, an accepted
   * one, or that of a frontend.
   *
   * @param host as in the SURL; case does not matter, nor do the brackets of IPv6
   * @param port empty if the SURL has none: then the host decides alone
   */
  public boolean isOurs(String host, OptionalInt port) {
    String bare =
        host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    return Stream.of(
            Stream.of(srm.endpoint()),
            srm.accepted().stream(),
            nodes.frontends().values().stream().map(Node::endpoint))
        .flatMap(endpoints -> endpoints)
        .anyMatch(endpoint ->
            endpoint.host().equalsIgnoreCase(bare)
                && (port.isEmpty() || port.getAsInt() == endpoint.port()));
  }

  /**
   * The configuration as a site file with every value spelled out; of secrets, only the paths of
   * their files. Reading it gives an equal site.
   */
  public String canonicalText() {
    return new Printer(SiteScalars.ALL).print(this);
  }

  /**
   * SHA-256 of {@link #canonicalText} and of the release level, in hexadecimal: the same on all
   * nodes of a site, but for the time in which a change or a release is rolled in.
   */
  public String digest() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      String text = "# release-level " + Essentials.RELEASE_LEVEL + "\n" + canonicalText();
      byte[] digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public void check(SectionCheck check) {
    if (rpc.backendAddress() == null) {
      check.miss(
          "rpc.backend-address",
          "host:port, the virtual address of the backends or a name with an address of each, as there are "
              + nodes.backends().size());
    }
    checkLimits(check);
    checkAdmission(check, "put", admission.put());
    checkAdmission(check, "get", admission.get());
    for (StorageArea area : storageAreas.byName().values()) {
      String key = "storage-areas." + area.name() + ".protocols";
      if (area.protocols().isEmpty()) {
        check.miss(key, "one protocol at least, here or in transfer.protocols; or a door");
      }
      area.protocols().values().stream()
          .filter(ProtocolEndpoints::isServedByDoors)
          .filter(_ -> nodes.doors().isEmpty())
          .forEach(served ->
              check.miss(
                  key + "." + served.protocol() + ".endpoints",
                  "a list of host:port, as the site has no doors"));
    }
  }

  /** Or the longest call that is permitted would be refused for ever. */
  private void checkLimits(SectionCheck check) {
    if (limits.soapMemory().compareTo(limits.soapBodySize()) < 0) {
      check.refuse(
          "limits.soap-memory",
          limits.soapMemory().toString(),
          "at least limits.soap-body-size, which is " + limits.soapBodySize());
    }
  }

  /** Or a request of that size would be refused for ever. */
  private void checkAdmission(SectionCheck check, String kind, FileLimits most) {
    int files = limits.surlsPerRequest();
    String permitted = "at least limits.surls-per-request, which is " + files;
    if (most.maxRequests() < files) {
      check.refuse(
          "admission." + kind + ".max-requests", String.valueOf(most.maxRequests()), permitted);
    }
    if (most.maxRequestsPerUser() < files) {
      check.refuse(
          "admission." + kind + ".max-requests-per-user",
          String.valueOf(most.maxRequestsPerUser()),
          permitted);
    }
  }
}
