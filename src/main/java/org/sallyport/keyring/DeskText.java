package org.sallyport.keyring;

/**
 * A desk's name and description in one more language.
 *
 * @param language en, fr, es, ar, ru or zh
 */
public record DeskText(String language, String name, String description) {}
