package org.sallyport.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The six digits that an authenticator shows (RFC 6238: HMAC-SHA-1, steps of 30 seconds). */
public final class Totp {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int STEP = 30;

    private Totp() {}

    /** @param secret in base32, without padding */
    public static String code(String secret, Instant at) {
        return code(decoded(secret), at);
    }

    /** @param secret as Keycloak's own form holds it: characters that are the octets */
    public static String codeOfText(String secret, Instant at) {
        return code(secret.getBytes(StandardCharsets.UTF_8), at);
    }

    private static String code(byte[] secret, Instant at) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] hash = mac.doFinal(
                    ByteBuffer.allocate(8).putLong(at.getEpochSecond() / STEP).array());
            int number = ByteBuffer.wrap(hash).getInt(hash[hash.length - 1] & 0x0F) & 0x7FFF_FFFF;
            return String.format(Locale.ROOT, "%06d", number % 1_000_000);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] decoded(String secret) {
        ByteBuffer octets = ByteBuffer.allocate(secret.length() * 5 / 8);
        int bits = 0;
        int held = 0;
        for (int at = 0; at < secret.length(); at++) {
            held = held << 5 | BASE32.indexOf(secret.charAt(at));
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                octets.put((byte) (held >>> bits));
                held &= (1 << bits) - 1;
            }
        }
        return octets.array();
    }
}
