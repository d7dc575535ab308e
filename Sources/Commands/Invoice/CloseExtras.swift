public import Ledger

/// Invoices the extra appointments validated by the end of a month (BC-6.2). The scheduler asks for it
/// at each month's end; staff may name appointments to see why one is not invoiced.
public struct CloseExtras: CommandBody {
  public static let verb: StaticString = "CloseExtras"
  public static let systems = [System.btbconnect]
  public static let roles: [Role] = [.scheduler, .provider, .staff]

  public var appointments: [String]?
  public var contract = String.unset
  public var month = CalendarMonth.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointments", &appointments, ListCoding<IDCoding>.self)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("month", &month)
  }

  public func decide(_ request: Request, _ book: borrowing Book) throws(Refusal) -> Decision {
    guard let contract = book.contracts[contract], let anchor = contract.anchor else {
      throw Refusal.unknown("contract", contract, "BC-6.2")
    }
    for id in appointments ?? [] { try requireBillable(id, contract, book) }
    let closing = ClosingDay.within(
      month, anchor: anchor, reading: contract.readings.extrasInvoice)
    if request.now < Paris.end(of: closing) {
      throw Refusal(
        .rightNotOpen, "BC-6.2",
        "extras of \(month) are invoiced from \(Paris.text(Paris.end(of: closing)))",
        try: "wait: the agenda invoices them")
    }
    let extras = ExtrasToInvoice(contract, closing: closing)
    if extras.isEmpty {
      throw Refusal(
        .notInThisState, "BC-6.2", "contract \(contract.id) has no extra to invoice for \(month)",
        try: "nothing: there is nothing to invoice")
    }
    return Decision(extras.invoice(contract, request, book))
  }

  private func requireBillable(_ id: String, _ contract: Contract, _ book: borrowing Book)
    throws(Refusal)
  {
    let (appointment, _) = try book.appointment(id, "BC-6.2")
    if appointment.contract != contract.id {
      throw Refusal.unknown("appointment of contract \(contract.id)", id, "BC-6.2")
    }
    if let invoice = appointment.invoice {
      throw Refusal(
        .appointmentAlreadyInvoiced, "BC-6.2", "appointment \(id) stands on \(invoice.number)",
        try: "nothing: it is billed once")
    }
    if appointment.validated == nil {
      throw Refusal(
        .appointmentNotValidated, "BC-6.2", "appointment \(id) is \(appointment.stateName)",
        try: "wait for its validation")
    }
  }
}
