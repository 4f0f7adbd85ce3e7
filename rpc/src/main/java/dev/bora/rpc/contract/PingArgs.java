// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.contract;

/** Nothing is asked but whether somebody is there. */
public record PingArgs() {}
