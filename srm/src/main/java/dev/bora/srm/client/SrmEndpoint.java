// SPDX-License-Identifier: Apache-2.0
package dev.bora.srm.client;

import dev.bora.srm.client.GridHttpConfig.Transport;
import dev.bora.srm.surl.Surl;
import java.util.Locale;

/**
 * Where an SRM server answers.
 *
 * @param transport httpg, which every SRM server speaks, or https
 * @param host name or address, without brackets
 * @param port 1 to 65535
 * @param path of the service, such as {@code /srm/managerv2}
 */
public record SrmEndpoint(Transport transport, String host, int port, String path) {

  /** The port of a SURL that has none. */
  public static final int DEFAULT_PORT = 8444;

  /** The service's path, unless a SURL in its query form tells another. */
  public static final String DEFAULT_PATH = "/srm/managerv2";

  private static final String SITE_FILE_NAME = "?SFN=";

  /** The endpoint that serves a SURL, over httpg. */
  public static SrmEndpoint of(Surl surl) {
    String host = surl.host();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new SrmEndpoint(
        Transport.HTTPG, bare, surl.port().orElse(DEFAULT_PORT), servicePath(surl.text()));
  }

  private static String servicePath(String surl) {
    int query = surl.indexOf(SITE_FILE_NAME);
    if (query < 0) {
      return DEFAULT_PATH;
    }
    String path = surl.substring(surl.indexOf('/', "srm://".length()), query);
    return path.length() > 1 ? path : DEFAULT_PATH;
  }

  /** As a URL. */
  @Override
  public String toString() {
    return "%s://%s:%d%s"
        .formatted(
            transport.name().toLowerCase(Locale.ROOT),
            host.contains(":") ? "[" + host + "]" : host,
            port,
            path);
  }
}
