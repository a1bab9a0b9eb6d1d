package org.sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against the vectors of the Certificate Transparency project, and against the definition for every small size. */
class MerkleTreeTest {
    private static final List<byte[]> LEAVES = Stream.of(
                    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
            .map(HexFormat.of()::parseHex)
            .toList();
    private static final List<String> ROOTS = List.of(
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
            "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
            "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
            "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
            "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
            "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
    private static final int MANY = 70;

    private static MerkleTree tree(int size) {
        return MerkleTree.of(hashes(size));
    }

    private static List<TreeHash> hashes(int size) {
        return IntStream.range(0, size).mapToObj(MerkleTreeTest::leaf).toList();
    }

    private static TreeHash leaf(int number) {
        return TreeHash.ofLeaf(("leaf " + number).getBytes(StandardCharsets.US_ASCII));
    }

    private static List<String> hex(List<TreeHash> path) {
        return path.stream().map(TreeHash::hex).toList();
    }

    private static MerkleTree published() {
        return MerkleTree.of(LEAVES.stream().map(TreeHash::ofLeaf).toList());
    }

    @Test
    void rootsAreThePublishedOnes() {
        MerkleTree tree = published();
        for (int size = 0; size < ROOTS.size(); size++) {
            assertThat(tree.root(size).hex()).isEqualTo(ROOTS.get(size));
        }
        assertThat(tree.root().hex()).isEqualTo(ROOTS.get(8));
    }

    @Test
    void inclusionProofsAreThePublishedOnes() {
        MerkleTree tree = published();
        assertThat(hex(tree.inclusion(0, 8).path()))
                .containsExactly(
                        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4");
        assertThat(hex(tree.inclusion(5, 8).path()))
                .containsExactly(
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.inclusion(2, 3).path())).containsExactly(ROOTS.get(2));
    }

    @Test
    void consistencyProofsAreThePublishedOnes() {
        MerkleTree tree = published();
        assertThat(hex(tree.consistency(6, 8).path()))
                .containsExactly(
                        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
                        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
                        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7");
        assertThat(hex(tree.consistency(2, 5).path()))
                .containsExactly(
                        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
                        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b");
    }

    /** RFC 6962, 2.1, word for word. */
    private static TreeHash defined(List<TreeHash> leaves) {
        if (leaves.size() < 2) {
            return leaves.isEmpty() ? TreeHash.EMPTY : leaves.get(0);
        }
        int split = 1;
        while (split * 2 < leaves.size()) {
            split *= 2;
        }
        return TreeHash.ofNode(defined(leaves.subList(0, split)), defined(leaves.subList(split, leaves.size())));
    }

    @Test
    void everyRootIsAsDefined() {
        MerkleTree tree = tree(MANY);
        for (int size = 0; size <= MANY; size++) {
            assertThat(tree.root(size)).isEqualTo(defined(hashes(size)));
        }
    }

    @Test
    void everyInclusionProofProvesItsLeafAndNoOther() {
        MerkleTree tree = tree(MANY);
        for (int size = 1; size <= MANY; size++) {
            TreeHash root = tree.root(size);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = tree.inclusion(index, size);
                assertThat(proof.proves(leaf(index), root)).isTrue();
                assertThat(proof.proves(leaf(index + 1), root)).isFalse();
                assertThat(proof.proves(leaf(index), leaf(index + 1))).isFalse();
                assertThat(new InclusionProof(size, size, proof.path()).proves(leaf(index), root))
                        .isFalse();
                for (List<TreeHash> wrong : spoilt(proof.path())) {
                    assertThat(new InclusionProof(index, size, wrong).proves(leaf(index), root))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void everyConsistencyProofProvesGrowthAndNothingElse() {
        MerkleTree tree = tree(MANY);
        for (int size = 0; size <= MANY; size++) {
            TreeHash root = tree.root(size);
            for (int old = 0; old <= size; old++) {
                TreeHash before = tree.root(old);
                ConsistencyProof proof = tree.consistency(old, size);
                assertThat(proof.proves(before, root)).as("%s to %s", old, size).isTrue();
                assertThat(proof.proves(leaf(1000), root)).isFalse();
                if (old > 0 || size == 0) {
                    assertThat(proof.proves(before, leaf(1000))).isFalse();
                }
                if (old > 0 && old < size) {
                    for (List<TreeHash> wrong : spoilt(proof.path())) {
                        assertThat(new ConsistencyProof(old, size, wrong).proves(before, root))
                                .isFalse();
                    }
                }
            }
        }
    }

    private static List<List<TreeHash>> spoilt(List<TreeHash> path) {
        List<List<TreeHash>> all = new ArrayList<>();
        List<TreeHash> longer = new ArrayList<>(path);
        longer.add(leaf(7));
        all.add(longer);
        if (!path.isEmpty()) {
            all.add(path.subList(0, path.size() - 1));
            List<TreeHash> other = new ArrayList<>(path);
            other.set(path.size() / 2, leaf(7));
            all.add(other);
        }
        if (path.size() > 1) {
            List<TreeHash> turned = new ArrayList<>(path);
            Collections.reverse(turned);
            all.add(turned);
        }
        return all;
    }

    @Test
    void anotherHistoryIsNotConsistent() {
        MerkleTree honest = tree(20);
        MerkleTree rewritten = new MerkleTree();
        hashes(9).forEach(rewritten::append);
        rewritten.append(leaf(1000));
        hashes(20).subList(10, 20).forEach(rewritten::append);
        for (int old = 1; old < 20; old++) {
            boolean same = old <= 9;
            assertThat(rewritten.consistency(old, 20).proves(honest.root(old), rewritten.root()))
                    .isEqualTo(same);
        }
    }

    @Test
    void whatIsNotInTheTreeCannotBeAskedFor() {
        MerkleTree tree = tree(3);
        assertThatThrownBy(() -> tree.root(4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.inclusion(3, 3)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> tree.consistency(2, 4)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThat(new ConsistencyProof(4, 3, List.of()).proves(tree.root(), tree.root()))
                .isFalse();
    }
}
