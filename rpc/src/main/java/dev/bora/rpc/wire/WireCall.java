// SPDX-License-Identifier: Apache-2.0
package dev.bora.rpc.wire;

import java.lang.reflect.Method;

/**
 * One call of the contract.
 *
 * @param name its name on the wire
 * @param method its method
 * @param context the codec of its first argument
 * @param args the codec of its second argument
 * @param result the codec of what it returns
 */
public record WireCall(
    String name, Method method, WireCodec context, WireCodec args, WireCodec result) {}
