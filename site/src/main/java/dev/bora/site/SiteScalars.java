// SPDX-License-Identifier: Apache-2.0
package dev.bora.site;

import dev.bora.site.binding.Scalar;
import dev.bora.site.binding.Scalars;

/** The types of values in the site file. */
final class SiteScalars {
  static final Scalars ALL =
      Scalars.standard()
          .with(
              new Scalar<>(ByteSize.class, ByteSize.PERMITTED, ByteSize::parse, ByteSize::toString))
          .with(
              new Scalar<>(HostPort.class, HostPort.PERMITTED, HostPort::parse, HostPort::toString))
          .with(
              new Scalar<>(
                  IpAddress.class, IpAddress.PERMITTED, IpAddress::parse, IpAddress::toString))
          .with(new Scalar<>(Subnet.class, Subnet.PERMITTED, Subnet::parse, Subnet::toString))
          .with(
              new Scalar<>(
                  Principal.class, Principal.PERMITTED, Principal::parse, Principal::text));

  private SiteScalars() {}
}
