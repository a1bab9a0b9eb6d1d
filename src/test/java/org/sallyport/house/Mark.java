package org.sallyport.house;

/** Where a source leaves something of itself, all that a server could keep. */
enum Mark {
    ADDRESS("the source's address"),
    ADDRESS_OCTETS("the source's address, as octets"),
    HOST("`Host`"),
    FORWARDED_FOR("`X-Forwarded-For`"),
    FORWARDED("`Forwarded`"),
    USER_AGENT("`User-Agent`"),
    LANGUAGE("`Accept-Language`"),
    REFERER("`Referer`"),
    COOKIE("`Cookie`"),
    UNKNOWN_HEADER("an unknown header"),
    ACCEPT("`Accept`"),
    CONTENT_TYPE("an unusual `Content-Type`"),
    TYPE_PARAMETER("a parameter of a form's `Content-Type`"),
    QUERY("the query"),
    PATH("the path"),
    MALFORMED("a request that is none"),
    BOUNDARY("the multipart boundary"),
    FIELD_NAME("a field's name"),
    FILE_NAME("a file's name"),
    FILE_TYPE("a file's content type"),
    FILE("a file's content"),
    TEXT("the text"),
    NO_MESSAGE("a body that is refused"),
    CODENAME("the codename: words, octets"),
    TOKEN("the mailbox's token"),
    WRONG_WORDS("words that are no codename"),
    COMMENT("the armor's `Comment:`"),
    OWN_KEY("the sender's own key id"),
    SEALED_TEXT("the text inside a sealed message");

    private final String name;

    Mark(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
