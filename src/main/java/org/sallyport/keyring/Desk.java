package org.sallyport.keyring;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
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

    boolean isRetired() {
        return retired;
    }

    /** For good: nothing makes it open again. */
    void retire() {
        retired = true;
    }
}
