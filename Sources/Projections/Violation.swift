/// An invariant of table G that does not hold: what was found, what was expected, about what.

public struct Violation: Error, Sendable, Equatable, CustomStringConvertible {
  /// The projection whose invariant it is.
  public enum Invariant: String, Sendable {
    case invoice = "INV"
    case balance = "BAL"
    case appointment = "APT"
    case contract = "CTR"
    case deadline = "DL"
    case journal
    case wallet = "WAL"
    case lead = "LEAD"
    case claim = "CLM"
    case account = "ACC"
    case delivery = "DLV"
  }

  public var invariant: Invariant
  /// What it is about, most precise first.
  public var subjects: [String]
  public var found: String
  public var expected: String
  /// The event that broke it, where one did.
  public var position: Int?

  init(
    _ invariant: Invariant, _ subjects: [String], found: String, expected: String,
    at position: Int? = nil
  ) {
    self.invariant = invariant
    self.subjects = subjects
    self.found = found
    self.expected = expected
    self.position = position
  }

  /// The name of the invariant, as in table G.
  public var name: String { invariant.rawValue }

  public var description: String {
    let place = position.map { " (position \($0))" } ?? ""
    return
      "\(name) \(subjects.joined(separator: ", ")): found \(found), expected \(expected)\(place)"
  }
}
