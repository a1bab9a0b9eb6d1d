package org.sallyport.audit;

import io.quarkus.hibernate.orm.panache.Panache;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/**
 * The record of what staff did. Each act carries the hash of all before it: one that is changed, left out or put in
 * between shows, and whoever noted the newest hash sees that the end was not cut off. An act is written in the transaction
 * of what it records, so that neither is there without the other. It names staff by role alias and says nothing of a source.
 */
@ApplicationScoped
public class StaffRecord {
    private static final int PAGE = 200;

    private final Clock clock;

    StaffRecord(Clock clock) {
        this.clock = clock;
    }

    /**
     * Adds an act, in the transaction that does it.
     *
     * @param actor the role alias of who did it
     * @param subject what it was done to: a fingerprint or a slug
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void add(String actor, StaffAct.Kind kind, String subject) {
        EntityManager database = Panache.getEntityManager();
        database.createNativeQuery("select only_row from staff_act_turn for update")
                .getSingleResult();
        Optional<StaffAct> before = newest(database);
        StaffAct act = StaffAct.after(before, LocalDate.now(clock.withZone(ZoneOffset.UTC)), actor, kind, subject);
        database.createNativeQuery("insert into staff_act (number, day, actor, act, subject, hash)"
                        + " values (:number, :day, :actor, :act, :subject, :hash)")
                .setParameter("number", act.number())
                .setParameter("day", act.day())
                .setParameter("actor", act.actor())
                .setParameter("act", act.kind())
                .setParameter("subject", act.subject())
                .setParameter("hash", act.hash())
                .executeUpdate();
    }

    /** The newest acts first; at most so many as a page has. */
    @Transactional
    public List<StaffAct> page(int before) {
        return rows(Panache.getEntityManager(), "where number < " + before + " order by number desc limit " + PAGE);
    }

    /** How many acts there are, and whether each of them follows from the one before it. */
    @Transactional
    public Checked check() {
        List<StaffAct> all = rows(Panache.getEntityManager(), "order by number");
        Optional<StaffAct> before = Optional.empty();
        for (StaffAct act : all) {
            if (!act.follows(before)) {
                return new Checked(
                        all.size(),
                        before.map(StaffAct::hash),
                        Optional.of(before.map(StaffAct::number).orElse(0) + 1));
            }
            before = Optional.of(act);
        }
        return new Checked(all.size(), before.map(StaffAct::hash), Optional.empty());
    }

    private static Optional<StaffAct> newest(EntityManager database) {
        return rows(database, "order by number desc limit 1").stream().findFirst();
    }

    private static List<StaffAct> rows(EntityManager database, String which) {
        List<?> rows = database.createNativeQuery(
                        "select number, day, actor, act, subject, hash from staff_act " + which, Object[].class)
                .getResultList();
        return rows.stream().map(row -> StaffAct.of((Object[]) row)).toList();
    }

    /**
     * What a check of the whole record found.
     *
     * @param newest the hash of the last act that is sound
     * @param broken the number of the first act that is not what it was; empty if all are
     */
    public record Checked(int acts, Optional<String> newest, Optional<Integer> broken) {}
}
