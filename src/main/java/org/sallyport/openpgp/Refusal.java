package org.sallyport.openpgp;

/**
 * Why the gate refused what was sent. Nothing of a refused upload is kept; what follows the octets that gave the reason
 * is discarded unread. The door turns each constant into a page that says what to do.
 */
public enum Refusal {
    /** Nothing was sent, or white space only, or an armor with nothing in it. */
    EMPTY,
    /** Plain text, a picture, any file that is not OpenPGP. */
    NOT_OPENPGP,
    /** Text as UTF-16 (PowerShell's {@code >} writes it): write the file with the program's own --output instead. */
    UTF_16,
    /** A literal packet: an OpenPGP file, but anybody can read it. */
    NOT_ENCRYPTED,
    /** Signed, not encrypted. */
    SIGNED_ONLY,
    /** Readable text with a signature under it ({@code gpg --clear-sign}). */
    CLEAR_SIGNED,
    /** A signature alone, the signed file is somewhere else. */
    DETACHED_SIGNATURE,
    /** Compressed, not encrypted. */
    COMPRESSED_ONLY,
    /** Sealed with a password ({@code gpg -c}), which nobody here knows. */
    PASSWORD_ONLY,
    /** A public key where a message was expected. */
    PUBLIC_KEY,
    /** A secret key! It travelled to a server: whoever sent it should revoke it and make a new one. */
    SECRET_KEY,
    /** The old encrypted packet (tag 9): anybody on the way could have changed the text. */
    NO_INTEGRITY_PROTECTION,
    /** The packet of LibrePGP (tag 20, GnuPG 2.3 and later for some keys), which OpenPGP programs cannot open. */
    LIBREPGP,
    /** It ends too early: a packet, the packet sequence, or the armor without its END line. */
    TRUNCATED,
    /** Something of no known kind follows the message. */
    TRAILING_DATA,
    /** A public key beside the message, mostly the source's own: it would name them. */
    PUBLIC_KEY_BESIDE,
    /** A signature, or a signed text, beside the message: it names its signer. */
    SIGNATURE_BESIDE,
    /** Readable text, or a file that is not encrypted, behind the message. */
    NOT_ENCRYPTED_BESIDE,
    /** A second message follows the first: send them one by one. */
    TWO_MESSAGES,
    /** Armor whose checksum is wrong: damaged on the way. */
    DAMAGED,
    /** Armor with tags or character references of a web page in it. */
    HTML_IN_TEXT,
    /** Armor as it travels in mails: {@code =3D} for the equals sign. */
    QUOTED_PRINTABLE,
    /** Armor with zero-width spaces, soft hyphens or control characters between its letters. */
    INVISIBLE_CHARACTERS,
    /** Armor with a mark in front of its lines: a number, a bullet, a line, a name. */
    MARKED_LINES,
    /** Armor with other characters that do not belong there, or whose dashes became others. */
    ALTERED_TEXT,
    /** OpenPGP packets in an order, or with a length or content, that no program writes. */
    MALFORMED,
    /** More than 32 recipients. */
    TOO_MANY_SESSION_KEYS,
    /** A session-key packet of more than 4,096 octets. */
    SESSION_KEY_TOO_LARGE,
    /** A session-key packet whose length is partial or indeterminate. */
    SESSION_KEY_WITHOUT_LENGTH,
    /**
     * A session-key packet without the key's number ({@code gpg --throw-keyids}, {@code -R}): whether it is a reviewer's or the
     * source's own, nobody here can say.
     */
    HIDDEN_RECIPIENT,
    /** A version of the session-key packet or of the sealed packet that is in no standard. */
    UNKNOWN_VERSION,
    /** Session keys of one generation in front of a body of the other: it could never be opened. */
    MISMATCHED_VERSIONS,
    /** A cipher, AEAD mode or chunk size that this gate does not let in (RFC 9580, 5.13.2; AES, EAX/OCB/GCM, at most 4 MiB). */
    UNSUPPORTED_CIPHER,
    /** Sealed to nobody whom this desk has now: use the desk's current certificates. */
    NOT_FOR_THIS_DESK
}
