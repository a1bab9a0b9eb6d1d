package org.sallyport.cases;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.LocalDate;
import java.util.UUID;

/** What a source sent, and what the desk does with it: one or more sealed messages and a state. */
@Entity(name = "entry")
class Entry extends PanacheEntityBase {
    @Id
    UUID id;

    @Column(updatable = false)
    String desk;

    @Column(updatable = false)
    LocalDate received;

    private String state;

    @SuppressWarnings("NullAway.Init") // Hibernate fills the fields
    protected Entry() {}

    EntryState state() {
        return EntryState.named(state).orElseThrow(() -> new IllegalStateException("an entry's state is unknown"));
    }

    void become(EntryState next) throws TransitionNotAllowed {
        if (!state().mayBecome(next)) {
            throw new TransitionNotAllowed(state(), next);
        }
        state = next.text();
    }
}
