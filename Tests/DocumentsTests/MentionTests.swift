import FrontDoor
import Testing

/// Each mention that the law asks for, where it comes from, and what stands on the sample's pages.
@Suite struct MentionTests {
  /// A mention, its legal source, and its text on a page, with the facts of the document in braces.
  struct Mention: Sendable, CustomTestStringConvertible {
    var name: String
    var source: String
    var text: String

    init(_ name: String, _ source: String, _ text: String) {
      self.name = name
      self.source = source
      self.text = text
    }

    var testDescription: String { "\(name) (\(source))" }
  }

  /// On every document.
  static let common = [
    Mention("seller's name", "242 nonies A, I, 1°; C. com. L441-9", "BTBCONNECT"),
    Mention(
      "seller's address", "242 nonies A, I, 1°; C. com. L441-9",
      "Camp de base, Place du Rochasson 05000 GAP"),
    Mention(
      "legal form and capital", "C. com. R123-238",
      "Société par actions simplifiée au capital de 100\u{202F}€"),
    Mention(
      "seller's SIREN", "242 nonies A, I, 1°; C. com. R123-237",
      "SIREN 928\u{202F}030\u{202F}329"),
    Mention("RCS", "C. com. R123-237", "RCS Gap 928 030 329"),
    Mention(
      "seller's VAT number", "242 nonies A, I, 2°", "TVA intracommunautaire FR06928030329"),
    Mention("ORIAS number", "C. assur. L512-1", "ORIAS n° 24005674"),
    Mention("nature of the operation", "242 nonies A, I, 8° bis", "Prestations de services"),
    Mention("quantity", "242 nonies A, I, 8°; C. com. L441-9", "Quantité"),
    Mention("unit price net", "242 nonies A, I, 8°; C. com. L441-9", "Prix unitaire HT"),
    Mention(
      "legal basis of the exemption", "242 nonies A, I, 12°; CGPS 4.0 and 6.1",
      "TVA non applicable – article 261 C du Code général des impôts"),
  ]

  /// On an invoice.
  static let onInvoices = [
    Mention("number", "242 nonies A, I, 7°", "Facture N° {number}"),
    Mention("date of issue", "242 nonies A, I, 6°", "Date d’émission {issue_date}"),
    Mention(
      "client's name", "242 nonies A, I, 1°; C. com. L441-9", "{name}"),
    Mention(
      "client's address", "242 nonies A, I, 1°; C. com. L441-9",
      "{address}"),
    Mention("client's SIREN", "242 nonies A, I, 1°", "SIREN {siren}"),
    Mention(
      "period", "242 nonies A, I, 10°", "Période de facturation du {period_from} au {period_to}"),
    Mention(
      "designation, with the day of the service", "242 nonies A, I, 8° and 10°",
      "{label}"),
    Mention("treatment of the line", "242 nonies A, I, 8°", "exonéré"),
    Mention("total net", "242 nonies A, I, 11°", "Total HT {net}"),
    Mention("VAT", "242 nonies A, I, 11°", "TVA {vat}"),
    Mention("total gross", "C. com. L441-9", "Total TTC {gross}"),
    Mention("due date", "C. com. L441-9", "Date d’échéance {due_on}"),
    Mention("means of payment", "CGPS 4.3", "Moyen de paiement Prélèvement SEPA"),
    Mention("day of the debit", "CGPS 4.3", "Date de prélèvement {collect_on}"),
    Mention(
      "discount terms", "C. com. L441-9", "Pas d’escompte pour paiement anticipé."),
    Mention(
      "rate of penalties", "C. com. L441-9 and L441-10, II",
      "au taux d’intérêt appliqué par la Banque centrale européenne à son opération de "
        + "refinancement la plus récente (taux directeur) majoré de 10 points de pourcentage "
        + "(art.\u{A0}L441-10 du Code de commerce)."),
    Mention(
      "recovery indemnity", "C. com. L441-9, L441-10, II and D441-5",
      "indemnité forfaitaire pour frais de recouvrement de 40\u{202F}€ (art.\u{A0}L441-10 et "
        + "D441-5 du Code de commerce)."),
  ]

  /// On a credit note.
  static let onCreditNotes = [
    Mention("title", "CGI 289, I, 5", "Avoir N° {number}"),
    Mention("date of issue", "242 nonies A, I, 6°", "Date d’émission {issue_date}"),
    Mention(
      "number and date of the invoice", "CGI 289, I, 5",
      "Facture rectifiée {corrected} du {corrected_on}"),
    Mention("total", "242 nonies A, I, 11°", "Avoir TTC {gross}"),
    Mention(
      "use", "what the ledger says of it",
      "Cet avoir s’impute sur ce qui reste dû sur la facture rectifiée, puis sur vos prochaines "
        + "factures."),
  ]

  private static let invoice = Result { try SampleDocument("invoice") { $0["kind"] == "extras" } }
  private static let creditNote = Result { try SampleDocument("credit_note") { _ in true } }

  @Test(arguments: common + onInvoices) func `an invoice says`(_ mention: Mention) throws {
    try Self.invoice.get().expect(mention.text)
  }

  @Test(arguments: common + onCreditNotes) func `a credit note says`(_ mention: Mention) throws {
    try Self.creditNote.get().expect(mention.text)
  }

  @Test func `a credit note asks for no payment`() throws {
    let words = try Self.creditNote.get().words
    for word in ["échéance", "Prélèvement", "pénalités", "40\u{202F}€", "escompte"] {
      #expect(!words.contains(word), "\(word)")
    }
  }

  @Test func `a subscription says the period of the service`() throws {
    let document = try SampleDocument("invoice") { $0["kind"] == "subscription" }
    try document.expect("Période de la prestation du {period_from} au {period_to}")
  }

  @Test func `VAT on debits is said when the provider chose it, and then only`() throws {
    let option = "Option pour le paiement de la taxe d’après les débits"
    #expect(try !Self.invoice.get().words.contains(option))
    let pages = try Pages(provider: Provider.plain("debits")) { $0 }
    #expect(try pages.page("X2026-000001").words().contains(option))
  }

  @Test func `what the provider's file leaves out is not printed, and what the law misses is said`()
    throws
  {
    let pages = try Pages(provider: Provider.plain("receipts")) { $0 }
    let run = try pages.run("X2026-000001")
    #expect(run.status == 1)
    #expect(
      run.complaint == """
        minutier: X2026-000001 lacks the client's address (C. com. L441-9)
        minutier: X2026-000001 lacks the provider's VAT number (CGI ann. II 242 nonies A, I, 2°)

        """)
    let words = try pages.page("X2026-000001").words()
    for word in ["ORIAS", "RCS", "capital", "intracommunautaire"] {
      #expect(!words.contains(word), "\(word)")
    }
    #expect(words.contains("[adresse non communiquée]"))
  }
}

/// A document of the sample ledger: what its page says, and what `show` and the commands know of it.
private struct SampleDocument {
  var words: String
  private var facts: [String: String] = [:]

  init(_ question: String, where wanted: ([String: String]) -> Bool) throws {
    let pages = try Pages()
    let rows = try pages.show(question).map(\.texts)
    let found = rows.first(where: wanted)
    let row = try #require(found)
    facts = row.mapValues { value in
      if value.wholeMatch(of: /\d{4}-\d\d-\d\d/) != nil { return value.french }
      return value.wholeMatch(of: /\d+\.\d\d/) != nil ? value.euros : value
    }
    let number = try #require(row["number"])
    words = try pages.page(number).words()
    let lines = try pages.show("\(question)_line")
    facts["label"] = lines.first { $0["number"]?.text == number }?["label"]?.text
    let client = try #require(
      pages.commands().first {
        $0.at("data.party")?.text == row["client"] && $0.at("data.person") != nil
      })
    facts["name"] = client.at("data.person.name")?.text
    facts["address"] = client.at("data.person.address")?.text?.replacing(", ", with: " ")
    facts["siren"] = client.at("data.registration_no")?.text?.siren
    if let corrected = try pages.show(question).first?.at("corrects.0")?.text {
      let invoice = try pages.show("invoice").first { $0["number"]?.text == corrected }
      facts["corrected"] = corrected
      facts["corrected_on"] = invoice?["issue_date"]?.text?.french
    }
  }

  func expect(_ template: String) throws {
    var text = template
    for match in template.matches(of: /\{([a-z_]+)\}/) {
      text = text.replacing(match.0, with: try #require(facts[String(match.1)], "\(match.1)"))
    }
    #expect(words.contains(text), "\(words)")
  }
}

extension JSON {
  /// The members that are texts.
  fileprivate var texts: [String: String] {
    Dictionary(
      (members ?? []).compactMap { member in member.value.text.map { (member.key, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A provider's file.
enum Provider {
  static func plain(_ vatBasis: String, name: String = "Dupont") -> String {
    """
    {"name":"\(name)","siren":"928030329","address":"1 rue Haute, 05000 Gap","number_prefix":"X",\
    "vat_basis":"\(vatBasis)","accounts":{"bank":"512000","client":"411000","revenue":"706000",\
    "vat":"445710"}}
    """
  }
}
