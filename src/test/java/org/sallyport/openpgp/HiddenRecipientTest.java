package org.sallyport.openpgp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.sallyport.openpgp.Admitted.refusedAtOnce;
import static org.sallyport.openpgp.SampleMessage.ANNA;
import static org.sallyport.openpgp.SampleMessage.BORIS;
import static org.sallyport.openpgp.SampleMessage.hiddenPkesk3;
import static org.sallyport.openpgp.SampleMessage.hiddenPkesk6;
import static org.sallyport.openpgp.SampleMessage.join;
import static org.sallyport.openpgp.SampleMessage.pkesk3;
import static org.sallyport.openpgp.SampleMessage.pkesk6;
import static org.sallyport.openpgp.SampleMessage.seipd1;
import static org.sallyport.openpgp.SampleMessage.seipd2;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a packet without a recipient is a reviewer's or the source's own, nobody without a private key can say. */
class HiddenRecipientTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 16, 18, 25, 26, 35})
    void aloneIsRefusedWhateverItsAlgorithm(int algorithm) {
        assertThat(refusedAtOnce(join(hiddenPkesk3(algorithm), seipd1(100)))).isEqualTo(Refusal.HIDDEN_RECIPIENT);
        assertThat(refusedAtOnce(join(hiddenPkesk6(algorithm), seipd2(100)))).isEqualTo(Refusal.HIDDEN_RECIPIENT);
    }

    @Test
    void besideNamedOnesIsRefusedToo() {
        assertThat(refusedAtOnce(join(pkesk3(ANNA), hiddenPkesk3(18), seipd1(100))))
                .isEqualTo(Refusal.HIDDEN_RECIPIENT);
        assertThat(refusedAtOnce(join(hiddenPkesk3(1), pkesk3(ANNA), seipd1(100))))
                .isEqualTo(Refusal.HIDDEN_RECIPIENT);
        assertThat(refusedAtOnce(join(pkesk6(BORIS), hiddenPkesk6(25), seipd2(100))))
                .isEqualTo(Refusal.HIDDEN_RECIPIENT);
    }

    /** A packet that takes another's place, by a colleague or by its reader. */
    @Test
    void inFrontOfAStoredBodyIsRefused() {
        assertThatThrownBy(() -> SessionKeyPacket.read(hiddenPkesk3(18), List.of(ANNA), 1))
                .isInstanceOf(MessageRefused.class)
                .hasMessage("HIDDEN_RECIPIENT");
    }
}
