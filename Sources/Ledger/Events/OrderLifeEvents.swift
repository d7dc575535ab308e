/// From a proposal to a firm order: solvency, guarantees, signatures, changes, assignment (MARKETINGCONNECT).

/// An order is validated: firm and irrevocable from an instant on (MC-II.2, MC-III.2).
public struct OrderConfirmed: EventPayload {
  public static let type: StaticString = "OrderConfirmed"

  public var client = String.unset
  public var irrevocableAt = Instant.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("irrevocable_at", &irrevocableAt)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// The means of a client were looked at after it ordered (MC-III.6).
public struct CreditReviewCompleted: EventPayload {
  public static let type: StaticString = "CreditReviewCompleted"

  public var at = Instant.unset
  public var client = String.unset
  public var order = String.unset
  public var result = CreditReview.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("at", &at)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("result", &result)
  }
}

/// What a review of solvency found (MC-III.6).
public enum CreditReview: String, Choice {
  case sufficient
  case insufficient
}

/// A client was told that its means do not suffice, and which guarantees would (MC-III.6).
public struct GuaranteeRequested: EventPayload {
  public static let type: StaticString = "GuaranteeRequested"

  public var client = String.unset
  public var informedAt = Instant.unset
  public var options: [String] = []
  public var order = String.unset
  /// The last day for its answer (A-MC-33).
  public var until = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("informed_at", &informedAt)
    try visitor.field("options", &options, ListCoding<IDCoding>.self)
    try visitor.field("order", &order, IDCoding.self)
    try visitor.field("until", &until)
  }
}

/// What a client answered to the guarantees asked of it (MC-III.6).
public struct GuaranteeResponseRecorded: EventPayload {
  public static let type: StaticString = "GuaranteeResponseRecorded"

  public var answer = GuaranteeAnswer.unset
  public var at = Instant.unset
  public var client = String.unset
  public var order = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer", &answer)
    try visitor.field("at", &at)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("order", &order, IDCoding.self)
  }
}

/// The answer to a request for guarantees.
public enum GuaranteeAnswer: String, Choice {
  case given
  case refused
}

/// A client was told of a new price, offer or version of the terms (MC-III.4, MC-III.5).
public struct PriceChangeNotified: EventPayload {
  public static let type: StaticString = "PriceChangeNotified"

  /// The last day to terminate.
  public var answerUntil = Day.unset
  /// The first day on which it may apply.
  public var appliesFrom = Day.unset
  public var change = ChangeKind.unset
  public var channel = String.unset
  public var client = String.unset
  public var contract = String.unset
  public var newList: String?
  public var notice = String.unset
  public var oldList: String?
  public var sentAt = Instant.unset
  /// Of new terms.
  public var version: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer_until", &answerUntil)
    try visitor.field("applies_from", &appliesFrom)
    try visitor.field("change", &change)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("client", &client, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("new_list", &newList, IDCoding.self)
    try visitor.field("notice", &notice, IDCoding.self)
    try visitor.field("old_list", &oldList, IDCoding.self)
    try visitor.field("sent_at", &sentAt)
    try visitor.field("version", &version, IDCoding.self)
  }
}

/// What changes.
public enum ChangeKind: String, Choice {
  case price
  case offer
  case terms
}

/// The provider assigned an order to a successor (MC-III.7).
public struct ContractAssigned: EventPayload {
  public static let type: StaticString = "ContractAssigned"

  public var agreement: SHA256Text?
  public var contract = String.unset
  public var from = String.unset
  public var informedOn: Day?
  public var to = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agreement", &agreement)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("from", &from, IDCoding.self)
    try visitor.field("informed_on", &informedOn)
    try visitor.field("to", &to, IDCoding.self)
  }
}

/// The proof file of an electronic signature is kept (MC-II.9).
public struct SignatureProofArchived: EventPayload {
  public static let type: StaticString = "SignatureProofArchived"
  public static let isPersonal = true

  public var certificateId: String?
  public var doc = SHA256Text.unset
  public var kind = SignatureKind.unset
  public var party = String.unset
  /// Whose key seals `signer`.
  public var person = String.unset
  public var proofFile = SHA256Text.unset
  public var provider = String.unset
  public var signedAt = Instant.unset
  public var signer = Sealed.none

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("certificate_id", &certificateId, IDCoding.self)
    try visitor.field("doc", &doc)
    try visitor.field("kind", &kind)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.field("proof_file", &proofFile)
    try visitor.field("provider", &provider, IDCoding.self)
    try visitor.field("signed_at", &signedAt)
    try visitor.sealed("signer", &signer)
  }
}

/// How a document was signed.
public enum SignatureKind: String, Choice {
  case click
  case otpCertificate = "otp_certificate"
}
