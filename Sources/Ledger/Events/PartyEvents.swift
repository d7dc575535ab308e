/// Parties, tasks for people, and what they decided.

/// A client became known (BC-1.1).
public struct PartyRegistered: EventPayload {
  public static let type: StaticString = "PartyRegistered"
  public static let isPersonal = true

  public var billingCountry = String.unset
  /// The fingerprints of phone and e-mail, where the contract recognises senders by them (AP-1.8).
  public var dedupe = Sealed.none
  /// False while a person must decide whether this client may subscribe (BC-1.1).
  public var eligible = false
  public var identity = Sealed.none
  public var kind = PartyKind.unset
  public var party = String.unset
  /// The natural person whose key seals `identity`.
  public var person = String.unset
  public var profession: String?
  public var registrationNo: String?
  public var territory = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("billing_country", &billingCountry, IDCoding.self)
    try visitor.sealed("dedupe", &dedupe)
    try visitor.field("eligible", &eligible)
    try visitor.sealed("identity", &identity)
    try visitor.field("kind", &kind)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("person", &person, IDCoding.self)
    try visitor.field("profession", &profession, IDCoding.self)
    try visitor.field("registration_no", &registrationNo, IDCoding.self)
    try visitor.field("territory", &territory, IDCoding.self)
  }
}

public enum PartyKind: String, Choice {
  case legalPerson = "legal_person"
  case naturalPerson = "natural_person"
}

/// A person has to decide or to do something (G-15).
public struct TaskOpened: EventPayload {
  public static let type: StaticString = "TaskOpened"

  public var answerBy: Day?
  /// The code that holds the effect, when one does.
  public var code: String?
  public var opensAt = Instant.unset
  public var right = Right.unset
  public var rule = String.unset
  public var subject = String.unset
  public var task = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("answer_by", &answerBy)
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("opens_at", &opensAt)
    try visitor.field("right", &right)
    try visitor.field("rule", &rule, IDCoding.self)
    try visitor.field("subject", &subject, DerivedIDCoding.self)
    try visitor.field("task", &task, DerivedIDCoding.self)
  }
}

/// What a task asks for. `exercised` in the decision means yes.
public enum Right: String, Choice {
  /// BC-1.1: may a client of another profession subscribe?
  case acceptClient = "accept_client"
  /// BC-1.3, A-BC-6: does an anomaly that did not come by the form count?
  case admitAnomaly = "admit_anomaly"
  /// BC-1.4: an anomaly waits for its decision (given by `ResolveAnomaly`).
  case resolveAnomaly = "resolve_anomaly"
  /// BC-1.3, A-BC-3: is an appointment that the client cancelled billable?
  case billAppointment = "bill_appointment"
  /// BC-1.3: was the appointment honoured (given by `RecordOutcome`)?
  case recordOutcome = "record_outcome"
  /// G-8: an invoiced appointment is not validated any more; credit it?
  case issueCreditNote = "issue_credit_note"
  /// BC-10.1: is an appointment validated although force majeure kept the client from contesting it?
  case validateAppointment = "validate_appointment"
  /// BC-4.4, A-BC-23: the provider ends the renewals of a contract.
  case endContract = "end_contract"
  /// BC-9.1: suspend or terminate, after a formal notice without effect?
  case sanctionBreach = "sanction_breach"
  /// BC-4.5: ask the bank once more for a payment that came back?
  case representDebit = "represent_debit"
  /// BC-4.5: what became of a debit that the bank does not answer for?
  case answerDebit = "answer_debit"
  /// G-19: publish the rate that late interest waits for.
  case publishRate = "publish_rate"
  /// BC-8.1: credit a month in which the quota was not reached?
  case creditUnderDelivery = "credit_under_delivery"
  /// BC-8.2: tell the clients of a new version of the terms.
  case informClients = "inform_clients"
  /// AP-6.2: propose a new version of the terms, the day after its publication.
  case proposeTerms = "propose_terms"
  /// AP-1.8: do what a beneficiary asked for by e-mail.
  case applyPreferences = "apply_preferences"
  /// AP-1.8: is the sender of a request the beneficiary?
  case verifySender = "verify_sender"
  /// AP-2.1: ask what became of a lead.
  case followUpLead = "follow_up_lead"
  /// AP-3.3: settle or reject a claim.
  case settleClaim = "settle_claim"
  /// AP-3.3: settle a claim above the price that was paid?
  case approveSettlement = "approve_settlement"
  /// AP-3.3: pay what was agreed above the price, which no credit bears.
  case payExcess = "pay_excess"
  /// AP-4.5: the Tirelire was not credited in time.
  case creditWallet = "credit_wallet"
  /// AP-4.9: refuse direct debits from now on?
  case withdrawDirectDebit = "withdraw_direct_debit"
  /// AP-4.10: demand an advance for the coming invoice?
  case demandAdvance = "demand_advance"
  /// AP-4.10: an advance was not paid in its days.
  case chaseAdvance = "chase_advance"
  /// AP-4.12: begin the amicable recovery of what is overdue?
  case openCollection = "open_collection"
  /// AP-5.1: ask for a new certificate of insurance.
  case renewInsurance = "renew_insurance"
  /// AP-6.8: a closure was not asked by registered letter.
  case awaitLetter = "await_letter"
  /// AP-6.9: refund the Tirelire of a closed account.
  case refundWallet = "refund_wallet"
  /// AP-6.9: set unpaid invoices off against the refund (A-AP-24).
  case setOff = "set_off"
  /// AP-4.4: give the bank details that a beneficiary asked for.
  case sendBankDetails = "send_bank_details"
  /// MC-II.5: may an order above the threshold be paid by transfer only?
  case requireTransfer = "require_transfer"
  /// MC-II.3: invite a client to pay by transfer.
  case inviteTransfer = "invite_transfer"
  /// MC-II.8, MC-III.9: suspend, since the first payment did not come in time?
  case chaseFirstPayment = "chase_first_payment"
  /// MC-A.2: a campaign of clicks did not start when it should have.
  case startCampaign = "start_campaign"
  /// MC-A.5: is the site of a campaign online?
  case checkSite = "check_site"
  /// MC-A.8: complete the e-mail that ends a campaign of clicks.
  case completeNotice = "complete_notice"
  /// MC-B.8: the costs of a cancelled order have no amount yet.
  case setDossierFee = "set_dossier_fee"
  /// MC-B.9, MC-L.7: qualify a claim for addresses.
  case qualifyClaim = "qualify_claim"
  /// MC-B.10: a claim waits for its registered letter.
  case awaitClaimLetter = "await_claim_letter"
  /// MC-L.8: check a file against Bloctel again.
  case scrubFile = "scrub_file"
  /// MC-II.1: give the new credentials.
  case communicateCredentials = "communicate_credentials"
  /// MC-III.6: not perform, for want of a guarantee?
  case declinePerformance = "decline_performance"
  /// MC-III.10: terminate, after ninety jours ouvrés of force majeure?
  case endForForceMajeure = "end_for_force_majeure"
  /// MC-B.14: answer a person.
  case answerSubject = "answer_subject"
  /// MC-III.8: a reference may not be used any more.
  case stopReference = "stop_reference"
}

/// A person exercised or waived a right (G-15).
public struct DecisionRecorded: EventPayload {
  public static let type: StaticString = "DecisionRecorded"

  public var by = String.unset
  public var exercised = false
  public var kind: String?
  public var reason = String.unset
  public var right = Right.unset
  public var subject = String.unset
  public var task = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("exercised", &exercised)
    try visitor.field("kind", &kind, IDCoding.self)
    try visitor.field("reason", &reason)
    try visitor.field("right", &right)
    try visitor.field("subject", &subject, DerivedIDCoding.self)
    try visitor.field("task", &task, DerivedIDCoding.self)
  }
}

/// An event was wrong (G-8). It stays; what it brought about is undone by this one.
public struct EventCorrected: EventPayload {
  public static let type: StaticString = "EventCorrected"

  public var by = String.unset
  public var reason = String.unset
  /// What the corrected event was about.
  public var subject = String.unset
  /// The position of the corrected event.
  public var target = Int.unset
  public var targetType = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("by", &by, IDCoding.self)
    try visitor.field("reason", &reason)
    try visitor.field("subject", &subject, DerivedIDCoding.self)
    try visitor.field("target", &target)
    try visitor.field("target_type", &targetType, IDCoding.self)
  }
}

/// A request to the ledger was refused (G-1). On stream `audit`; no payload is kept.
public struct CommandRefused: EventPayload {
  public static let type: StaticString = "CommandRefused"

  public var code = String.unset
  public var command = String.unset
  public var rule = String.unset
  /// The position at which it was decided.
  public var stateVersion = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("code", &code, IDCoding.self)
    try visitor.field("command", &command, IDCoding.self)
    try visitor.field("rule", &rule, IDCoding.self)
    try visitor.field("state_version", &stateVersion)
  }
}
