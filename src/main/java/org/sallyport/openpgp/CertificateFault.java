package org.sallyport.openpgp;

/** Why a certificate cannot be read, or cannot be used at some time. Refusing is the default; each has a test named for it. */
public enum CertificateFault {
    GARBAGE("this is not an OpenPGP certificate"),
    BAD_ARMOR("the armor (the text form) is damaged"),
    TOO_LARGE("the certificate is larger than 64 KiB"),
    TOO_MANY_PARTS("the certificate has too many user ids, subkeys or signatures"),
    SECRET_KEY("this is a secret key; it belongs to its owner alone, and must be replaced if anybody else saw it"),
    SEVERAL_CERTIFICATES("there is more than one certificate in it"),
    UNSUPPORTED_VERSION("only version 4 keys are taken: trustees certify with gpg, which knows no other"),
    PRIMARY_ALGORITHM("the primary key is not Ed25519"),
    USER_ATTRIBUTE("it carries a picture or another user attribute"),
    NO_SELF_SIGNATURE("no user id is bound to the key by a sound signature of its own (SHA-2)"),
    SEVERAL_USER_IDS("it has more than one user id"),
    ANOTHER_USER_ID("it has a user id that the certificate we know does not have"),
    NOT_A_ROLE_ALIAS("the user id is not a role alias alone, such as urgent-1@desk.example"),
    USER_ID_REVOKED("the user id is revoked"),
    NOT_YET_VALID("it was made with a clock that is ahead of this server's"),
    EXPIRED("the certificate is expired"),
    REVOKED("the certificate is revoked"),
    FORBIDDEN_SUBKEY("it has an encryption subkey that is neither Curve25519 nor ML-KEM-768+X25519"),
    NO_ENCRYPTION_SUBKEY("it has no encryption subkey that is bound, unexpired and unrevoked"),
    NO_REVOCATION("there is no revocation in it");

    private final String words;

    CertificateFault(String words) {
        this.words = words;
    }

    /** What is wrong, as the rest of a sentence in English. */
    public String words() {
        return words;
    }
}
