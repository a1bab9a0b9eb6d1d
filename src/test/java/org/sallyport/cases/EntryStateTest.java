package org.sallyport.cases;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EntryStateTest {
    @ParameterizedTest
    @CsvSource({
        "received,opened,true",
        "received,waiting,false",
        "received,done,false",
        "received,received,false",
        "opened,received,true",
        "opened,waiting,true",
        "opened,done,true",
        "opened,opened,false",
        "waiting,received,false",
        "waiting,opened,true",
        "waiting,done,true",
        "waiting,waiting,false",
        "done,received,false",
        "done,opened,true",
        "done,waiting,true",
        "done,done,false",
        "again,received,false",
        "again,opened,true",
        "again,waiting,true",
        "again,done,true",
        "again,again,false",
        "received,again,false",
        "opened,again,false",
        "waiting,again,false",
        "done,again,false",
    })
    void onlyTheseMovesAreAllowed(String from, String to, boolean allowed) {
        EntryState next = EntryState.named(to).orElseThrow();
        assertThat(EntryState.named(from).orElseThrow().mayBecome(next)).isEqualTo(allowed);
    }

    @Test
    void whatTheSourceAddedStandsFirstThenWhatNobodyHasOpened() {
        assertThat(EntryState.values()).extracting(EntryState::rank).containsExactly(0, 1, 2, 2, 2);
        assertThat(EntryState.AGAIN.rank()).isLessThan(EntryState.RECEIVED.rank());
    }

    @ParameterizedTest
    @CsvSource({"RECEIVED", "closed", "''"})
    void otherWordsAreNoState(String name) {
        assertThat(EntryState.named(name)).isEmpty();
    }
}
