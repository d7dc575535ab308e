import Ledger
public import Projections

extension ReadSide {
  /// What a person is found by.
  public enum Detail: Sendable {
    case phone(String)
    case email(String)
  }

  /// Finds leads and clients by a phone or an e-mail (A-AP-7), which stands in clear neither in the log nor here: it is
  /// written as at capture, coded under the ledger's key, and only the code is looked up.
  ///
  /// - Returns: nil when it is no phone (no digit) or no e-mail (no `@`).
  public func find(_ detail: Detail) throws(LedgerError) -> Answer? {
    guard detail.isPlausible else { return nil }
    let card = try home.card()
    let key = PeopleKey(try Keys.open(home, origin: card.origin, clock: card.clock).fingerprint)
    let code =
      switch detail {
      case .phone(let text): key.fingerprint(.phone, text)
      case .email(let text): key.fingerprint(.email, text)
      }
    let questions = try current()
    do { return try questions.found(code: code.mac) } catch { throw .projection(error.description) }
  }
}

extension ReadSide.Detail {
  fileprivate var isPlausible: Bool {
    switch self {
    case .phone(let text): text.contains { $0.isASCII && $0.isNumber }
    case .email(let text): text.contains("@")
    }
  }
}
