// The two files that prove something offline (FORMAT.md, section 9).

/// A `.tlog-proof`: that a line is the event of one position under a checkpoint.
public struct InclusionProof: Hashable, Sendable {
  static let mark = "c2sp.org/tlog-proof@v1"

  public var position: UInt64
  public var path: [TreeHash]
  public var signed: SignedCheckpoint
  /// The event's line, or whatever another program put there: worth nothing before it is hashed.
  public var extra: [UInt8]?

  public init(
    position: UInt64, path: [TreeHash], signed: SignedCheckpoint, extra: [UInt8]?
  ) {
    self.position = position
    self.path = path
    self.signed = signed
    self.extra = extra
  }

  public init(_ bytes: [UInt8]) throws(NoteError) {
    var parts = try ProofParts(bytes)
    guard parts.mark.elementsEqual(Self.mark.utf8) else {
      throw NoteError("a proof's first line is \(Self.mark)")
    }
    if let text = parts.value(of: "extra ") {
      guard let extra = Base64.decode(text) else { throw NoteError("extra is not base64") }
      self.extra = extra
    }
    guard let text = parts.value(of: "index "), let index = Checkpoint.decimal(text) else {
      throw NoteError("a proof has a line `index` with the event's position")
    }
    position = index
    path = try parts.hashes()
    signed = try SignedCheckpoint(Array(parts.rest))
  }

  public var bytes: [UInt8] {
    var text = Self.mark + "\n"
    if let extra { text += "extra \(Base64.encode(extra))\n" }
    text += "index \(position)\n"
    for hash in path { text += hash.base64 + "\n" }
    return Array((text + "\n").utf8) + signed.note.bytes
  }

  /// Whether the path leads from the line to the checkpoint's root.
  public func proves(_ line: [UInt8]) -> Bool {
    let leaf = line.withUnsafeBytes { MerkleTree.leafHash($0) }
    return MerkleTree.verifyInclusion(
      of: leaf, at: position, size: signed.checkpoint.size, root: signed.checkpoint.root,
      proof: path)
  }
}

/// That the tree of one checkpoint is that of an older one with events added.
public struct ConsistencyProof: Hashable, Sendable {
  static let mark = "minutier/consistency-proof@v1"

  public var path: [TreeHash]
  public var older: SignedCheckpoint
  public var newer: SignedCheckpoint

  public init(path: [TreeHash], older: SignedCheckpoint, newer: SignedCheckpoint) {
    self.path = path
    self.older = older
    self.newer = newer
  }

  public init(_ bytes: [UInt8]) throws(NoteError) {
    var parts = try ProofParts(bytes)
    guard parts.mark.elementsEqual(Self.mark.utf8) else {
      throw NoteError("a proof's first line is \(Self.mark)")
    }
    path = try parts.hashes()
    // The older checkpoint ends at its second empty line, behind its signatures.
    let rest = parts.rest
    let gaps = rest.indices.dropLast().filter { rest[$0] == 0x0A && rest[$0 + 1] == 0x0A }
    guard gaps.count == 3 else { throw NoteError("a consistency proof holds two checkpoints") }
    older = try SignedCheckpoint(Array(rest[...gaps[1]]))
    newer = try SignedCheckpoint(Array(rest[(gaps[1] + 2)...]))
  }

  public var bytes: [UInt8] {
    var text = Self.mark + "\n"
    for hash in path { text += hash.base64 + "\n" }
    return Array((text + "\n").utf8) + older.note.bytes + [0x0A] + newer.note.bytes
  }

  /// Whether the newer tree is the older one with events added.
  public var holds: Bool {
    let (old, new) = (older.checkpoint, newer.checkpoint)
    guard old.origin.utf8.elementsEqual(new.origin.utf8) else { return false }
    if old.size == 0, new.size > 0 { return path.isEmpty && old.root == MerkleTree.emptyRoot }
    return MerkleTree.verifyConsistency(
      from: old.size, root: old.root, to: new.size, root: new.root, proof: path)
  }
}

/// A file that proves something, of either kind.
public enum ProofFile: Hashable, Sendable {
  case inclusion(InclusionProof)
  case consistency(ConsistencyProof)

  public init(_ bytes: [UInt8]) throws(NoteError) {
    self =
      bytes.starts(with: ConsistencyProof.mark.utf8)
      ? .consistency(try ConsistencyProof(bytes)) : .inclusion(try InclusionProof(bytes))
  }
}

/// The lines of a proof before its first empty line, and what follows.
private struct ProofParts {
  let mark: ArraySlice<UInt8>
  private var lines: ArraySlice<ArraySlice<UInt8>>
  let rest: ArraySlice<UInt8>

  /// The longest path in a tree of 2^64 events, and to spare.
  private static let mostHashes = 128

  init(_ bytes: [UInt8]) throws(NoteError) {
    guard
      let gap = bytes.indices.dropLast().first(where: {
        bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A
      })
    else { throw NoteError("a proof has an empty line before its checkpoint") }
    let head = bytes[..<gap].split(separator: 0x0A, omittingEmptySubsequences: false)
    mark = head[0]
    lines = head.dropFirst()
    rest = bytes[(gap + 2)...]
  }

  /// What follows a word at the start of the next line; nil when it starts otherwise.
  mutating func value(of word: String) -> ArraySlice<UInt8>? {
    guard let line = lines.first, line.starts(with: word.utf8) else { return nil }
    lines.removeFirst()
    return line.dropFirst(word.utf8.count)
  }

  mutating func hashes() throws(NoteError) -> [TreeHash] {
    guard lines.count <= Self.mostHashes else { throw NoteError("a proof of too many hashes") }
    var hashes: [TreeHash] = []
    for line in lines {
      guard let hash = TreeHash(base64: line) else {
        throw NoteError("a proof's other lines are SHA-256 hashes in base64")
      }
      hashes.append(hash)
    }
    return hashes
  }
}
