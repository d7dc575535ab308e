import Documents
import Ledger
import Testing

/// Pages of values: what no ledger of today holds yet is printed too.
@Suite struct PageTests {
  private func line(_ label: String, _ count: Int, _ cents: Int, _ code: VATCode) -> InvoiceLine {
    InvoiceLine.with {
      $0.label = label
      $0.qty = count
      $0.unit = UnitPrice(Money(cents: cents))
      $0.ht = Money(cents: count * cents)
      $0.vatCode = code
    }
  }

  private func document(
    _ lines: [InvoiceLine], _ kind: PrintedDocument.Kind? = nil, on day: String = "2026-04-10"
  ) throws -> PrintedDocument {
    let issued = try #require(Day(day))
    let groups = VAT.groups(of: lines, rounding: .perGroup) {
      $0 == .standard ? Rate(hundredths: 20_00) : .zero
    }
    let net = lines.map(\.ht).sum()
    let provider = Ledger.Provider.with {
      $0.address = "1 rue Haute\n05000 Gap"
      $0.name = "Dupont"
      $0.siren = "928030329"
    }
    let client = PrintedDocument.Client(
      id: "C-1", name: .known("Durand"), address: .known("2 rue Basse, bâtiment B, 05000 Gap"),
      registrationNo: "55210055400013")
    let collection = PrintedDocument.Collection(
      kind: .subscription, from: issued, to: issued + 29, dueOn: issued, isDebited: true,
      collectOn: nil)
    return PrintedDocument(
      number: "X2026-000001", issueDate: issued, kind: kind ?? .invoice(collection),
      provider: provider, client: client, contract: nil, terms: nil, lines: lines, groups: groups,
      net: net, gross: net + groups.map(\.vat).sum())
  }

  private func page(_ document: PrintedDocument) throws -> Page {
    try Page(DocumentPage.html(document))
  }

  @Test func `BC-5.2 exempt and taxed lines: a group each, VAT on one of them only`() throws {
    let lines = [
      line("Abonnement", 1, 590_00, .exempt261C), line("Option Multicanal", 1, 190_00, .standard),
      line("Rendez-vous", 3, 129_00, .exempt261C),
    ]
    let page = try page(document(lines))
    #expect(
      try page.rows("//div[@class='vat']//tbody/tr") == [
        [
          "TVA non applicable – article 261 C du Code général des impôts", "977,00\u{202F}€", "–",
          "0,00\u{202F}€",
        ], ["Prestations taxables", "190,00\u{202F}€", "20\u{202F}%", "38,00\u{202F}€"],
      ])
    #expect(
      try page.texts("//div[@class='totals']//td") == [
        "1\u{202F}167,00\u{202F}€", "38,00\u{202F}€", "1\u{202F}205,00\u{202F}€",
      ])
    #expect(
      try page.rows("//table[@class='lines']/tbody/tr").map { $0[3] } == [
        "exonéré", "20\u{202F}%", "exonéré",
      ])
  }

  @Test func `a taxed document bears no mention of an exemption`() throws {
    let page = try page(document([line("Option Multicanal", 1, 190_00, .standard)]))
    #expect(try !page.words().contains("261 C"))
  }

  @Test func `BC-4.6 a reduction is a line below zero, with a true minus`() throws {
    let lines = [
      line("Abonnement, trois mois", 3, 399_00, .exempt261C),
      line("Remise de 10 % pour trois mois payés d’avance", 1, -119_70, .exempt261C),
    ]
    let rows = try page(document(lines)).rows("//table[@class='lines']/tbody/tr")
    #expect(rows.last?.last == "\u{2212}119,70\u{202F}€")
    #expect(try page(document(lines)).texts("//div[@class='totals']//td").last == "1077.30".euros)
  }

  @Test func `unit prices keep their four digits`() throws {
    var line = line("E-mail", 12_000, 8, .standard)
    line.unit = UnitPrice(tenThousandths: 825)
    let row = try page(document([line])).rows("//table[@class='lines']/tbody/tr")[0]
    #expect(row[1...2] == ["12\u{202F}000", "0,0825\u{202F}€"])
  }

  @Test func `a credit note names each invoice that it corrects, and how it is paid back`() throws {
    let corrected = [("X2026-000001", "2026-03-31"), ("X2026-000002", "2026-04-30")].map {
      PrintedDocument.Corrected(number: $0, issueDate: Day($1))
    }
    let kind = PrintedDocument.Kind.creditNote(corrects: corrected, use: .refund)
    let page = try page(document([line("Rendez-vous", 2, 129_00, .exempt261C)], kind))
    #expect(
      try page.texts("//tr[th='Facture rectifiée']/td") == [
        "X2026-000001 du 31/03/2026", "X2026-000002 du 30/04/2026",
      ])
    #expect(try page.words().contains("Cet avoir vous est remboursé."))
  }

  /// An invoice of a pack, ordered with a means of payment.
  private func pack(paidBy means: String) throws -> Page {
    let day = try #require(Day("2026-04-10"))
    var document = try document(
      [line("Starter Pack, 10 rendez-vous qualifiés", 1, 1491_67, .standard)],
      .invoice(
        .init(kind: .starter, from: nil, to: nil, dueOn: day, isDebited: false, collectOn: day)))
    document.order = PrintedDocument.Order(id: "ORD-1", paidBy: means)
    return try page(document)
  }

  @Test(arguments: [
    ("transfer", "Virement"), ("card", "Carte bancaire"), ("cheque", "Chèque"),
    ("bons", nil as String?),
  ]) func `BC-3.1 a pack is paid with its order, by the means that the order names`(
    _ means: String, _ word: String?
  ) throws {
    let page = try pack(paidBy: means)
    #expect(try page.fact("Paiement") == "intégral, à la commande")
    #expect(try page.fact("Moyen de paiement") == word)
    #expect(try page.fact("Date de prélèvement") == nil)
    #expect(try page.fact("Commande") == "ORD-1")
    #expect(try page.fact("Contrat") == nil)
    #expect(try !page.words().contains("SEPA"))
  }

  @Test(arguments: [true, false])
  func `BC-4.6 months in advance are debited with a mandate, else paid before they begin`(
    _ isDebited: Bool
  ) throws {
    let day = try #require(Day("2026-05-01"))
    let collection = PrintedDocument.Collection(
      kind: .prepayment, from: day, to: day + 91, dueOn: day, isDebited: isDebited,
      collectOn: day + 3)
    let page = try page(
      document([line("Abonnement START, 3 mois", 3, 290_00, .exempt261C)], .invoice(collection)))
    #expect(try page.fact("Date d’échéance") == "01/05/2026")
    #expect(try page.fact("Paiement") == (isDebited ? nil : "intégral, d’avance"))
    #expect(try page.fact("Moyen de paiement") == (isDebited ? "Prélèvement SEPA" : nil))
    #expect(try page.fact("Date de prélèvement") == (isDebited ? "04/05/2026" : nil))
  }

  @Test func `addresses are set as on an envelope, a SIRET in its groups`() throws {
    let page = try page(document([line("Abonnement", 1, 290_00, .exempt261C)]))
    #expect(
      try page.texts("//div[@class='client']/p") == [
        "Durand", "2 rue Basse, bâtiment B", "05000 Gap",
        "SIRET 552\u{202F}100\u{202F}554\u{202F}00013",
      ])
    #expect(
      try page.texts("//div[@class='seller']/p").prefix(3) == [
        "Dupont", "1 rue Haute", "05000 Gap",
      ])
  }

  @Test func `a day of debit that no calendar tells is said in words`() throws {
    let page = try page(document([line("Abonnement", 1, 290_00, .exempt261C)]))
    #expect(
      try page.fact("Date de prélèvement")
        == "le premier jour interbancaire ouvré à compter de l’échéance")
  }

  @Test func `addresses that are no address do not break the page`() throws {
    for address in ["", ",", ", ,", "\n", "05000 Gap", ",05000 Gap", "a,,b", "\r\n,x"] {
      var document = try document([line("Abonnement", 1, 290_00, .exempt261C)])
      document.client.address = .known(address)
      _ = try page(document)
    }
  }
}

/// Wordings by day of issue.
@Suite struct LegalTextTests {
  @Test func `no two wordings of a mention hold on one day, and each has a source`() {
    for mention in LegalMention.allCases {
      let wordings = LegalTexts.all.filter { $0.mention == mention }
      #expect(!wordings.isEmpty, "\(mention)")
      for (one, next) in zip(wordings, wordings.dropFirst()) {
        #expect(one.until.map { $0 + 1 } == next.from, "\(mention)")
      }
      #expect(wordings.allSatisfy { !$0.source.isEmpty && !$0.text.isEmpty })
    }
  }

  @Test(arguments: [
    (LegalMention.latePaymentPenalty, "2008-12-31", nil as String?),
    (.latePaymentPenalty, "2009-01-01", "L441-6"), (.latePaymentPenalty, "2019-04-25", "L441-6"),
    (.latePaymentPenalty, "2019-04-26", "L441-10"), (.recoveryIndemnity, "2012-12-31", nil),
    (.recoveryIndemnity, "2013-01-01", "L441-6 et D441-5"),
    (.recoveryIndemnity, "2026-04-10", "L441-10 et D441-5"),
    (.natureOfOperation, "2022-10-08", nil), (.natureOfOperation, "2022-10-09", "Prestations"),
    (.exempt261C, "2028-06-30", "261 C"),
  ]) func `a document bears the wording of its day`(
    _ mention: LegalMention, _ day: String, _ part: String?
  ) throws {
    let text = try LegalTexts.text(mention, on: try #require(Day(day)))
    #expect((text == nil) == (part == nil))
    if let part { #expect(text?.contains(part) == true) }
  }

  @Test func `after the last day of a wording none is made up`() throws {
    let day = try #require(Day("2028-07-01"))
    let error = #expect(throws: LegalTexts.Outdated.self) {
      try LegalTexts.text(.exempt261C, on: day)
    }
    #expect(
      error?.description == "the wording of exempt261C on 2028-07-01 is not known, the last ends "
        + "on 2028-06-30; add the new one to LegalTexts")
  }
}
