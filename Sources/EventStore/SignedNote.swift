// C2SP signed notes: a text, an empty line, signature lines (FORMAT.md, section 8).

/// Something that should be a note, a key or a proof, and is not.
public struct NoteError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String
  init(_ problem: String) { description = problem }
}

/// A text and the signatures under it.
///
/// Texts and lines are bytes: two that differ in one byte differ.
public struct SignedNote: Hashable, Sendable {
  public struct Signature: Hashable, Sendable {
    public var name: String
    /// The first 4 bytes of the key's hash.
    public var keyID: UInt32
    /// What stands behind the key id.
    public var blob: [UInt8]

    var line: [UInt8] {
      Array("— \(name) \(Base64.encode(keyID.bigEndianBytes + blob))\n".utf8)
    }
  }

  /// Up to and with the LF before the empty line.
  public var text: [UInt8]
  public var signatures: [Signature]

  /// As many signature lines as anyone needs; a note with more is refused.
  private static let mostSignatures = 100

  public init(text: [UInt8], signatures: [Signature]) {
    self.text = text
    self.signatures = signatures
  }

  public init(_ bytes: [UInt8]) throws(NoteError) {
    guard String(validating: bytes, as: UTF8.self) != nil,
      bytes.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
    else { throw NoteError("a note is UTF-8 without control characters") }
    guard
      let gap = bytes.indices.dropLast().last(where: { bytes[$0] == 0x0A && bytes[$0 + 1] == 0x0A })
    else { throw NoteError("a note has an empty line before its signatures") }
    text = Array(bytes[...gap])
    signatures = try Self.signatures(bytes[(gap + 2)...])
  }

  /// Reads signature lines alone.
  public static func signatures(_ bytes: ArraySlice<UInt8>) throws(NoteError) -> [Signature] {
    guard bytes.last == 0x0A else { throw NoteError("a note ends with a signature line and LF") }
    var found: [Signature] = []
    for line in bytes.dropLast().split(separator: 0x0A, omittingEmptySubsequences: false) {
      found.append(try signature(line))
    }
    guard found.count <= mostSignatures else {
      throw NoteError("a note has at most \(mostSignatures) signature lines")
    }
    return found
  }

  private static func signature(_ line: ArraySlice<UInt8>) throws(NoteError) -> Signature {
    let parts = line.split(separator: 0x20, omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].elementsEqual("—".utf8),
      let name = String(validating: parts[1], as: UTF8.self), VerifierKey.isName(name),
      let blob = Base64.decode(parts[2]), blob.count > 4
    else {
      throw NoteError("a signature line is an em dash, a name and base64, with a space between")
    }
    return Signature(
      name: name, keyID: UInt32(bigEndianBytes: blob[..<4]), blob: Array(blob[4...]))
  }

  /// Text, empty line and signature lines.
  public var bytes: [UInt8] { text + [0x0A] + signatures.flatMap(\.line) }
}

/// A key that signatures are checked with, as a C2SP verifier key names it.
public struct VerifierKey: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: UInt8, Sendable {
    /// Signs a note's text.
    case signature = 1
    /// Signs a note's text and when it was seen: a witness.
    case cosignature = 4
  }

  public let name: String
  public let kind: Kind
  public let id: UInt32
  private let key: [UInt8]

  public init(name: String, kind: Kind, key: [UInt8]) {
    precondition(key.count == Ed25519.keyBytes, "an Ed25519 key has 32 bytes")
    self.name = name
    self.kind = kind
    self.key = key
    var hasher = Hasher256()
    let hashed = Array(name.utf8) + [0x0A, kind.rawValue] + key
    let hash = hashed.withUnsafeBytes { hasher.hash($0) }
    id = hash.withBytes { UInt32(bigEndianBytes: $0[..<4]) }
  }

  /// Reads `name+hex(id)+base64(type ‖ key)`.
  public init(_ text: String) throws(NoteError) {
    let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3, Self.isName(String(parts[0])),
      let typed = Base64.decode(parts[2].utf8), let first = typed.first
    else { throw NoteError("\(text) is no verifier key: name+id+base64") }
    guard let kind = Kind(rawValue: first), typed.count == 1 + Ed25519.keyBytes else {
      throw NoteError("\(text) is a key of a kind that this program does not know: no Ed25519")
    }
    self.init(name: String(parts[0]), kind: kind, key: Array(typed[1...]))
    guard parts[1].utf8.elementsEqual(hexID.utf8) else {
      throw NoteError("\(text) names key id \(parts[1]), its key has \(hexID)")
    }
  }

  /// Not empty, no space, no `+`.
  static func isName(_ name: String) -> Bool {
    !name.isEmpty
      && name.unicodeScalars.allSatisfy {
        !$0.properties.isWhitespace && $0 != "+" && $0.value > 0x1F
      }
  }

  public var hexID: String {
    let digits = String(id, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  public var description: String { "\(name)+\(hexID)+\(Base64.encode([kind.rawValue] + key))" }

  /// What a note's signatures by this key come to.
  public enum Verdict: Hashable, Sendable {
    /// All hold; of a witness, when it saw the text first, in POSIX seconds.
    case holds(since: UInt64?)
    /// No signature is by this key.
    case absent
    /// One that names this key is not by it: the note is to be refused.
    case wrong
  }

  public func verdict(on note: SignedNote) -> Verdict {
    let own = note.signatures.filter {
      $0.keyID == id && $0.name.utf8.elementsEqual(name.utf8)
    }
    guard !own.isEmpty else { return .absent }
    var since: UInt64?
    for signature in own {
      switch kind {
      case .signature:
        guard Ed25519.isSigned(note.text, signature.blob, by: key) else { return .wrong }
      case .cosignature:
        guard let time = time(of: signature, on: note.text) else { return .wrong }
        since = min(since ?? time, time)
      }
    }
    return .holds(since: since)
  }

  /// The end of the year 9999.
  private static let latestTime: UInt64 = 253_402_300_799

  private func time(of signature: SignedNote.Signature, on text: [UInt8]) -> UInt64? {
    guard signature.blob.count == 8 + Ed25519.signatureBytes else { return nil }
    let time = signature.blob[..<8].reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    guard time <= Self.latestTime else { return nil }
    let seen = Array("cosignature/v1\ntime \(time)\n".utf8) + text
    return Ed25519.isSigned(seen, Array(signature.blob[8...]), by: key) ? time : nil
  }
}

/// A secret that signs notes under a name.
public struct NoteSigner: Sendable {
  private let secret: [UInt8]
  public let verifier: VerifierKey

  /// - Parameter secret: the 32 bytes of RFC 8032.
  public init(name: String, kind: VerifierKey.Kind = .signature, secret: [UInt8]) {
    precondition(secret.count == Ed25519.keyBytes, "an Ed25519 secret has 32 bytes")
    self.secret = secret
    verifier = VerifierKey(name: name, kind: kind, key: Ed25519.publicKey(of: secret))
  }

  /// Signs a text that ends with LF.
  public func sign(_ text: [UInt8]) -> SignedNote.Signature {
    SignedNote.Signature(
      name: verifier.name, keyID: verifier.id, blob: Ed25519.sign(text, with: secret))
  }

  /// Signs a text as a witness that saw it at a time.
  public func cosign(_ text: [UInt8], at seconds: UInt64) -> SignedNote.Signature {
    let seen = Array("cosignature/v1\ntime \(seconds)\n".utf8) + text
    let time = withUnsafeBytes(of: seconds.bigEndian) { Array($0) }
    return SignedNote.Signature(
      name: verifier.name, keyID: verifier.id, blob: time + Ed25519.sign(seen, with: secret))
  }
}

extension UInt32 {
  init(bigEndianBytes bytes: some Sequence<UInt8>) {
    self = bytes.reduce(0) { $0 << 8 | UInt32($1) }
  }

  var bigEndianBytes: [UInt8] { withUnsafeBytes(of: bigEndian) { Array($0) } }
}
