package org.sallyport.testkit;

/** Desks that opted in: a test that is not about batches sees at once what it stores. */
public final class ShownAtOnce {
    private ShownAtOnce() {}

    public static void at(String... desks) {
        for (String slug : desks) {
            Sql.run("insert into desk (slug, name, description, shown_at_once) values ('" + slug
                    + "', 'Desk " + slug + "', 'Made for a test.', true)"
                    + " on conflict (slug) do update set shown_at_once = true");
        }
    }
}
