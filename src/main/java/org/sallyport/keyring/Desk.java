package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** A place where reports arrive; who reads them is computed, not stored. */
@Entity(name = "desk")
class Desk extends PanacheEntityBase {
    @Id
    private String slug;

    private String name;

    private String description;

    private boolean retired;

    @Column(name = "shown_at_once")
    private boolean shownAtOnce;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Desk() {}

    Desk(String slug, String name, String description) {
        this.slug = slug;
        this.name = name;
        this.description = description;
    }

    String slug() {
        return slug;
    }

    String name() {
        return name;
    }

    String description() {
        return description;
    }

    void describe(String newName, String newDescription) {
        name = newName;
        description = newDescription;
    }

    boolean isShownAtOnce() {
        return shownAtOnce;
    }

    /** From now on; what waits goes on waiting for its batch. */
    void showAtOnce(boolean atOnce) {
        shownAtOnce = atOnce;
    }

    boolean isRetired() {
        return retired;
    }

    /** For good: nothing makes it open again. */
    void retire() {
        retired = true;
    }
}
