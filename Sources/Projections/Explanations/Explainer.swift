public import Ledger

/// A fold that remembers what is about some subjects, to explain them.
public struct Explainer: Sendable {
  let language: Language
  private(set) var models: ReadModels
  /// The events about the subject that is being explained, in the order of the log.
  private(set) var about: [RecordedEvent] = []
  private var threads: [Subject: [RecordedEvent]]
  /// The invoices that each payment settled.
  private var settled: [String: Set<String>] = [:]
  /// The appointments of lines that were listed ahead of their invoice.
  private var listed: [String: [String]] = [:]
  /// The claim that each command settled: what follows in it is its doing.
  private var settling: [String: String] = [:]
  /// The appointment of each anomaly.
  private var anomalies: [String: String] = [:]

  /// - Parameter language: of its sentences.
  public init(_ subjects: [Subject], from vantage: Vantage, in language: Language) {
    self.language = language
    models = ReadModels(vantage)
    threads = [:]
    for subject in subjects { threads[subject] = [] }
  }

  /// Takes one event of the log.
  public mutating func fold(
    _ event: RecordedEvent, open: (SealedBox, _ field: StaticString, RecordedEvent) -> Personal?
  ) {
    models.fold(event, open: open)
    for subject in subjects(of: event) { threads[subject]?.append(event) }
  }

  /// Positions of events that an explanation cites beside those that were kept.
  public func cited(for subject: Subject) -> Set<Int> {
    let lines: [InvoiceLine]
    switch subject {
    case .invoice(let number): lines = models.documents.look(up: number)?.lines ?? []
    case .creditNote(let number):
      lines = models.documents.creditNote(named: number)?.event.lines ?? []
    case .balance, .appointment, .lead, .claim, .wallet, .collection: lines = []
    }
    return Set(lines.flatMap(\.sourceEvents))
  }

  /// - Parameters:
  ///   - subject: one of those that the fold was told of.
  ///   - events: those of `cited` at least, by position.
  /// - Throws: `unknownSubject` when nothing is known of it.
  public mutating func explanation(of subject: Subject, citing events: [Int: RecordedEvent])
    throws(ProjectionError) -> Explanation
  {
    about = threads[subject] ?? []
    let explanation =
      switch subject {
      case .invoice(let number): explainInvoice(number, events)
      case .creditNote(let number): explainCreditNote(number, events)
      case .balance(let client): explainBalance(client)
      case .appointment(let id): explainAppointment(id)
      case .lead(let id): explainLead(id)
      case .claim(let id): explainClaim(id)
      case .wallet(let client): explainWallet(client)
      case .collection(let id): explainCollection(id)
      }
    guard let explanation else {
      throw .unknownSubject(kind: subject.words.kind, id: subject.words.id)
    }
    return explanation
  }

  // MARK: What an event is about

  private mutating func subjects(of recorded: RecordedEvent) -> Set<Subject> {
    var subjects = Set(documents(of: recorded.event))
    for id in appointments(of: recorded) { subjects.insert(.appointment(id)) }
    subjects.formUnion(marketSubjects(of: recorded))
    for id in collections(of: recorded.event) { subjects.insert(.collection(id)) }
    return subjects
  }

  private mutating func documents(of event: Event) -> [Subject] {
    switch event {
    case .invoiceIssued(let event): return [.invoice(event.number)]
    case .creditNoteIssued(let event):
      return event.corrects.map { .invoice($0) } + [.creditNote(event.number)]
    case .paymentAllocated(let event):
      // Seen without its payment or its invoice, it settles nothing.
      let isSeen = models.payments.credits[event.payment] != nil
      let invoices = event.to.map(\.document).filter {
        isSeen && models.documents.look(up: $0) != nil
      }
      settled[event.payment, default: []].formUnion(invoices)
      return [.creditNote(event.payment)] + invoices.map { .invoice($0) }
    case .paymentRejected(let event): return (settled[event.payment] ?? []).map { .invoice($0) }
    case .eventCorrected(let event) where event.targetType == "PaymentReceived":
      return (settled[event.subject] ?? []).map { .invoice($0) }
    // What else there is, is about other things.
    default: return []
    }
  }

  /// Leads, by their stream, their range and the documents that bear them; claims, with what settled them; wallets.
  private mutating func marketSubjects(of recorded: RecordedEvent) -> [Subject] {
    let settled = settling[recorded.command].map { [Subject.claim($0)] } ?? []
    let ofStream: [Subject] =
      recorded.stream.hasPrefix("lead-")
      ? [.lead(String(recorded.stream.dropFirst("lead-".count)))] : []
    switch recorded.event {
    case .leadPriceChanged(let event):
      guard let range = event.range else { return ofStream }
      return models.leads.leads.filter { $0.event.range == range }.map { .lead($0.event.lead) }
    case .leadClaimFiled(let event): return ofStream + [.claim(event.claim)]
    case .leadClaimSettled(let event):
      settling[recorded.command] = event.claim
      return ofStream + [.claim(event.claim)]
    case .leadClaimRejected(let event): return ofStream + [.claim(event.claim)]
    case .walletCredited(let event): return settled + [.wallet(event.wallet)]
    case .walletDebited(let event):
      return [.wallet(event.wallet)] + (event.lead.map { [.lead($0)] } ?? [])
    case .invoiceIssued(let event): return event.lines.compactMap(\.lead).map { .lead($0) }
    case .invoiceLinesListed(let event): return event.lines.compactMap(\.lead).map { .lead($0) }
    case .creditNoteIssued(let event):
      return settled + event.lines.compactMap(\.lead).map { .lead($0) }
    case .taskOpened(let event): return [.claim(event.subject)]
    case .decisionRecorded(let event): return [.claim(event.subject)]
    default: return ofStream + settled
    }
  }

  /// By the streams of the appointment, of its tasks, and of its anomalies' tasks, and by the documents that bear
  /// it.
  private mutating func appointments(of recorded: RecordedEvent) -> [String] {
    switch recorded.event {
    case .anomalyReported(let event): anomalies[event.anomaly] = event.appointment
    case .invoiceLinesListed(let event):
      let borne = event.lines.compactMap(\.appointment)
      listed[event.invoice, default: []] += borne
      return borne
    case .invoiceIssued(let event):
      return (listed[event.invoice] ?? []) + event.lines.compactMap(\.appointment)
    case .creditNoteIssued(let event): return event.lines.compactMap(\.appointment)
    default: break
    }
    if recorded.stream.hasPrefix("appointment-") {
      return [String(recorded.stream.dropFirst("appointment-".count))]
    }
    guard recorded.stream.hasPrefix("task-"), let end = recorded.stream.lastIndex(of: "~") else {
      return []
    }
    let about = String(recorded.stream[..<end].dropFirst("task-".count))
    return [about] + [anomalies[about]].compactMap { $0 }
  }
}
