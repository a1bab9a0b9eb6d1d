package org.sallyport.forensics;

/** What a place says of when it was written. */
public enum Kind {
    LINE_POINTER("block and line pointer"),
    OFFSET("place in the file"),
    XMIN("xmin"),
    XMAX("xmax"),
    COMMAND("command id"),
    NEXT_VERSION("ctid of the next version"),
    HINTS("hint bits"),
    PAGE_LSN("log position of the page's last change"),
    PAGE_PRUNE_XID("oldest deleting transaction of the page"),
    CHUNK_ID("TOAST chunk_id"),
    FILE_NUMBER("number of the file"),
    INDEX_ITEM("index item's place in the file"),
    INDEX_ITEM_IN_PAGE("index item's place in its page"),
    INDEX_TID("row that an index item points to"),
    LOG_POSITION("position in the log"),
    LOG_XID("transaction of the log record"),
    COPY_LINE("line in a copy of the table"),
    COLUMN("value of a column");

    private final String words;

    Kind(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
