/// Claims for leads that are duplicates or have wrong details (AP-3.3).

/// A beneficiary claims for a lead that it bought: a fact, whatever its ground (AP-3.3, G-1).
public struct LeadClaimFiled: EventPayload {
  public static let type: StaticString = "LeadClaimFiled"

  public var claim = String.unset
  /// Whether the ground is one that the text indemnifies (AP-2.2, AP-7.1).
  public var covered = false
  /// The lead of the same person and range that it bought before (A-AP-7).
  public var duplicateOf: String?
  public var evidence: SHA256Text?
  public var filedAt = Instant.unset
  public var kind = ClaimKind.unset
  /// Filed after the days beyond which staff is alerted (A-AP-6).
  public var late = false
  public var lead = String.unset
  public var party = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("covered", &covered)
    try visitor.field("duplicate_of", &duplicateOf, IDCoding.self)
    try visitor.field("evidence", &evidence)
    try visitor.field("filed_at", &filedAt)
    try visitor.field("kind", &kind)
    try visitor.field("late", &late)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
  }
}

/// The ground of a claim.
public enum ClaimKind: String, Choice {
  case duplicate
  case wrongDetails = "wrong_details"
  /// Bought by somebody else through the account (AP-7.1).
  case unauthorised
  case other
}

/// Both sides agreed on an indemnity (AP-3.3, A-AP-8).
public struct LeadClaimSettled: EventPayload {
  public static let type: StaticString = "LeadClaimSettled"

  public var agreedAt = Instant.unset
  public var amountHt = Money.unset
  public var claim = String.unset
  public var form = SettlementForm.unset
  public var lead = String.unset
  public var party = String.unset
  /// The lead given instead.
  public var replacement: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("agreed_at", &agreedAt)
    try visitor.field("amount_ht", &amountHt)
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("form", &form)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("replacement", &replacement, IDCoding.self)
  }
}

/// What a claim is settled with.
public enum SettlementForm: String, Choice {
  case walletCredit = "wallet_credit"
  case creditNote = "credit_note"
  case replacementLead = "replacement_lead"
}

/// A claim is not followed (AP-3.3).
public struct LeadClaimRejected: EventPayload {
  public static let type: StaticString = "LeadClaimRejected"

  public var claim = String.unset
  public var lead = String.unset
  public var party = String.unset
  public var reason = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("claim", &claim, IDCoding.self)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("reason", &reason, IDCoding.self)
  }
}
