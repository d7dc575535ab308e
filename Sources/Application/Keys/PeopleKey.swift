import Commands
import Ledger

/// Recognises phones and e-mails without keeping them: HMAC-SHA-256 under the key of the ledger, of a phone in its
/// international form or of an e-mail in lower case.
struct PeopleKey: FingerprintKey, Sendable {
  private let key: HMACKey

  init(_ key: HMACKey) { self.key = key }

  func fingerprint(_ kind: FingerprintKind, _ text: String) -> Fingerprint {
    let plain = kind == .email ? PeopleKey.email(text) : PeopleKey.phone(text)
    return Fingerprint.with {
      $0.kind = kind
      $0.mac = hexadecimal(key.code("person 1 \(kind.rawValue) \(plain)")[..<16])
    }
  }

  /// `Marie@Example.FR ` → `marie@example.fr`.
  static func email(_ text: String) -> String {
    String(text.filter { !$0.isWhitespace }).lowercased()
  }

  /// `06 12 34 56 78`, `0033612345678` → `+33612345678` (E.164; a number without its country is French).
  static func phone(_ text: String) -> String {
    let digits = text.filter { $0.isASCII && $0.isNumber }
    if text.first(where: { !$0.isWhitespace }) == "+" { return "+\(digits)" }
    if digits.hasPrefix("00") { return "+\(digits.dropFirst(2))" }
    if digits.hasPrefix("0") { return "+33\(digits.dropFirst())" }
    return "+\(digits)"
  }
}
