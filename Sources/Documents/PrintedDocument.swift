public import Ledger

/// All that stands on the page of one invoice or credit note, as it was known when it was issued.
///
/// What is paid or still to pay is not among it: a document is frozen at issue.
public struct PrintedDocument: Sendable, Equatable {
  public var number: String
  public var issueDate: Day
  public var kind: Kind
  public var provider: Provider
  public var client: Client
  public var contract: String?
  /// The order of a Starter Pack, which is no contract of subscription (BC-3.3).
  public var order: Order?
  /// What late payment costs, by the contract that the ledger runs.
  public var late = LatePenalty.byLaw
  /// The version of the terms under which it was drawn up.
  public var terms: String?
  /// In the order of the document; a reduction is a line below zero.
  public var lines: [InvoiceLine]
  public var groups: [VATGroup]
  public var net: Money
  public var gross: Money

  public enum Kind: Sendable, Equatable {
    case invoice(Collection)
    case creditNote(corrects: [Corrected], use: CreditUse)
  }

  /// Whose words a page has for late payment.
  public enum LatePenalty: Sendable, Equatable {
    /// The law's, where the contract has none (G-19).
    case byLaw
    /// A multiple of the rate of the European Central Bank, and a lump sum of recovery (AP-4.11, AP-4.12).
    case activeProspects(Recovery)
  }

  /// The figures of the terms under which an invoice was drawn up (AP-4.11, AP-4.12).
  public struct Recovery: Sendable, Equatable {
    /// How many times the rate of the European Central Bank.
    public var multiple: Int
    public var floor: RateFloor
    /// The lump sum, before VAT, and what it is counted by.
    public var indemnity: Money
    public var unit: IndemnityUnit

    public init(_ readings: ActiveProspectsReadings) {
      multiple = readings.interestMultiple
      floor = readings.rateFloor
      indemnity = readings.collectionIndemnity
      unit = readings.indemnityUnit
    }
  }

  /// How an invoice is paid that no direct debit takes.
  public enum Settled: Sendable, Equatable {
    /// By the payment that it credits to the Tirelire (AP-4.6).
    case topUp(PaymentMethod?)
    /// From what a closed Tirelire gives back (AP-6.6).
    case fromWallet
  }

  /// An order, paid in full when it was placed (BC-3.1).
  public struct Order: Sendable, Equatable {
    public var id: String
    /// The means of payment, as the order names it.
    public var paidBy: String

    public init(id: String, paidBy: String) {
      self.id = id
      self.paidBy = paidBy
    }
  }

  /// What an invoice is for, and when its amount is taken.
  public struct Collection: Sendable, Equatable {
    public var kind: InvoiceKind
    public var from: Day?
    public var to: Day?
    public var dueOn: Day
    /// Whether a direct debit takes it, as far as was known at issue.
    public var isDebited: Bool
    /// The day of the direct debit; nil while no calendar tells it.
    public var collectOn: Day?
    /// The days from the invoice to its debit, where the contract names them (AP-4.2).
    public var days: Int?
    public var settled: Settled?

    public init(
      kind: InvoiceKind, from: Day?, to: Day?, dueOn: Day, isDebited: Bool, collectOn: Day?,
      days: Int? = nil, settled: Settled? = nil
    ) {
      self.kind = kind
      self.from = from
      self.to = to
      self.dueOn = dueOn
      self.isDebited = isDebited
      self.collectOn = collectOn
      self.days = days
      self.settled = settled
    }
  }

  /// An invoice that a credit note corrects.
  public struct Corrected: Sendable, Equatable {
    public var number: String
    public var issueDate: Day?

    public init(number: String, issueDate: Day?) {
      self.number = number
      self.issueDate = issueDate
    }
  }

  public struct Client: Sendable, Equatable {
    public var id: String
    public var name: Datum
    public var address: Datum
    public var registrationNo: String?

    public init(id: String, name: Datum, address: Datum, registrationNo: String?) {
      self.id = id
      self.name = name
      self.address = address
      self.registrationNo = registrationNo
    }
  }

  /// A personal datum: sealed in the log, and gone when its key is.
  public enum Datum: Sendable, Equatable {
    case known(String)
    case unknown
    case erased
  }

  public init(
    number: String, issueDate: Day, kind: Kind, provider: Provider, client: Client,
    contract: String?, order: Order? = nil, terms: String?, lines: [InvoiceLine],
    groups: [VATGroup], net: Money, gross: Money
  ) {
    self.number = number
    self.issueDate = issueDate
    self.kind = kind
    self.provider = provider
    self.client = client
    self.contract = contract
    self.order = order
    self.terms = terms
    self.lines = lines
    self.groups = groups
    self.net = net
    self.gross = gross
  }

  public var vat: Money { groups.map(\.vat).sum() }

  /// The mentions that the law asks for and that nobody recorded.
  public var missing: [String] {
    var missing: [String] = []
    if client.name == .unknown { missing.append("the client's name (C. com. L441-9)") }
    if client.address == .unknown { missing.append("the client's address (C. com. L441-9)") }
    if client.registrationNo == nil {
      missing.append("the client's SIREN (CGI ann. II 242 nonies A, I, 1°)")
    }
    if provider.vatNumber == nil {
      missing.append("the provider's VAT number (CGI ann. II 242 nonies A, I, 2°)")
    }
    return missing
  }
}
