public import Ledger

/// A person credits lines of an invoice (G-8): never more than it bears, at its VAT, with its mentions.
public struct IssueCreditNote: CommandBody {
  public static let verb: StaticString = "IssueCreditNote"
  public static let roles: [Role] = [.provider, .staff]

  public var corrects: [String] = []
  public var lines: [CreditLine] = []
  public var mentions: [Mention]?
  public var reason = String.unset
  public var task: String?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("corrects", &corrects, ListCoding<IDCoding>.self)
    try visitor.field("lines", &lines)
    try visitor.field("mentions", &mentions)
    try visitor.field("reason", &reason, IDCoding.self)
    try visitor.field("task", &task, DerivedIDCoding.self)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard corrects.count == 1, let number = corrects.first, let invoice = book.invoices[number]
    else {
      throw Refusal.unknown("single invoice", corrects.joined(separator: " "), "G-8")
    }
    if let task, book.tasks[task] == nil { throw Refusal.unknown("open task", task, "G-15") }
    for line in lines { try requireVAT(of: line, invoice) }
    let groups = VAT.groups(
      of: lines.map { $0.line(source: request.position) },
      rounding: invoice.pinned.config.common.vatRounding,
      rate: { book.vatRate(of: $0, on: invoice.issueDate, for: invoice.party) })
    let called = VAT.mentions(of: groups)
    if let mentions, let missing = called.first(where: { !mentions.contains($0) }) {
      throw Refusal(
        .vatMentionMissing, "BC-4.1", "the exempt lines lack « \(missing.text) »",
        try: "leave mentions out: they are computed")
    }
    for group in groups where invoice.left(of: group.vatCode) < group.base {
      throw Refusal(
        .notInThisState, "G-8",
        "\(group.base) EUR \(group.vatCode.rawValue) to credit, invoice \(number) has "
          + "\(invoice.left(of: group.vatCode)) EUR left", try: "credit what is left of it")
    }
    let right = task.flatMap { book.tasks[$0]?.right } ?? .issueCreditNote
    let subject = task.flatMap { book.tasks[$0]?.subject } ?? number
    return Decision(
      [decided(right, about: subject, exercised: true, reason: reason, rule: "G-8", request)]
        + CreditNoteDrafting.note(
          number, invoice, lines.map { $0.line(source: request.position) }, groups,
          usable: .nextInvoices, rule: "G-8",
          basis: .decision, request, book))
  }

  /// What is credited bears the VAT that it was billed with (BC-4.1, BC-5.1).
  private func requireVAT(of line: CreditLine, _ invoice: Invoice) throws(Refusal) {
    if line.qty <= 0 || line.unit.tenThousandths <= 0 {
      throw Refusal(
        .notInThisState, "G-8", "\(line.qty) × \(line.unit) EUR to credit",
        try: "give quantity and price above zero")
    }
    if invoice.left(of: line.vatCode) > .zero { return }
    if line.vatCode == .standard {
      throw Refusal(
        .vatOnExemptLine, "BC-4.1", "the invoice was exempt, its credit bears VAT",
        try: "credit it as exempt_261C")
    }
    throw Refusal(
      .multichannelBreakdownMissing, "BC-5.1",
      "what is credited as \(line.vatCode.rawValue) was billed with VAT: base, VAT and total must show",
      try: "credit it at the rate of the invoice")
  }
}

/// One line to credit, as a person gives it.
public struct CreditLine: Record {
  public var label = String.unset
  public var qty = Int.unset
  public var unit = UnitPrice.unset
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("label", &label)
    try visitor.field("qty", &qty)
    try visitor.field("unit", &unit)
    try visitor.field("vat_code", &vatCode)
  }

  func line(source: Int) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = unit.times(qty)
      $0.label = label
      $0.qty = qty
      $0.sourceEvents = [source]
      $0.unit = unit
      $0.vatCode = vatCode
    }
  }
}
