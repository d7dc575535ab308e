// C2SP checkpoints: what a log says of itself and signs (FORMAT.md, section 8).

/// The size and the root of a log's tree, under the log's name.
public struct Checkpoint: Hashable, Sendable {
  public var origin: String
  public var size: UInt64
  public var root: TreeHash

  public init(origin: String, size: UInt64, root: TreeHash) {
    self.origin = origin
    self.size = size
    self.root = root
  }

  /// Reads the text of a note. Extension lines may follow, and are not looked at.
  public init(text: [UInt8]) throws(NoteError) {
    let lines = text.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard lines.count >= 4, lines.last?.isEmpty == true,
      lines.dropLast().allSatisfy({ !$0.isEmpty }),
      let origin = String(validating: lines[0], as: UTF8.self)
    else { throw NoteError("a checkpoint has a line each for origin, tree size and root") }
    guard let size = Self.decimal(lines[1]) else {
      throw NoteError("a checkpoint's second line is its tree size in decimal")
    }
    guard let root = TreeHash(base64: lines[2]) else {
      throw NoteError("a checkpoint's third line is a SHA-256 in base64")
    }
    self.init(origin: origin, size: size, root: root)
  }

  public var text: [UInt8] { Array("\(origin)\n\(size)\n\(root.base64)\n".utf8) }

  /// A number without sign and leading zeros.
  static func decimal(_ digits: ArraySlice<UInt8>) -> UInt64? {
    guard let number = UInt64(String(decoding: digits, as: UTF8.self)),
      digits.elementsEqual("\(number)".utf8)
    else { return nil }
    return number
  }
}

extension TreeHash {
  public init?(base64: some Sequence<UInt8>) {
    guard let bytes = Base64.decode(base64), bytes.count == 32 else { return nil }
    self = bytes.withUnsafeBytes { TreeHash(bytes: $0) }
  }

  public var base64: String { withBytes { Base64.encode(Array($0)) } }
}

/// A note whose text is a checkpoint.
public struct SignedCheckpoint: Hashable, Sendable {
  public var note: SignedNote
  public let checkpoint: Checkpoint

  public init(_ bytes: [UInt8]) throws(NoteError) {
    note = try SignedNote(bytes)
    checkpoint = try Checkpoint(text: note.text)
  }

  /// Signs a checkpoint.
  public init(_ checkpoint: Checkpoint, by signer: NoteSigner) {
    self.checkpoint = checkpoint
    note = SignedNote(text: checkpoint.text, signatures: [signer.sign(checkpoint.text)])
  }

  /// Why it is not a checkpoint of the log that this key belongs to; nil when it is one.
  public func objection(for key: VerifierKey) -> String? {
    guard checkpoint.origin.utf8.elementsEqual(key.name.utf8) else {
      return "origin \(checkpoint.origin)"
    }
    switch key.verdict(on: note) {
    case .holds: return nil
    case .absent: return "no signature by \(key.name)+\(key.hexID)"
    case .wrong: return "a wrong signature in the name of \(key.name)+\(key.hexID)"
    }
  }
}
