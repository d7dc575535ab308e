/// Notices, formal notices, and how a contract is suspended or ends.

/// A writing that asks for a change or an end reached one party (G-1): a fact, whatever its effect.
public struct NoticeRecorded: EventPayload {
  public static let type: StaticString = "NoticeRecorded"

  public var by = Side.unset
  public var channel = String.unset
  public var contract = String.unset
  public var letter: SHA256Text?
  public var notice = String.unset
  public var receivedAt = Instant.unset
  public var sentAt: Instant?
  public var type = NoticeType.unset
  /// The end that the notice asks for, when it names one.
  public var wantedOn: Day?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("letter", &letter)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("sent_at", &sentAt)
    try visitor.field("type", &type)
    try visitor.field("wanted_on", &wantedOn)
  }
}

public enum NoticeType: String, Choice {
  case nonRenewal = "non_renewal"
  case closure, stop, refusal
  case justCause = "just_cause"
  case change

  /// A writing of a beneficiary, which has an account and no contract (AP-1.8, AP-6.5): its event names the account.
  public var isOfAccount: Bool { self == .closure || self == .change }
}

/// What a notice brings about (BC-4.4).
public struct NoticeQualified: EventPayload {
  public static let type: StaticString = "NoticeQualified"

  public var contract = String.unset
  public var deadline = String.unset
  /// The day from which it takes effect; none when it has no effect.
  public var effectiveOn: Day?
  public var notice = String.unset
  public var result = NoticeResult.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("deadline", &deadline, DerivedIDCoding.self)
    try visitor.field("effective_on", &effectiveOn)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
    try visitor.field("result", &result)
  }
}

public enum NoticeResult: String, Choice {
  case valid, late
  case wrongForm = "wrong_form"
  case incomplete, deferred
}

/// The contract is over from this day on.
public struct ContractEnded: EventPayload {
  public static let type: StaticString = "ContractEnded"

  public var by = Side.unset
  public var cause = EndCause.unset
  public var contract = String.unset
  public var effectiveOn = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by)
    try visitor.field("cause", &cause)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_on", &effectiveOn)
  }
}

public enum EndCause: String, Choice {
  case nonRenewal = "non_renewal"
  case breach
  case forceMajeure = "force_majeure"
  /// Not paid (MC-III.9).
  case nonPayment = "non_payment"
  /// New prices or terms were not wanted (MC-III.4).
  case changeRefused = "change_refused"
  /// A campaign of clicks was ended (MC-A.8).
  case boosterStop = "booster_stop"
}

/// One party was put on notice to cure a breach (BC-9.1).
public struct FormalNoticeSent: EventPayload {
  public static let type: StaticString = "FormalNoticeSent"

  public var breach = String.unset
  public var channel = String.unset
  public var contract = String.unset
  /// The last day to cure; none while no reception is known.
  public var cureUntil: Day?
  public var kind = FormalNoticeKind.unset
  public var notice = String.unset
  public var receivedAt: Instant?
  public var sentAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("breach", &breach, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("cure_until", &cureUntil)
    try visitor.field("kind", &kind)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
    try visitor.field("received_at", &receivedAt)
    try visitor.field("sent_at", &sentAt)
  }
}

public enum FormalNoticeKind: String, Choice {
  case breach
}

/// The breach was cured.
public struct FormalNoticeCured: EventPayload {
  public static let type: StaticString = "FormalNoticeCured"

  public var contract = String.unset
  public var curedAt = Instant.unset
  public var how = String.unset
  public var notice = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("cured_at", &curedAt)
    try visitor.field("how", &how, IDCoding.self)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
  }
}

/// The service is suspended: nothing new is booked (BC-9.1).
public struct AccessSuspended: EventPayload {
  public static let type: StaticString = "AccessSuspended"

  public var contract = String.unset
  public var effectiveAt = Instant.unset
  public var notice: String?
  public var reason = SuspensionReason.unset
  public var scope = SuspensionScope.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("notice", &notice, DerivedIDCoding.self)
    try visitor.field("reason", &reason)
    try visitor.field("scope", &scope)
  }
}

public enum SuspensionReason: String, Choice {
  case breach
  /// MC-III.9.
  case nonPayment = "non_payment"
  case unlawful
}

public enum SuspensionScope: String, Choice { case services }

/// The service runs again.
public struct AccessRestored: EventPayload {
  public static let type: StaticString = "AccessRestored"

  public var contract = String.unset
  public var effectiveAt = Instant.unset
  public var reason = String.unset
  public var scope = SuspensionScope.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("effective_at", &effectiveAt)
    try visitor.field("reason", &reason, IDCoding.self)
    try visitor.field("scope", &scope)
  }
}

/// Something that neither party could help keeps one from performing (C. civ. 1218, BC-10.1).
public struct ForceMajeureDeclared: EventPayload {
  public static let type: StaticString = "ForceMajeureDeclared"

  public var affected = Side.unset
  public var cause = String.unset
  public var contract = String.unset
  public var from = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("affected", &affected)
    try visitor.field("cause", &cause, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from", &from)
  }
}

/// What kept a party from performing is over.
public struct ForceMajeureEnded: EventPayload {
  public static let type: StaticString = "ForceMajeureEnded"

  public var contract = String.unset
  public var to = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("to", &to)
  }
}
