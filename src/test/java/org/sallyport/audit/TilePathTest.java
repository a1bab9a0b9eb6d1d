package org.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C2SP tlog-tiles. */
class TilePathTest {

    @ParameterizedTest
    @CsvSource({
        "0/x001/x234/067, 0, 1234067, 256",
        "0/000, 0, 0, 256",
        "1/273.p/112, 1, 273, 112",
        "63/x001/000.p/1, 63, 1000, 1",
        "entries/x001/234.p/255, -1, 1234, 255",
        "0/x999/x999/x999/999, 0, 999999999999, 256"
    })
    void aPathIsReadAndWrittenAlike(String path, int level, long index, int width) {
        assertThat(TilePath.parse(path)).contains(new TilePath(level, index, width));
        assertThat(new TilePath(level, index, width)).hasToString(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "0/",
                "/000",
                "0/0",
                "0/00",
                "0/0000",
                "0/1234",
                "00/000",
                "01/000",
                "64/000",
                "100/000",
                "-1/000",
                "+1/000",
                "0/-01",
                "0/x000/000",
                "0/x000/001",
                "0/x01/001",
                "0/001/002",
                "0/x001",
                "0/x001/x002",
                "0/X001/002",
                "0/x001/x002/x003/x004/x005",
                "0/x001/x002/x003/x004/x005/006",
                "0/000.p",
                "0/000.p/",
                "0/000.p/0",
                "0/000.p/01",
                "0/000.p/256",
                "0/000.p/999",
                "0/000.p/1000",
                "0/000.p/-1",
                "0/000.p/1/",
                "0/000.P/1",
                "0/000/",
                "0/000\n",
                "0/../0/000",
                "../checkpoint",
                "entries",
                "entries/",
                "Entries/000",
                "entries/0/000",
                "0/\u0660\u0660\u0660",
                "0/x999999999999999999999/000"
            })
    void whatIsWrittenOtherwiseIsNoTile(String path) {
        assertThat(TilePath.parse(path)).isEmpty();
    }

    @Test
    void whatCannotBeATileIsNotMade() {
        assertThatThrownBy(() -> new TilePath(64, 0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, -1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TilePath(0, 0, 257)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The example of the specification. */
    @Test
    void aTreeOf70000HasTheTilesOfTheSpecification() {
        assertThat(isIn("0/272", 70_000)).isTrue();
        assertThat(isIn("0/273", 70_000)).isFalse();
        assertThat(isIn("0/273.p/112", 70_000)).isTrue();
        assertThat(isIn("0/273.p/113", 70_000)).isFalse();
        assertThat(isIn("1/000", 70_000)).isTrue();
        assertThat(isIn("1/001.p/17", 70_000)).isTrue();
        assertThat(isIn("1/001.p/18", 70_000)).isFalse();
        assertThat(isIn("2/000.p/1", 70_000)).isTrue();
        assertThat(isIn("2/000.p/2", 70_000)).isFalse();
        assertThat(isIn("3/000.p/1", 70_000)).isFalse();
        assertThat(isIn("entries/273.p/112", 70_000)).isTrue();
        assertThat(isIn("0/000", 256)).isTrue();
        assertThat(isIn("1/000.p/1", 256)).isTrue();
        assertThat(isIn("0/001.p/1", 256)).isFalse();
    }

    @Test
    void noHugeNumberIsEverInALog() {
        assertThat(isIn("63/x999/x999/x999/x999/999", Long.MAX_VALUE)).isFalse();
        assertThat(isIn("8/000.p/1", Long.MAX_VALUE)).isFalse();
        assertThat(isIn("0/x999/x999/x999/x999/999", 70_000)).isFalse();
        assertThat(new TilePath(0, Long.MAX_VALUE, 256).isIn(70_000)).isFalse();
        assertThat(isIn("0/000.p/1", 0)).isFalse();
    }

    private static boolean isIn(String path, long size) {
        return TilePath.parse(path).orElseThrow().isIn(size);
    }

    @Test
    void tilesHoldTheHashesOfTheLevelBelow() {
        int size = 256 * 3 + 5;
        List<TreeHash> leaves = IntStream.range(0, size)
                .mapToObj(number ->
                        TreeHash.ofLeaf(ByteBuffer.allocate(4).putInt(number).array()))
                .toList();
        MerkleTree tree = MerkleTree.of(leaves);
        assertThat(hashes("0/003.p/5", tree)).isEqualTo(leaves.subList(768, 773));
        assertThat(hashes("0/001", tree)).isEqualTo(leaves.subList(256, 512));
        assertThat(hashes("1/000.p/3", tree))
                .containsExactly(
                        MerkleTree.of(leaves.subList(0, 256)).root(),
                        MerkleTree.of(leaves.subList(256, 512)).root(),
                        MerkleTree.of(leaves.subList(512, 768)).root());
    }

    private static List<TreeHash> hashes(String path, MerkleTree tree) {
        ByteBuffer octets = ByteBuffer.wrap(TilePath.parse(path).orElseThrow().hashes(tree));
        return IntStream.range(0, octets.remaining() / 32)
                .mapToObj(i -> {
                    byte[] hash = new byte[32];
                    octets.get(hash);
                    return TreeHash.of(hash);
                })
                .toList();
    }

    @Test
    void entriesComeBackAsTheyWere() throws NoteRefused {
        List<byte[]> entries =
                List.of(new byte[0], "one".getBytes(StandardCharsets.US_ASCII), new byte[EntryBundle.LONGEST_ENTRY]);
        byte[] bundle = EntryBundle.of(entries);
        assertThat(bundle).startsWith(0, 0, 0, 3, 'o', 'n', 'e', 0xff, 0xff);
        assertThat(EntryBundle.read(bundle)).containsExactlyElementsOf(entries);
        assertThat(EntryBundle.read(new byte[0])).isEmpty();
    }

    @Test
    void aBundleThatIsCutOffIsRefused() {
        byte[] bundle = EntryBundle.of(List.of(new byte[300]));
        for (int length : new int[] {1, 2, 3, 301}) {
            byte[] cut = java.util.Arrays.copyOf(bundle, length);
            assertThatThrownBy(() -> EntryBundle.read(cut)).isInstanceOf(NoteRefused.class);
        }
        assertThatThrownBy(() -> EntryBundle.of(List.of(new byte[65_536])))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
