package org.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C2SP signed-note and tlog-checkpoint, with the vector of the Go project's own implementation. */
class SignedNoteTest {
    private static final String KEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
    private static final String SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
    private static final String TEXT = """
            If you think cryptography is the answer to your problem,
            then you don't know what your problem is.
            """;
    private static final String LINE = "\u2014 PeterNeumann"
            + " x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

    private static SignedNote note(String note) throws NoteRefused {
        return SignedNote.parse(note.getBytes(StandardCharsets.UTF_8));
    }

    private static NoteSigner signer() throws NoteRefused {
        byte[] typedSeed = Base64.getDecoder().decode(SECRET);
        byte[] typedKey = Base64.getDecoder().decode(KEY.substring(KEY.lastIndexOf('+', 24) + 1));
        return LogKey.of(Arrays.copyOfRange(typedSeed, 1, 33), Arrays.copyOfRange(typedKey, 1, 33))
                .named("PeterNeumann");
    }

    @Test
    void thePublishedNoteVerifies() throws NoteRefused {
        NoteVerifier verifier = NoteVerifier.parse(KEY);
        assertThat(verifier).hasToString(KEY);
        assertThat(verifier.name()).isEqualTo("PeterNeumann");
        assertThat(note(TEXT + "\n" + LINE).verifiedBy(verifier)).isEqualTo(TEXT);
    }

    @Test
    void thePublishedKeySignsThePublishedNote() throws NoteRefused {
        assertThat(signer().sign(TEXT)).hasToString(TEXT + "\n" + LINE);
        assertThat(signer().verifier()).isEqualTo(NoteVerifier.parse(KEY)).hasToString(KEY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "PeterNeumann",
                "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TX",
                "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10",
                "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n"
            })
    void whatIsNoVerifierKeyIsRefused(String key) {
        assertThatThrownBy(() -> NoteVerifier.parse(key)).isInstanceOf(NoteRefused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "text",
                "text\n",
                "text\n\n",
                "text\n\nno signature\n",
                "text\n\n\u2014 name\n",
                "text\n\n\u2014 name !!!!\n",
                "text\n\n\u2014 name AAAA\n",
                "text\n\n\u2014 name AAAAAAAAA\n",
                "text\n\n\u2014 na+me AAAAAAAA\n",
                "text\n\n\u2014 name AAAAAAAA",
                "text\n\n\u2014 name AAAAAAAA\n\n",
                "text\n\n- name AAAAAAAA\n",
                "text\r\n\n\u2014 name AAAAAAAA\n",
                "te\txt\n\n\u2014 name AAAAAAAA\n",
                "te\u0000xt\n\n\u2014 name AAAAAAAA\n"
            })
    void whatIsNoNoteIsRefused(String note) {
        assertThatThrownBy(() -> note(note)).isInstanceOf(NoteRefused.class);
    }

    @Test
    void whatIsNotUtf8OrTooLongIsRefused() {
        byte[] broken = (TEXT + "\n" + LINE).getBytes(StandardCharsets.UTF_8);
        broken[3] = (byte) 0xff;
        assertThatThrownBy(() -> SignedNote.parse(broken)).isInstanceOf(NoteRefused.class);
        assertThatThrownBy(() -> note("a".repeat(70_000) + "\n\n" + LINE)).isInstanceOf(NoteRefused.class);
        assertThatThrownBy(() -> note(TEXT + "\n" + LINE.repeat(101))).isInstanceOf(NoteRefused.class);
    }

    @Test
    void aChangedTextIsRefused() throws NoteRefused {
        NoteVerifier verifier = NoteVerifier.parse(KEY);
        SignedNote changed = note(TEXT.replace("don't", "do") + "\n" + LINE);
        assertThatThrownBy(() -> changed.verifiedBy(verifier)).hasMessageContaining("wrong");
    }

    @Test
    void anotherKeysSignatureIsPassedOverAndAloneIsNotEnough() throws NoteRefused {
        NoteVerifier verifier = NoteVerifier.parse(KEY);
        NoteSigner other = LogKey.generated().named("PeterNeumann");
        SignedNote theirs = other.sign(TEXT);
        assertThatThrownBy(() -> theirs.verifiedBy(verifier)).hasMessageContaining("not signed by");
        assertThat(note(theirs + LINE).verifiedBy(verifier)).isEqualTo(TEXT);
    }

    @Test
    void oneWrongSignatureInTheKeysNameSpoilsTheNote() throws NoteRefused {
        NoteVerifier verifier = NoteVerifier.parse(KEY);
        String wrong = LINE.replace("ZJkuBS", "ZJkuBT");
        assertThatThrownBy(() -> note(TEXT + "\n" + LINE + wrong).verifiedBy(verifier))
                .hasMessageContaining("wrong");
    }

    @Test
    void aCheckpointIsThreeLinesThatTheLogSigned() throws NoteRefused {
        NoteSigner signer = LogKey.generated().named("sallyport.example/keys");
        MerkleTree tree = MerkleTree.of(List.of(TreeHash.ofLeaf(new byte[0])));
        String note = signer.checkpoint(tree).toString();
        assertThat(note)
                .startsWith("sallyport.example/keys\n1\nbjQLnP+zepicpUTmu3gKLHiQHT+zNzh2hRGjBhevoB0=\n\n\u2014 "
                        + "sallyport.example/keys ");
        assertThat(Checkpoint.open(note, signer.verifier()))
                .isEqualTo(new Checkpoint("sallyport.example/keys", 1, tree.root()));
    }

    @Test
    void theSpecificationsExampleIsRead() throws NoteRefused {
        Checkpoint read = Checkpoint.parse(
                "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
        assertThat(read.origin()).isEqualTo("example.com/behind-the-sofa");
        assertThat(read.size()).isEqualTo(20_852_163);
        assertThat(read.text()).endsWith("\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n");
    }

    @Test
    void theCheckpointOfAnotherLogIsRefused() throws NoteRefused {
        NoteSigner signer = LogKey.generated().named("mine");
        String note =
                signer.sign(new Checkpoint("theirs", 0, TreeHash.EMPTY).text()).toString();
        assertThatThrownBy(() -> Checkpoint.open(note, signer.verifier())).hasMessageContaining("another log");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "origin\n1\n",
                "origin\n01\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n-1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n9999999999999999999\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2\n",
                "\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n",
                "origin\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I="
            })
    void whatIsNoCheckpointIsRefused(String text) {
        assertThatThrownBy(() -> Checkpoint.parse(text)).isInstanceOf(NoteRefused.class);
    }
}
