package org.sallyport.house;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.sallyport.codename.Codename;
import org.sallyport.codename.CodenameRefused;
import org.sallyport.codename.WordList;
import org.sallyport.testkit.Canary;

/** The canaries of one walk: a random one for each {@link Mark}, of letters and digits, so that no encoding of addresses changes it. */
final class Marks {
    private static final int LENGTH = 20;
    private static final String LETTERS_AND_DIGITS = "abcdefghijkmnpqrstuvwxyz23456789";
    /** Of three digits each, so that no address is the beginning of another. */
    private static final int SMALLEST_PART = 100;

    private final SecureRandom random = new SecureRandom();
    private final Map<Mark, String> tokens = new EnumMap<>(Mark.class);
    private final List<Canary> found = new ArrayList<>();
    private final byte[] address = {127, part(), part(), part()};

    Marks() {
        String text = readable(address);
        // PostgreSQL's inet: the family, 32 bits, the address. And as IPv4 is written in IPv6.
        byte[] inet = {2, 32, address[0], address[1], address[2], address[3]};
        byte[] mapped = {-1, -1, address[0], address[1], address[2], address[3]};
        found.add(Canary.text(Mark.ADDRESS.toString(), text));
        found.add(Canary.octets(Mark.ADDRESS_OCTETS.toString(), inet, mapped));
    }

    private byte part() {
        return (byte) (SMALLEST_PART + random.nextInt(255 - SMALLEST_PART));
    }

    private static String readable(byte[] address) {
        List<String> parts = new ArrayList<>();
        for (byte part : address) {
            parts.add(String.valueOf(part & 0xFF));
        }
        return String.join(".", parts);
    }

    /** One of this machine's own, from which everything is sent. */
    InetAddress address() {
        try {
            return InetAddress.getByAddress(address);
        } catch (IOException wrongLength) {
            throw new UncheckedIOException(wrongLength);
        }
    }

    String of(Mark mark) {
        return tokens.computeIfAbsent(mark, absent -> {
            StringBuilder token = new StringBuilder();
            for (int at = 0; at < LENGTH; at++) {
                token.append(LETTERS_AND_DIGITS.charAt(random.nextInt(LETTERS_AND_DIGITS.length())));
            }
            found.add(Canary.text(mark.toString(), token.toString()));
            return token.toString();
        });
    }

    void keyIds(List<String> hexadecimal) {
        found.add(Canary.octets(
                Mark.OWN_KEY.toString(),
                hexadecimal.stream().map(HexFormat.of()::parseHex).toArray(byte[][]::new)));
    }

    /** The field, the words (three neighbours are enough), the octets behind them, and the token that they lead to. */
    void codename(byte[] field) {
        try (Codename codename = Codename.ofField(field)) {
            byte[] octets = HexFormat.of().parseHex(new String(field, US_ASCII));
            found.add(new Canary(
                    Mark.CODENAME.toString(),
                    neighbours(new String(codename.words(WordList.ENGLISH), US_ASCII)),
                    List.of(field, octets)));
            found.add(Canary.octets(Mark.TOKEN.toString(), codename.token()));
        } catch (CodenameRefused wrong) {
            throw new AssertionError(wrong);
        }
    }

    void wrongWords(String words) {
        found.add(new Canary(Mark.WRONG_WORDS.toString(), neighbours(words), List.of()));
    }

    private static List<byte[]> neighbours(String words) {
        List<String> each = List.of(words.split(" ", -1));
        List<byte[]> neighbours = new ArrayList<>();
        for (int at = 2; at < each.size(); at++) {
            neighbours.add(String.join(" ", each.subList(at - 2, at + 1)).getBytes(US_ASCII));
        }
        return neighbours;
    }

    List<Canary> canaries() {
        return List.copyOf(found);
    }
}
