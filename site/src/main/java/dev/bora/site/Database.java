// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Between;
import dev.bora.site.binding.Default;
import dev.bora.site.binding.Defunct;
import dev.bora.site.binding.Derived;
import dev.bora.site.binding.Matching;
import dev.bora.site.binding.Section;
import dev.bora.site.binding.SectionCheck;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The database that all nodes share.
 *
 * @param hosts where it is; those after the first are tried, in order, when the first is lost
 * @param schema the name of the database
 * @param url a JDBC URL in place of hosts and schema, for what they cannot say
 * @param user the account
 * @param passwordFile a secret file with its password
 * @param poolSize the most connections that one node opens for its work
 * @param poolIdle the connections that a node keeps open when it is idle
 * @param connectTimeout the longest wait for a new connection
 * @param poolTimeout the longest wait for a connection from the pool
 * @param idleTransaction after which a connection is ended that is silent within a transaction
 * @param maxAge when a connection is replaced; below the server's wait_timeout
 */
@Defunct(key = "password", instead = "password-file, the path of a file of mode 0600")
@Defunct(key = "host", instead = "hosts, a list of host:port")
@Defunct(key = "name", instead = "schema")
public record Database(
    @Derived("mandatory without url") List<HostPort> hosts,
    @Derived("bora, or what url says")
        @Matching(pattern = Patterns.WORD, permitted = Patterns.WORD_PERMITTED)
        String schema,
    @Nullable
        @Matching(
            pattern =
                "jdbc:mysql:(replication:|loadbalance:)?//[^/]+/[A-Za-z0-9_.-]+(\\?[^\\p{Cntrl} ]*)?",
            permitted = "jdbc:mysql://host:port/schema?parameters")
        String url,
    @Default("bora") String user,
    Path passwordFile,
    @Default("16") @Between(min = "2", max = "1000") int poolSize,
    @Default("2") @Between(min = "0", max = "1000") int poolIdle,
    @Default("2s") @Between(min = "100ms", max = "1m") Duration connectTimeout,
    @Default("2s") @Between(min = "250ms", max = "1m") Duration poolTimeout,
    @Derived("heartbeat.self-stop") @Nullable @Between(min = "1s", max = "1d")
        Duration idleTransaction,
    @Default("10m") @Between(min = "30s", max = "1d") Duration maxAge)
    implements Section {

  private static final Pattern SCHEMA_IN_URL = Pattern.compile("//[^/]*/([^?]*)");

  /** Without it, Connector/J makes every connection to a host other than the first read-only. */
  private static final String WRITABLE = "failOverReadOnly=false";

  /** The database's name is in the URL, if there is one. */
  public Database {
    if (schema.isEmpty()) {
      schema = url == null ? "bora" : schemaIn(url);
    }
  }

  private static String schemaIn(String url) {
    Matcher matcher = SCHEMA_IN_URL.matcher(url);
    return matcher.find() ? matcher.group(1) : "";
  }

  /** The URL for MySQL Connector/J; no user and no password in it. */
  public String jdbcUrl() {
    if (url != null) {
      return url;
    }
    String list = hosts.stream().map(HostPort::toString).collect(Collectors.joining(","));
    return "jdbc:mysql://" + list + "/" + schema + (hosts.size() > 1 ? "?" + WRITABLE : "");
  }

  @Override
  public void check(SectionCheck check) {
    if (url == null && hosts.isEmpty()) {
      check.miss("hosts", "a list of host:port with one entry at least, or url instead");
    }
    if (url != null) {
      if (!hosts.isEmpty()) {
        check.refuse("hosts", "a list of " + hosts.size(), "either hosts or url, not both");
      }
      if (!schema.equals(schemaIn(url))) {
        check.refuse("schema", schema, "what url says, '" + schemaIn(url) + "'");
      }
      String lower = url.toLowerCase(Locale.ROOT);
      if (lower.matches(".*[?&](user|password)=.*|jdbc:mysql:[a-z:]*//[^?]*@.*")) {
        check.refuse("url", url, "a URL without user and password: see user and password-file");
      }
      if (lower.matches("jdbc:mysql:(loadbalance|replication):.*")) {
        check.refuse(
            "url",
            url,
            "one of a failover, jdbc:mysql://: all nodes work on one host at a time, as locks of rows"
                + " on one are not known to another");
      } else if (hasSeveralHosts(url) && !staysWritable(url)) {
        check.refuse(
            "url",
            url,
            "a URL of one host, or "
                + WRITABLE
                + " among its parameters: without it, connections to all hosts but the first are"
                + " read-only");
      }
    }
    if (poolIdle > poolSize) {
      check.refuse("pool-idle", poolIdle, "at most pool-size, which is " + poolSize);
    }
  }

  private static boolean hasSeveralHosts(String url) {
    int from = url.indexOf("//") + 2;
    // What Connector/J takes in parentheses is about one host.
    return url.substring(from, url.indexOf('/', from)).replaceAll("\\([^)]*\\)", "").contains(",");
  }

  /** The driver knows the parameter by this spelling only, and the last one counts. */
  private static boolean staysWritable(String url) {
    return Arrays.stream(url.substring(url.indexOf('?') + 1).split("&", -1))
        .filter(parameter -> parameter.startsWith("failOverReadOnly="))
        .reduce((_, last) -> last)
        .filter(WRITABLE::equals)
        .isPresent();
  }
}
