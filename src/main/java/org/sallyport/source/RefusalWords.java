package org.sallyport.source;

import org.sallyport.openpgp.Refusal;

/**
 * What a source is told when the gate refuses a message.
 *
 * @param what what was wrong
 * @param next what to do now
 */
record RefusalWords(String what, String next) {
    private static final String ENCRYPT =
            "Encrypt it to the desk's certificates as the desk's page shows, and send the result.";
    private static final String AGAIN =
            "Send the whole file again, or copy the whole text again, from its first line to its last.";
    private static final String ONLY_THE_MESSAGE =
            "Send only the file that your program wrote, or the lines from “BEGIN PGP MESSAGE” to “END PGP MESSAGE”.";
    private static final String THE_FILE =
            "Do not copy the text again: choose the encrypted file itself and send that. If there is none, let your program"
                    + " write one with --output.";
    private static final String OTHER_PROGRAM = "Encrypt it again with the exact command on the desk's page.";

    static RefusalWords of(Refusal reason) {
        return switch (reason) {
            case EMPTY ->
                new RefusalWords(
                        "Nothing was in the form or the file.", "Paste the encrypted text, or choose the file.");
            case NOT_OPENPGP -> new RefusalWords("This is not an encrypted message.", ENCRYPT);
            case UTF_16 ->
                new RefusalWords(
                        "This text was saved in a form (UTF-16) that damages encrypted messages. PowerShell's “>” does that.",
                        "Let the program write the file itself, with --output, and send that file.");
            case NOT_ENCRYPTED -> new RefusalWords("This message is not encrypted: anybody could read it.", ENCRYPT);
            case SIGNED_ONLY ->
                new RefusalWords(
                        "This message is signed, but not encrypted: anybody could read it, and the signature names its signer.",
                        ENCRYPT + " Leave the signature out.");
            case CLEAR_SIGNED ->
                new RefusalWords(
                        "This is readable text with a signature: it is not encrypted, and the signature names its signer.",
                        ENCRYPT + " Leave the signature out.");
            case DETACHED_SIGNATURE ->
                new RefusalWords(
                        "This is only a signature, without a message, and it names its signer.",
                        ENCRYPT + " Leave the signature out.");
            case COMPRESSED_ONLY ->
                new RefusalWords(
                        "This message is packed, but not encrypted: anybody could read it. If it is signed, as with gpg --sign, the"
                                + " signature names its signer.",
                        ENCRYPT + " Leave a signature out.");
            case PASSWORD_ONLY ->
                new RefusalWords(
                        "This message is locked with a password, which the reviewers do not have.",
                        "Encrypt it to the desk's certificates instead, as the desk's page shows. Do not send the password.");
            case PUBLIC_KEY ->
                new RefusalWords(
                        "This is a public key, not a message, or it begins with one. A key names its owner.",
                        ENCRYPT + " If the desk needs your key for an answer, put it inside the encrypted message.");
            case SECRET_KEY ->
                new RefusalWords(
                        "This is a SECRET key. It must never leave your device. It was not stored here, but it has travelled.",
                        "Treat this key as lost: stop using it, revoke it if you can, and make a new one."
                                + " To send a message, encrypt it to the desk's certificates as the desk's page shows.");
            case NO_INTEGRITY_PROTECTION ->
                new RefusalWords(
                        "This message is encrypted in an old way that does not show whether somebody changed it.",
                        "Use a newer version of your program. " + OTHER_PROGRAM);
            case LIBREPGP ->
                new RefusalWords(
                        "This message is in a form (LibrePGP) that many of the reviewers' programs cannot open.",
                        "With GnuPG 2.3 or later, add --rfc4880 to the command on the desk's page, and send the result.");
            case TRUNCATED -> new RefusalWords("The end of the message is missing.", AGAIN);
            case TRAILING_DATA ->
                new RefusalWords(
                        "Something follows after the end of the encrypted message, and it is no part of it.",
                        "Take away what follows. " + ONLY_THE_MESSAGE);
            case PUBLIC_KEY_BESIDE ->
                new RefusalWords(
                        "A public key stands before or after the encrypted message. It is readable, and names its owner.",
                        "Take the key away. " + ONLY_THE_MESSAGE
                                + " If the desk needs your key for an answer, put it inside before you encrypt.");
            case SIGNATURE_BESIDE ->
                new RefusalWords(
                        "A signature stands before or after the encrypted message. It is readable, and names its signer.",
                        "Take the signature away. " + ONLY_THE_MESSAGE);
            case NOT_ENCRYPTED_BESIDE ->
                new RefusalWords(
                        "Readable text, or something else that is not encrypted, follows after the end of the encrypted message.",
                        "Take away what follows. " + ONLY_THE_MESSAGE + " What belongs to the report must be inside.");
            case TWO_MESSAGES -> new RefusalWords("This holds more than one message.", "Send each message on its own.");
            case DAMAGED -> new RefusalWords("The message was damaged on the way: its checksum does not match.", AGAIN);
            case HTML_IN_TEXT ->
                new RefusalWords(
                        "The text has marks of a web page in it, such as <br> or &amp;: it was copied from a page's source, or saved"
                                + " as a page.",
                        THE_FILE);
            case QUOTED_PRINTABLE ->
                new RefusalWords(
                        "The text is written as mails travel (“quoted-printable”): it has =3D where an equals sign was.",
                        THE_FILE);
            case INVISIBLE_CHARACTERS ->
                new RefusalWords(
                        "The text has invisible characters in it, such as zero-width spaces, which some programs add.",
                        THE_FILE);
            case MARKED_LINES ->
                new RefusalWords(
                        "Lines of the text begin with a mark that does not belong to it: a number, a sign, a name or a time.",
                        THE_FILE);
            case ALTERED_TEXT ->
                new RefusalWords(
                        "The text has characters in it that no encrypted message has: some programs change dashes, quotation marks"
                                + " or line ends.",
                        THE_FILE);
            case MALFORMED ->
                new RefusalWords("The message is damaged or was put together in an unusual way.", OTHER_PROGRAM);
            case TOO_MANY_SESSION_KEYS ->
                new RefusalWords(
                        "This message is encrypted to more than 32 recipients.",
                        "Encrypt it again to this desk's certificates only.");
            case HIDDEN_RECIPIENT ->
                new RefusalWords(
                        "This message hides for whom it is encrypted, so nobody here can say whether the desk's reviewers could open it.",
                        "With gpg: add --no-throw-keyids to the command, write -r for each -R, and take the lines throw-keyids,"
                                + " hidden-recipient and hidden-encrypt-to out of gpg.conf. Then encrypt it again.");
            case SESSION_KEY_TOO_LARGE, SESSION_KEY_WITHOUT_LENGTH ->
                new RefusalWords("One of the recipients' parts of this message is not of a usual size.", OTHER_PROGRAM);
            case UNKNOWN_VERSION, UNSUPPORTED_CIPHER, MISMATCHED_VERSIONS ->
                new RefusalWords(
                        "This message is encrypted in a way that the reviewers' programs may not open.", OTHER_PROGRAM);
            case NOT_FOR_THIS_DESK ->
                new RefusalWords(
                        "This message is not encrypted to any of this desk's current reviewers, so nobody here could open it.",
                        "Get the desk's certificates again from its page (they may have changed), and encrypt to all of them.");
        };
    }
}
