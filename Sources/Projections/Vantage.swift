public import Ledger

/// From where a question looks at the log: which events it sees.
///
/// Known-at is the time of the ledger: what it had recorded by then. As-of is the time of the business:
/// what had happened by then, of all that is known. Both together are what was known at one instant of
/// another.
public struct Vantage: Sendable, Equatable {
  /// Only what had occurred by this instant.
  public var asOf: Instant?
  /// Only what was recorded by this instant.
  public var knownAt: Instant?

  public init(asOf: Instant? = nil, knownAt: Instant? = nil) {
    self.asOf = asOf
    self.knownAt = knownAt
  }

  /// All events.
  public static let now = Vantage()

  public func sees(_ event: RecordedEvent) -> Bool {
    if let knownAt, event.recorded > knownAt { return false }
    if let asOf, event.occurred > asOf { return false }
    return true
  }

  /// The instant to which ages are counted; nil for the last one recorded.
  var present: Instant? { asOf ?? knownAt }

  /// True when the events seen are the first ones of the log: nothing is missing between them.
  public var isPrefix: Bool { asOf == nil }
}
