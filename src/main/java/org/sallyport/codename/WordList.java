package org.sallyport.codename;

/** The official BIP-39 lists that a codename is shown in. Sources with another language get English. */
public enum WordList {
    ENGLISH("english"),
    FRENCH("french"),
    SPANISH("spanish"),
    CHINESE_SIMPLIFIED("chinese-simplified"),
    CHINESE_TRADITIONAL("chinese-traditional");

    private final String resource;

    WordList(String resource) {
        this.resource = resource;
    }

    /** Where the build puts the list: one word a line, UTF-8. */
    String resource() {
        return "/words/" + resource + ".txt";
    }
}
