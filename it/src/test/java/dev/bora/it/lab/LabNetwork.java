// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * The lab's network, on which this host is {@link #HOST}. Who makes it removes what an earlier lab
 * has left.
 */
final class LabNetwork implements AutoCloseable {
  static final String SUBNET = "172.30.200.0/24";

  /** This host: where clients come from. */
  static final String HOST = address(1);

  private static final Map<String, String> LABEL = Map.of("dev.bora.lab", "lab");
  private static final String NAME = "bora-lab";

  private final DockerClient docker;
  private final String id;

  private LabNetwork(DockerClient docker, String id) {
    this.docker = docker;
    this.id = id;
  }

  /** Makes it. */
  static LabNetwork make() {
    DockerClient docker = DockerClientFactory.lazyClient();
    removeLeftovers(docker);
    Ipam ipam =
        new Ipam().withConfig(List.of(new Ipam.Config().withSubnet(SUBNET).withGateway(HOST)));
    String id =
        docker
            .createNetworkCmd()
            .withName(NAME)
            .withLabels(LABEL)
            .withIpam(ipam)
            .withOptions(Map.of("com.docker.network.bridge.name", NAME))
            .exec()
            .getId();
    return new LabNetwork(docker, id);
  }

  private static void removeLeftovers(DockerClient docker) {
    docker.listContainersCmd().withShowAll(true).withLabelFilter(LABEL).exec().stream()
        .forEach(one ->
            docker.removeContainerCmd(one.getId()).withForce(true).withRemoveVolumes(true).exec());
    docker.listNetworksCmd().withNameFilter(NAME).exec().stream()
        .filter(network -> network.getName().equals(NAME))
        .forEach(network -> docker.removeNetworkCmd(network.getId()).exec());
  }

  /** An address of the network. */
  static String address(int host) {
    return SUBNET.replaceFirst("\\d+/\\d+$", Integer.toString(host));
  }

  /** A container gets an address here. */
  void join(CreateContainerCmd command, String address) {
    Map<String, String> labels = new HashMap<>(LABEL);
    if (command.getLabels() != null) {
      labels.putAll(command.getLabels());
    }
    command.withLabels(labels).withIpv4Address(address);
    var host = command.getHostConfig();
    if (host == null) {
      throw new IllegalStateException("a container without a host");
    }
    host.withNetworkMode(NAME);
  }

  @Override
  public void close() {
    docker.removeNetworkCmd(id).exec();
  }
}
