// SPDX-License-Identifier: Apache-2.0
package dev.bora.it.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.ContainerNetwork;
import com.github.dockerjava.api.model.ContainerNetwork.Ipam;
import com.github.dockerjava.api.model.Network;
import dev.bora.it.lab.LabShape.Layout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/** The lab's networks. Who makes them removes what an earlier lab has left. */
final class LabNetworks implements AutoCloseable {
  private static final Map<String, String> LABEL = Map.of("dev.bora.lab", "lab");
  private static final String NAME = "bora-lab";

  private final DockerClient docker;
  private final Layout layout;

  private LabNetworks(DockerClient docker, Layout layout) {
    this.docker = docker;
    this.layout = layout;
  }

  /** Makes them. */
  static LabNetworks make(Layout layout) {
    DockerClient docker = DockerClientFactory.lazyClient();
    removeContainers(docker);
    removeNetworks(docker);
    LabNetworks networks = new LabNetworks(docker, layout);
    new Addresses(layout).subnets().forEach(networks::make);
    return networks;
  }

  private void make(String subnet) {
    List<Network.Ipam.Config> config = new ArrayList<>();
    config.add(
        new Network.Ipam.Config()
            .withSubnet(subnet)
            .withGateway(subnet.replaceFirst("0/24$", "1")));
    if (layout == Layout.DUAL_STACK) {
      config.add(new Network.Ipam.Config().withSubnet(Addresses.SIX_PREFIX + "/64"));
    }
    String name = name(subnet);
    docker
        .createNetworkCmd()
        .withName(name)
        .withLabels(LABEL)
        .withEnableIpv6(layout == Layout.DUAL_STACK)
        .withIpam(new Network.Ipam().withConfig(config))
        // Nothing leaves this host; what directors bring from one to another keeps its source.
        .withOptions(
            Map.of(
                "com.docker.network.bridge.name",
                name,
                "com.docker.network.bridge.enable_ip_masquerade",
                "false"))
        .exec();
  }

  /** Of the network of an address or a subnet: bora-lab-200. */
  private static String name(String address) {
    return NAME + "-" + address.replaceFirst("^\\d+\\.\\d+\\.(\\d+)\\..*", "$1");
  }

  private static void removeContainers(DockerClient docker) {
    docker.listContainersCmd().withShowAll(true).withLabelFilter(LABEL).exec().stream()
        .forEach(one ->
            docker.removeContainerCmd(one.getId()).withForce(true).withRemoveVolumes(true).exec());
  }

  private static void removeNetworks(DockerClient docker) {
    docker.listNetworksCmd().withNameFilter(NAME).exec().stream()
        .filter(network -> network.getName().startsWith(NAME))
        .forEach(network -> docker.removeNetworkCmd(network.getId()).exec());
  }

  /** A container that is to be made gets its first address. */
  void join(CreateContainerCmd command, List<String> addresses) {
    Map<String, String> labels = new HashMap<>(LABEL);
    if (command.getLabels() != null) {
      labels.putAll(command.getLabels());
    }
    String first = addresses.getFirst();
    command.withLabels(labels).withIpv4Address(first);
    if (layout == Layout.DUAL_STACK) {
      command.withIpv6Address(Addresses.six(first));
    }
    var host = command.getHostConfig();
    if (host == null) {
      throw new IllegalStateException("a container without a host");
    }
    host.withNetworkMode(name(first));
  }

  /** One that was made gets the others. */
  void join(String container, List<String> addresses) {
    for (String address : addresses.subList(1, addresses.size())) {
      docker
          .connectToNetworkCmd()
          .withContainerId(container)
          .withNetworkId(name(address))
          .withContainerNetwork(
              new ContainerNetwork().withIpamConfig(new Ipam().withIpv4Address(address)))
          .exec();
    }
  }

  @Override
  public void close() {
    removeNetworks(docker);
  }
}
