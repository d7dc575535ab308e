/// Invoices, credit notes and payments.

/// One line of an invoice, with the events that made it.
public struct InvoiceLine: Record {
  public var appointment: String?
  /// Net amount of the line, rounded to the cent.
  public var ht = Money.unset
  public var label = String.unset
  /// The lead that it bills.
  public var lead: String?
  /// First day of the contract month in which the appointment counts.
  public var monthFrom: Day?
  public var qty = Int.unset
  /// Rank in that month, frozen here (BC-6.3).
  public var rank: Int?
  public var sourceEvents: [Int] = []
  public var unit = UnitPrice.unset
  public var vatCode = VATCode.unset
  /// The rate of the day of its sale, when the document's day does not decide.
  public var vatRate: Rate?

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("appointment", &appointment, IDCoding.self)
    try visitor.field("ht", &ht)
    try visitor.field("label", &label)
    try visitor.field("lead", &lead, IDCoding.self)
    try visitor.field("month_from", &monthFrom)
    try visitor.field("qty", &qty)
    try visitor.field("rank", &rank)
    try visitor.field("source_events", &sourceEvents)
    try visitor.field("unit", &unit)
    try visitor.field("vat_code", &vatCode)
    try visitor.field("vat_rate", &vatRate)
  }
}

/// The lines of one VAT code, added up; VAT is computed once on the sum (G-11).
public struct VATGroup: Record {
  public var base = Money.unset
  public var rate = Rate.unset
  public var vat = Money.unset
  public var vatCode = VATCode.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("base", &base)
    try visitor.field("rate", &rate)
    try visitor.field("vat", &vat)
    try visitor.field("vat_code", &vatCode)
  }
}

/// Lines of an invoice too long for one event; the invoice follows in the same block.
public struct InvoiceLinesListed: EventPayload {
  public static let type: StaticString = "InvoiceLinesListed"

  public var invoice = String.unset
  public var lines: [InvoiceLine] = []
  public var part = Int.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("lines", &lines)
    try visitor.field("part", &part)
  }
}

/// An invoice was issued: frozen, numbered without gaps (G-13).
public struct InvoiceIssued: EventPayload {
  public static let type: StaticString = "InvoiceIssued"

  /// The first TARGET day on which the debit can settle (G-6).
  public var collectOn: Day?
  public var contract: String?
  public var dueOn = Day.unset
  public var ht = Money.unset
  public var invoice = String.unset
  public var issueDate = Day.unset
  public var kind = InvoiceKind.unset
  public var lineCount = Int.unset
  public var lines: [InvoiceLine] = []
  public var mentions: [Mention] = []
  public var number = String.unset
  public var party = String.unset
  public var periodFrom: Day?
  public var periodTo: Day?
  public var priceList: String?
  public var ttc = Money.unset
  public var vatByRate: [VATGroup] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("collect_on", &collectOn)
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("due_on", &dueOn)
    try visitor.field("ht", &ht)
    try visitor.field("invoice", &invoice, IDCoding.self)
    try visitor.field("issue_date", &issueDate)
    try visitor.field("kind", &kind)
    try visitor.field("line_count", &lineCount)
    try visitor.field("lines", &lines)
    try visitor.field("mentions", &mentions)
    try visitor.field("number", &number, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("period_from", &periodFrom)
    try visitor.field("period_to", &periodTo)
    try visitor.field("price_list", &priceList, IDCoding.self)
    try visitor.field("ttc", &ttc)
    try visitor.field("vat_by_rate", &vatByRate)
  }
}

public enum InvoiceKind: String, Choice {
  /// A month of subscription, in advance (BC-4.5).
  case subscription
  /// Extra appointments of a month (BC-6.2).
  case extras
  /// A month of the multichannel option, apart (BC-5.2).
  case option
  /// Three months paid in advance (BC-4.6).
  case prepayment
  /// A Starter Pack (BC-3.1).
  case starter
  /// Leads bought by direct debit in half a month (AP-4.3).
  case purchases
  /// Leads of a half-month that was closed when their purchase was recorded (AP-4.3).
  case complement
  /// A credit of the Tirelire (AP-4.6).
  case walletTopup = "wallet_topup"
  /// The costs of refunding the Tirelire (AP-6.6).
  case fee
  /// An order, paid before it is carried out (MC-II.2).
  case order
  /// The last invoice of an order: what a file delivered (MC-L.6), the costs of one that was cancelled (MC-B.8).
  case final

  /// Whether the bank is asked for it on its due day: an order in advance is paid with the order.
  public var isCollected: Bool {
    switch self {
    case .subscription, .extras, .option, .prepayment, .purchases, .complement: true
    case .starter, .walletTopup, .fee, .order, .final: false
    }
  }

  /// Whether not paying it in time costs interest and the indemnity: an order in advance that is not paid
  /// is not carried out, and owes nothing.
  public var canBeLate: Bool {
    switch self {
    case .subscription, .extras, .option, .purchases, .complement, .final: true
    case .starter, .prepayment, .walletTopup, .fee, .order: false
    }
  }
}

/// A legal text that a document must bear.
public enum Mention: String, Choice {
  /// « TVA non applicable – article 261 C du Code général des impôts » (BC-4.1, BC-6.1).
  case exempt261C = "261C"

  public var text: String {
    switch self {
    case .exempt261C: "TVA non applicable – article 261 C du Code général des impôts"
    }
  }
}

/// The VAT treatment of a line.
public enum VATCode: String, Choice {
  /// Exempt, services annexed to insurance (CGI 261 C).
  case exempt261C = "exempt_261C"
  /// The standard rate in force.
  case standard
  /// Outside the scope of VAT: interest, indemnities (G-12).
  case outsideScope = "outside_scope"

  /// The mention that its lines call for.
  public var mention: Mention? {
    switch self {
    case .exempt261C: .exempt261C
    case .standard, .outsideScope: nil
    }
  }
}

/// A credit note on an invoice, in the same series of numbers (G-8, G-13).
public struct CreditNoteIssued: EventPayload {
  public static let type: StaticString = "CreditNoteIssued"

  public var contract: String?
  public var corrects: [String] = []
  public var creditNote = String.unset
  public var ht = Money.unset
  public var issueDate = Day.unset
  public var lines: [InvoiceLine] = []
  public var mentions: [Mention] = []
  public var number = String.unset
  public var party = String.unset
  public var ttc = Money.unset
  public var usable = CreditUse.unset
  public var vatByRate: [VATGroup] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("contract", &contract, IDCoding.self)
    try visitor.field("corrects", &corrects, ListCoding<IDCoding>.self)
    try visitor.field("credit_note", &creditNote, IDCoding.self)
    try visitor.field("ht", &ht)
    try visitor.field("issue_date", &issueDate)
    try visitor.field("lines", &lines)
    try visitor.field("mentions", &mentions)
    try visitor.field("number", &number, IDCoding.self)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("ttc", &ttc)
    try visitor.field("usable", &usable)
    try visitor.field("vat_by_rate", &vatByRate)
  }
}

/// What the client may do with a credit note.
public enum CreditUse: String, Choice {
  case nextInvoices = "next_invoices"
  case refund
  /// It went to the Tirelire (AP-3.3, AP-4.6).
  case wallet
}

/// Money came in, by the bank's word.
public struct PaymentReceived: EventPayload {
  public static let type: StaticString = "PaymentReceived"

  public var amount = Money.unset
  public var method = PaymentMethod.unset
  public var party = String.unset
  public var payment = String.unset
  public var purpose: String?
  public var valueDate = Day.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("method", &method)
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("purpose", &purpose)
    try visitor.field("value_date", &valueDate)
  }
}

public enum PaymentMethod: String, Choice {
  case directDebit = "direct_debit"
  case transfer, card, cheque
  /// A card that the provider debits (MC-II.8).
  case cardDebit = "card_debit"
}

/// Which debts a payment or a credit note settles (G-14).
public struct PaymentAllocated: EventPayload {
  public static let type: StaticString = "PaymentAllocated"

  public var party = String.unset
  public var payment = String.unset
  public var rule = AllocationRule.unset
  public var to: [Allocation] = []

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("party", &party, IDCoding.self)
    try visitor.field("payment", &payment, IDCoding.self)
    try visitor.field("rule", &rule)
    try visitor.field("to", &to)
  }
}

/// Who chose what a payment settles (C. civ. 1342-10).
public enum AllocationRule: String, Choice {
  case debtorChoice = "debtor_choice"
  case oldestDue = "oldest_due"
  /// Interest and indemnities before what they are on (C. civ. 1343-1).
  case interestFirst = "interest_first"
}

/// The part of a payment that goes to one document.
public struct Allocation: Record {
  public var amount = Money.unset
  public var document = String.unset

  public init() {}

  public mutating func visit<V: FieldVisitor & ~Copyable>(_ visitor: inout V)
    throws(FormatError)
  {
    try visitor.field("amount", &amount)
    try visitor.field("document", &document, IDCoding.self)
  }

  public init(_ document: String, _ amount: Money) {
    self.document = document
    self.amount = amount
  }
}
