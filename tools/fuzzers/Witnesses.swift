// Signed checkpoints and proofs of a small log, as seeds for the fuzzers of foreign notes and proofs.

enum Witnesses {
  static let log = NoteSigner(
    name: "minutier.local/1/fuzz", secret: [UInt8](repeating: 1, count: 32))
  static let witness = NoteSigner(
    name: "witness.example/w1", kind: .cosignature, secret: [UInt8](repeating: 2, count: 32))
  static let sizes = [0, 1, 2, 3, 7, 8, 13]

  static func line(_ position: Int) -> [UInt8] { Array(#"{"position":\#(position)}"#.utf8) }

  private static func leaves(_ size: Int) -> [TreeHash] {
    (0..<size).map { number in line(number).withUnsafeBytes { MerkleTree.leafHash($0) } }
  }

  /// Signed by the log, and by the witness where the size is odd.
  static func checkpoint(_ size: Int) -> SignedCheckpoint {
    let root = size == 0 ? MerkleTree.emptyRoot : MerkleTree.root(of: leaves(size)[...])
    var signed = SignedCheckpoint(
      Checkpoint(origin: log.verifier.name, size: UInt64(size), root: root), by: log)
    if size % 2 == 1 {
      signed.note.signatures.append(witness.cosign(signed.note.text, at: 1_767_225_600))
    }
    return signed
  }

  /// Of each event of the largest tree, and from each tree to the largest.
  static func proofs() -> [[UInt8]] {
    let size = sizes[sizes.count - 1]
    let newest = checkpoint(size)
    let leaves = leaves(size)
    let inclusions = (0..<size).map { position in
      InclusionProof(
        position: UInt64(position),
        path: MerkleTree.inclusionProof(of: UInt64(position), in: leaves), signed: newest,
        extra: position % 3 == 0 ? nil : line(position)
      ).bytes
    }
    return inclusions
      + sizes.map { older in
        ConsistencyProof(
          path: MerkleTree.consistencyProof(from: UInt64(older), in: leaves),
          older: checkpoint(older), newer: newest
        ).bytes
      }
  }
}
