// RFC 6962: the published roots and proofs, and every proof of small trees.
import EventStore
import Testing

private let data: [[UInt8]] = [
  [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
  Array(0x60...0x6F),
]

private let roots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]

private let leaves = data.map { data in data.withUnsafeBytes { MerkleTree.leafHash($0) } }

@Suite struct `Tree` {
  @Test func `the roots of the published leaves are the published ones`() {
    var tree = MerkleTree()
    #expect(tree.root.hex == roots[0])
    for (index, leaf) in leaves.enumerated() {
      tree.append(leaf: leaf)
      #expect(tree.root.hex == roots[index + 1])
      #expect(MerkleTree(size: tree.size, peaks: tree.peaks) == tree)
    }
    #expect(MerkleTree(size: 3, peaks: []) == nil)
  }

  @Test func `the published proofs are made`() {
    let path = MerkleTree.inclusionProof(of: 5, in: leaves)
    #expect(
      path.map { $0.hex.prefix(16) } == [
        "bc1a0643b12e4d2d", "ca854ea128ed050b", "d37ee418976dd957",
      ])
    let growth = MerkleTree.consistencyProof(from: 6, in: leaves)
    #expect(
      growth.map { $0.hex.prefix(16) } == [
        "0ebc5d3437fbe2db", "ca854ea128ed050b", "d37ee418976dd957",
      ])
  }

  @Test func `every inclusion proof of trees below 40 holds, and no other`() {
    for size in 1..<40 {
      let leaves = sample(size)
      let root = MerkleTree.root(of: leaves[...])
      for index in 0..<size {
        let proof = MerkleTree.inclusionProof(of: UInt64(index), in: leaves)
        func holds(_ leaf: TreeHash, _ index: Int, _ proof: [TreeHash]) -> Bool {
          MerkleTree.verifyInclusion(
            of: leaf, at: UInt64(index), size: UInt64(size), root: root, proof: proof)
        }
        #expect(holds(leaves[index], index, proof))
        #expect(!holds(leaves[index], index, proof + [root]))
        #expect(!holds(root, index, proof) || size == 1)
        #expect(!holds(leaves[index], size, proof))
        if size > 1 { #expect(!holds(leaves[index], (index + 1) % size, proof)) }
        if !proof.isEmpty { #expect(!holds(leaves[index], index, proof.dropLast())) }
      }
    }
  }

  @Test func `every consistency proof of trees below 40 holds, and no other`() {
    for size in 1..<40 {
      let leaves = sample(size)
      let root = MerkleTree.root(of: leaves[...])
      for old in 1...size {
        let oldRoot = MerkleTree.root(of: leaves[..<old])
        let proof = MerkleTree.consistencyProof(from: UInt64(old), in: leaves)
        func holds(_ oldRoot: TreeHash, _ root: TreeHash, _ proof: [TreeHash]) -> Bool {
          MerkleTree.verifyConsistency(
            from: UInt64(old), root: oldRoot, to: UInt64(size), root: root, proof: proof)
        }
        #expect(holds(oldRoot, root, proof))
        #expect(!holds(leaves[0], root, proof) || old == 1)
        #expect(!holds(oldRoot, MerkleTree.emptyRoot, proof))
        #expect(!holds(oldRoot, root, proof + [root]))
        if !proof.isEmpty { #expect(!holds(oldRoot, root, proof.dropLast())) }
      }
    }
  }

  @Test func `a hash is read from 64 hexadecimal digits and nothing else`() {
    #expect(TreeHash(hex: roots[3])?.hex == roots[3])
    #expect(TreeHash(hex: roots[3].uppercased())?.hex == roots[3])
    #expect(TreeHash(hex: String(roots[3].dropLast())) == nil)
    #expect(TreeHash(hex: String(roots[3].dropLast()) + "g") == nil)
  }

  private func sample(_ count: Int) -> [TreeHash] {
    (0..<count).map { number in
      withUnsafeBytes(of: UInt64(number).littleEndian) { MerkleTree.leafHash($0) }
    }
  }
}
