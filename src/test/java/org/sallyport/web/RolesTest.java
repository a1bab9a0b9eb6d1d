package org.sallyport.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesTest {
    @Test
    void whoever_reads_reports_may_neither_keep_the_keys_nor_read_the_record() {
        for (String reads : Set.of(Roles.REVIEWER, Roles.DESK_LEAD)) {
            for (String watches : Set.of(Roles.KEY_ADMIN, Roles.AUDITOR)) {
                assertThat(Roles.excludeEachOther(Set.of(reads, watches))).isTrue();
            }
        }
    }

    @Test
    void other_pairs_go_together() {
        assertThat(Roles.excludeEachOther(Set.of(Roles.REVIEWER, Roles.DESK_LEAD)))
                .isFalse();
        assertThat(Roles.excludeEachOther(Set.of(Roles.KEY_ADMIN, Roles.AUDITOR)))
                .isFalse();
        assertThat(Roles.excludeEachOther(Set.of())).isFalse();
    }

    @Test
    void roles_that_are_not_ours_count_for_nothing() {
        assertThat(Roles.known(Set.of("admin", "Reviewer", Roles.AUDITOR))).containsExactly(Roles.AUDITOR);
        assertThat(Roles.readReports(Set.of("admin", "Reviewer"))).isFalse();
    }
}
