public import Ledger

/// A person asked for information on a capture site (AP-1.5, AP-1.6), and agreed that the request is passed on (A-AP-4).
public struct CaptureLead: CommandBody {
  public static let verb: StaticString = "CaptureLead"
  public static let systems = [System.activeProspects]
  public static let roles: [Role] = [.provider, .staff, .system]
  public static let namesPeople = true

  public var capturedAt: Instant?
  public var consentRef: SHA256Text?
  public var contactRef = Person.unset
  public var lead = String.unset
  public var projectText: String?
  public var range = String.unset
  public var site = String.unset
  public var zone: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("captured_at", &capturedAt)
    try visitor.field("consent_ref", &consentRef)
    try visitor.field("contact_ref", &contactRef, PersonCoding.self)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("project_text", &projectText)
    try visitor.field("range", &range, IDCoding.self)
    try visitor.field("site", &site, IDCoding.self)
    try visitor.field("zone", &zone, IDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let served = book.market.sites[site] else {
      throw Refusal.unknown("capture site", site, "AP-1.5")
    }
    if book.market.leads[lead] != nil {
      throw Refusal(.alreadyExists, "AP-1.5", "lead \(lead) is captured", try: "use another id")
    }
    if served != range {
      throw Refusal(
        .siteRangeMismatch, "AP-1.5",
        "site \(site) serves range \(served), the lead is of \(range)",
        try: "capture it on the site of its range")
    }
    if contactRef.phone == nil && contactRef.email == nil {
      throw Refusal(
        .leadWithoutDetails, "AP-1.6", "neither phone nor e-mail of \(contactRef.id) is given",
        try: "give one of them")
    }
    if consentRef == nil && book.newestReadings.requireConsentProof {
      throw Refusal.unknown("proof of the consent of", contactRef.id, "AP-1.5")
    }
    let at = capturedAt ?? request.received
    try request.requirePast(at, "captured")
    let captured = LeadCaptured.with {
      $0.capturedAt = at
      $0.contact = contactRef.sealed(for: .identity)
      $0.dedupe = contactRef.sealedFingerprints(for: .identity)
      $0.hasProject = projectText != nil
      $0.lead = lead
      $0.person = contactRef.id
      $0.project = project
      $0.range = range
      $0.site = site
      $0.zone = zone
    }
    return Decision(
      [
        Draft(
          "lead-\(lead)", .leadCaptured(captured), occurred: request.occurred(at), rule: "AP-1.5",
          basis: .fact)
      ] + consent(request))
  }

  public mutating func fingerprint(_ key: any FingerprintKey) { contactRef.fingerprint(key) }

  private var project: Sealed {
    guard let projectText else { return .none }
    return .clear(Personal.with { $0.text = projectText }, of: contactRef.id, for: .identity)
  }

  private func consent(_ request: Request) -> [Draft] {
    guard let consentRef else { return [] }
    let recorded = ConsentRecorded.with {
      $0.basis = .optIn
      $0.proof = consentRef
      $0.purpose = "lead_resale"
      $0.subjectKey = contactRef.id
    }
    return [
      Draft(
        "person-\(contactRef.id)", .consentRecorded(recorded), occurred: request.occurred(),
        rule: "AP-1.5", basis: .fact)
    ]
  }
}
