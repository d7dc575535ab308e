public import Ledger

/// What the law has a document say in words.
public enum LegalMention: String, CaseIterable, Sendable {
  case natureOfOperation, vatOnDebits, exempt261C, outsideScope, noEarlyPaymentDiscount
  case latePaymentPenalty, recoveryIndemnity
  case activeProspectsPenalty, activeProspectsPenaltyWithoutFloor
  case activeProspectsIndemnity, activeProspectsIndemnityByInvoice
}

/// One wording of a mention, with the days on which a document is to bear it.
public struct LegalText: Sendable {
  public var mention: LegalMention
  /// The first day; nil when it is older than any document here.
  public var from: Day?
  /// The last day that is known; nil when no end is in sight.
  public var until: Day?
  public var text: String
  public var source: String

  func holds(on day: Day) -> Bool {
    (from.map { $0 <= day } ?? true) && (until.map { day <= $0 } ?? true)
  }
}

/// The wordings known, as data: a document bears those of its day of issue, whenever it is printed.
public enum LegalTexts {
  public static let all: [LegalText] = [
    text(
      .natureOfOperation, "2022-10-09", nil, "Prestations de services",
      "CGI ann. II art. 242 nonies A, I, 8° bis (décret 2022-1299)"),
    text(
      .vatOnDebits, nil, nil, "Option pour le paiement de la taxe d’après les débits",
      "CGI ann. II art. 242 nonies A, I, 11° bis (décret 2022-1299)"),
    // The articles of the CGI move to the CIBS; the old ones may be cited until then.
    text(
      .exempt261C, nil, "2028-06-30", Mention.exempt261C.text,
      "CGI ann. II art. 242 nonies A, I, 12°; CGI art. 261 C; CGPS art. 4.0 and 6.1"),
    text(
      .outsideScope, nil, nil, "Hors champ d’application de la TVA", "CGI art. 256"),
    text(
      .noEarlyPaymentDiscount, nil, nil, "Pas d’escompte pour paiement anticipé.",
      "C. com. art. L441-9, I"),
    text(
      .latePaymentPenalty, "2009-01-01", "2019-04-25", penalty("L441-6"),
      "C. com. art. L441-6 (loi 2008-776)"),
    text(
      .latePaymentPenalty, "2019-04-26", nil, penalty("L441-10"),
      "C. com. art. L441-9, I and L441-10, II (ord. 2019-359)"),
    text(
      .recoveryIndemnity, "2013-01-01", "2019-04-25", indemnity("L441-6 et D441-5"),
      "C. com. art. L441-6 and D441-5 (loi 2012-387)"),
    text(
      .recoveryIndemnity, "2019-04-26", nil, indemnity("L441-10 et D441-5"),
      "C. com. art. L441-9, I, L441-10, II and D441-5"),
    text(
      .activeProspectsPenalty, nil, nil, penaltyByMultiple + floorOfTheLaw,
      "Active Prospects art. 4 (AP-4.11); C. com. art. L441-10, II"),
    text(
      .activeProspectsPenaltyWithoutFloor, nil, nil, penaltyByMultiple + ".",
      "Active Prospects art. 4 (AP-4.11)"),
    text(
      .activeProspectsIndemnity, nil, nil, indemnityOfProcedure + ".",
      "Active Prospects art. 4 (AP-4.12)"),
    text(
      .activeProspectsIndemnityByInvoice, nil, nil,
      indemnityOfProcedure + " pour chaque facture en retard.",
      "Active Prospects art. 4 (AP-4.12, A-AP-19)"),
  ]

  /// The wording of a day; nil on a day when none was asked for yet.
  ///
  /// - Throws: `Outdated` when the last wording known has ended: none is made up.
  public static func text(_ mention: LegalMention, on day: Day) throws(Outdated) -> String? {
    let wordings = all.filter { $0.mention == mention }
    if let wording = wordings.first(where: { $0.holds(on: day) }) { return wording.text }
    if let last = wordings.compactMap(\.until).max(), last < day {
      throw Outdated(mention: mention, day: day, last: last)
    }
    return nil
  }

  /// The wording of a mention ended, and the next is not known here.
  public struct Outdated: Error, CustomStringConvertible {
    public var mention: LegalMention
    public var day: Day
    public var last: Day

    public var description: String {
      "the wording of \(mention.rawValue) on \(day) is not known, the last ends on \(last); "
        + "add the new one to LegalTexts"
    }
  }

  /// What stands in a wording for a figure that the terms of the document give.
  static let multipleFigure = "{multiple}"
  static let indemnityFigure = "{indemnity}"

  private static let penaltyByMultiple =
    "Tout retard de paiement porte intérêt, sans mise en demeure, à compter du jour suivant la "
    + "date d’échéance, à \(multipleFigure) le taux directeur de la Banque centrale européenne"

  private static let floorOfTheLaw =
    ", sans que ce taux puisse être inférieur à trois fois le taux d’intérêt légal "
    + "(art.\u{A0}L441-10 du Code de commerce)."

  private static let indemnityOfProcedure =
    "Si une procédure de recouvrement amiable est engagée, une indemnité forfaitaire pour frais de "
    + "recouvrement de \(indemnityFigure) HT est facturée en sus"

  private static func penalty(_ article: String) -> String {
    "En cas de retard de paiement, des pénalités sont exigibles sans rappel à compter du jour "
      + "suivant la date d’échéance, au taux d’intérêt appliqué par la Banque centrale européenne "
      + "à son opération de refinancement la plus récente (taux directeur) majoré de 10 points de "
      + "pourcentage (art.\u{A0}\(article) du Code de commerce)."
  }

  private static func indemnity(_ articles: String) -> String {
    "Tout retard de paiement entraîne en outre de plein droit une indemnité forfaitaire pour "
      + "frais de recouvrement de 40\u{202F}€ (art.\u{A0}\(articles) du Code de commerce)."
  }

  private static func text(
    _ mention: LegalMention, _ from: String?, _ until: String?, _ text: String, _ source: String
  ) -> LegalText {
    LegalText(
      mention: mention, from: from.map(day), until: until.map(day), text: text, source: source)
  }

  private static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("\(text) is no day") }
    return day
  }
}
