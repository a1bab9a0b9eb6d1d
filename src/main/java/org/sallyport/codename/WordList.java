package org.sallyport.codename;

/** The official BIP-39 lists that a codename is shown in. Sources with another language get English. */
public enum WordList {
    ENGLISH("english", "en", "English"),
    FRENCH("french", "fr", "français"),
    SPANISH("spanish", "es", "español"),
    CHINESE_SIMPLIFIED("chinese-simplified", "zh-Hans", "简体中文"),
    CHINESE_TRADITIONAL("chinese-traditional", "zh-Hant", "繁體中文");

    private final String resource;
    private final String languageTag;
    private final String ownName;

    WordList(String resource, String languageTag, String ownName) {
        this.resource = resource;
        this.languageTag = languageTag;
        this.ownName = ownName;
    }

    /** BCP 47. */
    public String languageTag() {
        return languageTag;
    }

    /** What speakers of the language call it. */
    public String ownName() {
        return ownName;
    }

    /** Where the build puts the list: one word a line, UTF-8. */
    String resource() {
        return "/words/" + resource + ".txt";
    }
}
