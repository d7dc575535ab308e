public import Ledger

/// The provider plans a qualified interview between client and prospect (BC-1.2).
public struct BookAppointment: CommandBody {
  public static let verb: StaticString = "BookAppointment"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.client, .provider, .staff, .agent, .system]

  public var appointment = String.unset
  public var channel: String?
  public var contract = String.unset
  /// The file of numbers that the prospect stands in.
  public var file: String?
  public var prospectKind: ProspectKind?
  public var prospectRef = Person.unset
  public var qualification: [Criterion]?
  public var startsAt = Instant.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("channel", &channel, IDCoding.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("file", &file, IDCoding.self)
    try visitor.field("prospect_kind", &prospectKind)
    try visitor.field("prospect_ref", &prospectRef, PersonCoding.self)
    try visitor.field("qualification", &qualification, QualificationCoding.self)
    try visitor.field("starts_at", &startsAt)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    if request.actor.role == .client {
      throw Refusal(
        .notPlannedByProvider, "BC-1.2",
        "an appointment asked by a client is planned by the provider",
        try: "let the provider book it")
    }
    let contract = try book.contract(contract, "BC-1.2")
    if book.appointments[appointment] != nil {
      throw Refusal(
        .alreadyExists, "BC-1.2", "appointment \(appointment) exists", try: "use another id")
    }
    let pack = try formula(contract, on: Paris.day(of: startsAt), book)
    guard let qualification, !qualification.isEmpty else {
      throw Refusal(
        .notQualified, "BC-1.2", "appointment \(appointment) has no qualification",
        try: "give the checklist that was gone through")
    }
    try requireConsent(contract, request, book)
    if startsAt < request.received {
      throw Refusal(
        .dateInPast, "BC-1.2",
        "appointment at \(Paris.text(startsAt)), asked at \(Paris.text(request.received))",
        try: "choose a time to come")
    }
    let period = try AnomalyPeriod.after(startsAt, contract, book)
    return Decision(drafts(request, contract, pack, qualification, period))
  }

  /// What the appointment counts against: the contract must run on its day, or a pack have a free slot.
  ///
  /// - Returns: the order of the pack, or nil for the quota of the subscription.
  private func formula(_ contract: Contract, on day: Day, _ book: borrowing Book) throws(Refusal)
    -> String?
  {
    if let pack = contract.pack {
      if pack.hasFreeSlot, contract.anchor.map({ $0 <= day }) == true { return contract.id }
      throw Refusal(
        .noActiveFormula, "BC-3.3",
        "pack \(contract.id): \(pack.used.count) of \(pack.slots) appointments are taken, campaign "
          + (pack.campaign == nil || pack.refunded ? "not running" : "running"),
        try: "subscribe to a plan")
    }
    let over = contract.ended ?? contract.endsOn
    guard let anchor = contract.anchor, anchor <= day, over.map({ day < $0 }) != false else {
      let end = over.map { " to \($0 - 1)" } ?? ""
      throw Refusal(
        .noActiveFormula, "BC-1.2",
        "appointment on \(day), contract \(contract.id) runs from "
          + "\(contract.anchor?.description ?? "no day yet")\(end)",
        try: "book it within the contract")
    }
    if contract.suspended {
      throw Refusal(
        .contractSuspended, "BC-1.2", "contract \(contract.id) is suspended",
        try: "restore it with RestoreAccess first")
    }
    // A pack taken before comes first (BC-3.3).
    guard contract.readings.starterFirst else { return nil }
    return book.parties[contract.party]?.packs.first {
      book.contracts[$0]?.pack?.hasFreeSlot == true
        && book.contracts[$0]?.anchor.map { $0 <= day } == true
    }
  }

  /// A call to an individual needs consent, or a cleared file (BC-2.1).
  private func requireConsent(
    _ contract: Contract, _ request: Request, _ book: borrowing Book
  ) throws(Refusal) {
    guard prospectKind == .individual, channel == "phone",
      contract.readings.telemarketingOverlay == .on
    else { return }
    try Telemarketing.require(
      prospectRef.id, file: file, on: Paris.day(of: request.received), book)
  }

  private func drafts(
    _ request: Request, _ contract: Contract, _ pack: String?, _ qualification: [Criterion],
    _ period: CountedPeriod
  ) -> [Draft] {
    let booked = AppointmentBooked.with {
      $0.appointment = appointment
      $0.bucket = pack == nil ? .subscription : .starter
      $0.channel = channel
      $0.contract = contract.id
      $0.order = pack
      $0.prospectKind = prospectKind
      $0.prospect = prospectRef.sealed(for: .identity)
      $0.prospectRef = prospectRef.id
      $0.qualification = qualification
      $0.startsAt = startsAt
    }
    let stream = "appointment-\(appointment)"
    return [
      Draft(
        stream, .appointmentBooked(booked), occurred: request.occurred(), rule: "BC-1.2",
        basis: .fact, terms: contract.terms),
      Draft(
        stream, .deadlineSet(AnomalyPeriod.deadline(appointment, period)),
        occurred: request.occurred(), rule: "BC-1.3", basis: .computed, terms: contract.terms),
    ]
  }
}
