import Documents
import Ledger
import Testing

@testable import Application

/// Pages of Active Prospects: their words for payment and lateness, and none of BTBCONNECT's.
@Suite struct ActiveProspectsPageTests {
  private var known = KnownAtIssue()
  private var position = 0

  private mutating func take(_ event: Event) throws -> PrintedDocument? {
    let noon = try #require(Instant("2026-04-16T12:00:00+02:00"))
    defer { position += 1 }
    return known.take(
      RecordedEvent(
        position: position, stream: "s", version: position + 1, recorded: noon, received: noon,
        occurred: noon, rule: "AP-4.3", basis: .fact, terms: "CGU-1", command: "c", event: event)
    ) { _, _ in nil }
  }

  /// A ledger of Active Prospects with one client.
  private mutating func begin(_ change: (inout ActiveProspectsReadings) -> Void = { _ in }) throws {
    var config = TermsConfig(of: .activeProspects)
    var readings = config.activeProspects
    change(&readings)
    config.ap = readings
    _ = try take(
      .ledgerCreated(
        LedgerCreated.with {
          $0.contract = .activeProspects
          $0.provider.name = "Active Prospects"
          $0.provider.address = "Nantes"
          $0.provider.siren = "000000000"
        }))
    _ = try take(
      .termsVersionPublished(
        TermsVersionPublished.with {
          $0.config = config
          $0.version = "CGU-1"
        }))
    _ = try take(
      .partyRegistered(
        PartyRegistered.with {
          $0.identity = .clear(
            Personal.with {
              $0.address = "1 rue Haute, 44000 Nantes"
              $0.name = "Toits"
            }, of: "P-1", for: .billing)
          $0.party = "B-1"
        }))
  }

  private func line(_ label: String, _ cents: Int, _ rate: Int) -> InvoiceLine {
    InvoiceLine.with {
      $0.ht = Money(cents: cents)
      $0.label = label
      $0.qty = 1
      $0.unit = UnitPrice(Money(cents: cents))
      $0.vatCode = .standard
      $0.vatRate = Rate(hundredths: rate)
    }
  }

  private mutating func page(_ kind: InvoiceKind, _ lines: [InvoiceLine]) throws -> Page {
    let day = try #require(Day("2026-04-16"))
    let groups = VAT.groups(of: lines, rounding: .perGroup) { _ in .zero }
    let document = try take(
      .invoiceIssued(
        InvoiceIssued.with {
          $0.collectOn = day + 11
          $0.dueOn = day + 10
          $0.ht = groups.map(\.base).sum()
          $0.invoice = "AP-1"
          $0.issueDate = day
          $0.kind = kind
          $0.lines = lines
          $0.number = "AP-1"
          $0.party = "B-1"
          $0.periodFrom = kind == .purchases ? day - 15 : nil
          $0.periodTo = kind == .purchases ? day - 1 : nil
          $0.ttc = groups.map { $0.base + $0.vat }.sum()
          $0.vatByRate = groups
        }))
    return try Page(DocumentPage.html(#require(document)))
  }

  @Test
  mutating func
    `AP-4.2, AP-4.11, AP-4.12 leads are debited at ten days, late ones cost ten times the rate`()
    throws
  {
    try begin()
    let page = try page(.purchases, [line("Contact L-1", 30_00, 20_00)])
    #expect(try page.fact("Période d’achat") == "du 01/04/2026 au 15/04/2026")
    #expect(try page.fact("Date d’échéance") == "26/04/2026")
    #expect(
      try page.fact("Conditions de paiement") == "Prélèvement à 10 jours de la date de facture")
    #expect(try page.fact("Date de prélèvement") == "27/04/2026")
    let words = try page.words()
    #expect(words.contains("à dix fois le taux directeur de la Banque centrale européenne"))
    #expect(words.contains("procédure de recouvrement amiable est engagée"))
    #expect(words.contains("40\u{202F}€ HT"))
    for word in ["majoré de 10 points", "D441-5", "rendez-vous", "261 C", "Contrat"] {
      #expect(!words.contains(word), "\(word)")
    }
  }

  @Test mutating func `AP-4.11, AP-4.12 the figures of the page are those of its terms`() throws {
    try begin {
      $0.interestMultiple = 8
      $0.rateFloor = .none
      $0.collectionIndemnity = Money(cents: 55_50)
      $0.indemnityUnit = .invoice
    }
    let words = try page(.purchases, [line("Contact L-1", 30_00, 20_00)]).words()
    #expect(words.contains("à huit fois le taux directeur de la Banque centrale européenne."))
    #expect(words.contains("55,50\u{202F}€ HT est facturée en sus pour chaque facture en retard."))
    for word in ["dix fois", "trois fois", "L441-10", "{"] { #expect(!words.contains(word)) }
  }

  @Test mutating func `AP-4.11 a multiple that has no short word stands in figures`() throws {
    try begin { $0.interestMultiple = 15 }
    let words = try page(.purchases, [line("Contact L-1", 30_00, 20_00)]).words()
    #expect(words.contains("à 15 fois le taux directeur"))
    #expect(words.contains("inférieur à trois fois le taux d’intérêt légal"))
  }

  @Test mutating func `AP-4.6 a top-up is paid, by the means of its payment`() throws {
    try begin()
    _ = try take(
      .paymentReceived(
        PaymentReceived.with {
          $0.method = .card
          $0.party = "B-1"
          $0.payment = "P-1"
        }))
    _ = try take(
      .walletCredited(
        WalletCredited.with {
          $0.invoice = "AP-1"
          $0.payment = "P-1"
          $0.source = .payment
          $0.wallet = "B-1"
        }))
    let page = try page(.walletTopup, [line("Crédit de la Tirelire", 100_00, 20_00)])
    #expect(try page.fact("Paiement") == "acquittée, d’avance")
    #expect(try page.fact("Moyen de paiement") == "Carte bancaire")
    #expect(try page.fact("Conditions de paiement") == nil)
  }

  @Test mutating func `AP-6.6 lines of one code at two rates bear each its own`() throws {
    try begin()
    let page = try page(
      .fee, [line("Frais, TVA 20 %", 20_00, 20_00), line("Frais, TVA 21 %", 5_00, 21_00)])
    #expect(
      try page.rows("//table[@class='lines']/tbody/tr").map { $0[3] } == [
        "20\u{202F}%", "21\u{202F}%",
      ])
    #expect(
      try page.rows("//div[@class='vat']//tbody/tr").map { $0[1...].joined(separator: " ") } == [
        "20,00\u{202F}€ 20\u{202F}% 4,00\u{202F}€", "5,00\u{202F}€ 21\u{202F}% 1,05\u{202F}€",
      ])
    #expect(try page.fact("Paiement") == "retenue sur le solde de la Tirelire")
  }
}
