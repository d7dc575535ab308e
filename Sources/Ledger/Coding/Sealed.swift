/// Personal data on its way into the log, and as it stands there.
///
/// Names, phones, e-mails, addresses and free text about a person are never written in clear. The
/// rules carry them as `clear`; the writer of the log seals them (AES-256-GCM) under a key of the
/// person and purpose; what is read back is a `box` that only a holder of the key can open.
public enum Sealed: Sendable, Equatable {
  case none
  indirect case clear(Personal, of: String, for: Purpose)
  case box(SealedBox)
}

/// Why the data is kept: each purpose has a key of its own, so that one can be destroyed alone.
public enum Purpose: String, Choice { case identity, dispute, billing }

/// A sealed field as stored: the slot of its key, and base64url(nonce ‖ ciphertext ‖ tag).
public struct SealedBox: Record {
  public var box = String.unset
  public var key = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("box", &box, BoxCoding.self)
    try visitor.field("key", &key)
  }
}

/// Sealed bytes in base64url, as long as a line allows.
enum BoxCoding: FieldCoding {
  static func read(_ tape: borrowing Tape, _ index: Int) throws(FormatError) -> String {
    _ = try tape.expect(.string, index, "a text")
    return tape.string(index)
  }

  static func isUnset(_ value: String) -> Bool { value.isEmpty }

  static func write(_ value: String, into writer: inout CanonicalWriter) { writer.string(value) }

  static func describe(into writer: inout CanonicalWriter) {
    writer.describeText(pattern: "^[A-Za-z0-9_-]+$", "base64url(nonce, ciphertext, tag)")
  }
}

/// What may be said of a natural person, or a free text about one.
public struct Personal: Record {
  public var address: String?
  public var email: String?
  public var fingerprints: [Fingerprint]?
  public var name: String?
  public var phone: String?
  public var text: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("address", &address)
    try visitor.field("email", &email)
    try visitor.field("fingerprints", &fingerprints)
    try visitor.field("name", &name)
    try visitor.field("phone", &phone)
    try visitor.field("text", &text)
  }

  public var isEmpty: Bool { self == Personal() }
}

/// A phone or an e-mail as a keyed code: it tells whether two are the same, and not what they are. Sealed in the log,
/// and gone with the person's key.
public struct Fingerprint: Record, Hashable {
  public var kind = FingerprintKind.unset
  /// HMAC-SHA-256 under a key of the ledger, in hexadecimal, cut to 32 digits.
  public var mac = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("kind", &kind)
    try visitor.field("mac", &mac, IDCoding.self)
  }
}

public enum FingerprintKind: String, Choice { case email, phone }

/// A natural person as a command names one: an id, and what is known of the person if new.
public struct Person: Record {
  public var id = String.unset
  public var address: String?
  public var email: String?
  public var name: String?
  public var phone: String?
  /// Of phone and e-mail, put in before the command is decided.
  public var fingerprints: [Fingerprint] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("address", &address)
    try visitor.field("email", &email)
    try visitor.field("id", &id, IDCoding.self)
    try visitor.field("name", &name)
    try visitor.field("phone", &phone)
  }

  /// The names of the details that are given.
  public var known: [String] {
    [("address", address), ("email", email), ("name", name), ("phone", phone)]
      .filter { $0.1 != nil }.map(\.0)
  }

  /// The fingerprints of phone and e-mail, to be sealed for a purpose; nothing when there is none.
  public func sealedFingerprints(for purpose: Purpose) -> Sealed {
    if fingerprints.isEmpty { return .none }
    return .clear(Personal.with { $0.fingerprints = fingerprints }, of: id, for: purpose)
  }

  /// What is sealed about the person for a purpose; nothing when only the id was given.
  public func sealed(for purpose: Purpose) -> Sealed {
    let personal = Personal.with {
      $0.address = address
      $0.email = email
      $0.name = name
      $0.phone = phone
    }
    return personal.isEmpty ? .none : .clear(personal, of: id, for: purpose)
  }
}
