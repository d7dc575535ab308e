// Proof files: their exact text, and that nothing but the right bytes proves anything.
import EventStore
import Testing

/// The eight published leaves of RFC 6962's tests.
private let data: [[UInt8]] = [
  [], [0x00], [0x10], [0x20, 0x21], [0x30, 0x31], [0x40, 0x41, 0x42, 0x43], Array(0x50...0x57),
  Array(0x60...0x6F),
]
private let leaves = data.map { data in data.withUnsafeBytes { MerkleTree.leafHash($0) } }
private let signer = NoteSigner(name: "example.com/log", secret: Array(1...32))

private func signed(_ size: Int) -> SignedCheckpoint {
  SignedCheckpoint(
    Checkpoint(
      origin: "example.com/log", size: UInt64(size), root: MerkleTree.root(of: leaves[..<size])),
    by: signer)
}

@Suite struct `Proof files` {
  private let proof = InclusionProof(
    position: 5, path: MerkleTree.inclusionProof(of: 5, in: leaves), signed: signed(8),
    extra: data[5])

  @Test func `a tlog-proof is written as C2SP says`() throws {
    #expect(
      String(decoding: proof.bytes, as: UTF8.self) == """
        c2sp.org/tlog-proof@v1
        extra QEFCQw==
        index 5
        vBoGQ7EuTS18d5GPROD095qDi2z57FtcKD4fTYhZnms=
        yoVOoSjtBQtBs1/8G4e46yveRh6eO1WW7Oa51ZdaCuA=
        037kGJdt2VdTwcc4Yrk5j6Kiz5tP8P3+izDNlSCWFLc=

        example.com/log
        8
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=

        — example.com/log VWQG1sLVz+/eYsr0tZwKu2LaLFJC9VN//I9C4bSbapMXDmgbJDioYE4ZB/y9aK5bc1bplBXP31zEu2hoessK7vKBiQo=

        """)
    #expect(try InclusionProof(proof.bytes) == proof)
    #expect(proof.proves(data[5]))
    #expect(!proof.proves(data[4]))
    var another = proof
    another.position = 4
    #expect(!another.proves(data[5]))
    let plain = InclusionProof(
      position: 5, path: proof.path, signed: proof.signed, extra: nil)
    #expect(try InclusionProof(plain.bytes) == plain)
  }

  @Test func `a proof with any byte altered proves nothing`() {
    let whole = proof.bytes
    for offset in whole.indices {
      for bit: UInt8 in [1, 4, 0x40] {
        var bytes = whole
        bytes[offset] ^= bit
        #expect(!isProof(bytes), "byte \(offset) by \(bit)")
      }
      #expect(!isProof(Array(whole[..<offset])), "cut at \(offset)")
    }
    #expect(isProof(whole))
  }

  private func isProof(_ bytes: [UInt8]) -> Bool {
    do {
      let proof = try InclusionProof(bytes)
      guard let line = proof.extra else { return false }
      return proof.proves(line) && proof.signed.objection(for: signer.verifier) == nil
    } catch { return false }
  }

  @Test func `a proof of the only event has no hash`() throws {
    let proof = InclusionProof(position: 0, path: [], signed: signed(1), extra: data[0])
    let again = try InclusionProof(proof.bytes)
    #expect(again.proves(data[0]))
    #expect(again.path.isEmpty && again.extra == [])
  }

  @Test func `the published consistency proof holds, in our text too`() throws {
    let proof = ConsistencyProof(
      path: MerkleTree.consistencyProof(from: 6, in: leaves), older: signed(6), newer: signed(8))
    #expect(proof.holds)
    #expect(try ConsistencyProof(proof.bytes) == proof)
    guard case .consistency = try ProofFile(proof.bytes) else { return #expect(Bool(false)) }
    let whole = proof.bytes
    for offset in whole.indices {
      var bytes = whole
      bytes[offset] ^= 1
      #expect(!isGrowth(bytes), "byte \(offset)")
      #expect(!isGrowth(Array(whole[..<offset])), "cut at \(offset)")
    }
    #expect(isGrowth(whole))
  }

  @Test func `every two sizes are consistent, and never the other way round`() {
    for older in 0...8 {
      for newer in older...8 {
        let path = MerkleTree.consistencyProof(from: UInt64(older), in: Array(leaves[..<newer]))
        let proof = ConsistencyProof(path: path, older: signed(older), newer: signed(newer))
        #expect(proof.holds, "\(older) to \(newer)")
        let back = ConsistencyProof(path: path, older: proof.newer, newer: proof.older)
        #expect(!back.holds || older == newer, "\(newer) to \(older)")
      }
    }
  }

  private func isGrowth(_ bytes: [UInt8]) -> Bool {
    do {
      let proof = try ConsistencyProof(bytes)
      return proof.holds && proof.older.objection(for: signer.verifier) == nil
        && proof.newer.objection(for: signer.verifier) == nil
    } catch { return false }
  }
}
