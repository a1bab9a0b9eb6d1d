package org.sallyport.forensics;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Numbers as this machine's PostgreSQL writes them: little end first. */
final class Octets {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private Octets() {}

    static long int64(byte[] octets, int at) {
        return (long) LONG.get(octets, at);
    }

    static int int32(byte[] octets, int at) {
        return (int) INT.get(octets, at);
    }

    static long uint32(byte[] octets, int at) {
        return Integer.toUnsignedLong(int32(octets, at));
    }

    static int uint16(byte[] octets, int at) {
        return Short.toUnsignedInt((short) SHORT.get(octets, at));
    }

    static int uint8(byte[] octets, int at) {
        return Byte.toUnsignedInt(octets[at]);
    }

    static int align8(int length) {
        return (length + 7) & ~7;
    }
}
