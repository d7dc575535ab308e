// The French of tables: no heading is missing, and no two columns of a table read alike.
import Foundation
import Ledger
import Testing

@testable import Projections

@Suite struct `French words` {
  /// Each question, without a row.
  private static func answers() throws -> [(name: String, answer: Answer)] {
    let file = TemporaryFile()
    try ProjectionFile.write(
      ReadModels(), to: file.path, position: 0, root: "", codeVersion: "", progress: nil)
    let questions = try Questions(path: file.path)
    return try Questions.names.map { ($0, try questions.answer($0)) }
  }

  @Test func `each column of a question has a French heading of its own`() throws {
    for (name, answer) in try Self.answers() {
      let read = answer.read(in: .fr).columns.map(\.name)
      #expect(Set(read).count == read.count, "\(name): \(read)")
      for column in answer.columns where FrenchWords.headings[column.name] == nil {
        Issue.record("\(name): \(column.name) has no French name")
      }
    }
  }

  @Test func `a debit is an amount, or the direct debit that it names`() {
    let columns = [Answer.Column("debit", .money), Answer.Column("debit", .text)]
    let read = Answer(columns: columns, rows: []).read(in: .fr)
    #expect(read.columns.map(\.name) == ["débit", "prélèvement"])
  }

  @Test func `what the ledger gives as a reason is read in French, what people wrote stays`() {
    let said = [
      "published", "collected on 2026-04-13", "notice K-1~notice-1", "deux rejets, collected on",
    ]
    let answer = Answer(
      columns: [Answer.Column("reason", .text)], rows: said.map { [.text($0)] })
    #expect(
      answer.read(in: .fr).rows == [
        [.text("taux publié")], [.text("prélevé le 2026-04-13")],
        [.text("notification K-1~notice-1")], [.text("deux rejets, collected on")],
      ])
  }

  /// The closed codes of sentences and tables, by the column that names their words.
  private static let closed: [(column: String, codes: [String])] = [
    ("clock", codes(Clock.self)), ("method", codes(AcceptanceMethod.self)),
    ("method", codes(PaymentMethod.self)), ("rate_kind", codes(RateKind.self)),
    ("declaration", codes(DeclarationType.self)), ("list", codes(OppositionList.self)),
    ("by", codes(Side.self)), ("cancelled_by", codes(Side.self)),
    ("effect", codes(OutcomeEffect.self)), ("admission", codes(Admission.self)),
    ("result", codes(Resolution.self)), ("validation_basis", codes(ValidationBasis.self)),
    ("reversal", codes(ReversalReason.self)), ("recompute_cause", codes(RecomputeCause.self)),
    ("unit", codes(DayUnit.self)), ("skipped", codes(SkipReason.self)),
    ("notice_type", codes(NoticeType.self)), ("notice_result", codes(NoticeResult.self)),
    ("cause", codes(EndCause.self)), ("reason", codes(EndCause.self)),
    ("reason", codes(SuspensionReason.self)), ("channel", codes(CampaignChannel.self)),
    ("campaign_end", codes(CampaignEnd.self)), ("option", codes(ContractOption.self)),
    ("option_end", codes(OptionEnd.self)), ("kind", codes(InvoiceKind.self)),
    ("kind", codes(PartyKind.self)), ("kind", codes(DeadlineKind.self)),
    ("allocation", codes(AllocationRule.self)), ("usable", codes(CreditUse.self)),
    ("vat_code", codes(VATCode.self)), ("basis", codes(Basis.self)), ("right", codes(Right.self)),
    ("issuer", codes(Issuer.self)), ("quota_period", codes(QuotaPeriod.self)),
    ("extras_invoice", codes(ExtrasInvoice.self)),
    ("validation_rule", codes(ValidationRule.self)), ("mode", codes(SellingMode.self)),
    ("payment_mode", codes(PaymentMode.self)), ("channel", codes(PurchaseChannel.self)),
    ("claim_kind", codes(ClaimKind.self)), ("form", codes(SettlementForm.self)),
    ("wallet_source", codes(WalletSource.self)),
    ("wallet_reason", codes(WalletDebitReason.self)), ("wallet_basis", codes(WalletBasis.self)),
    ("fee_type", codes(FeeType.self)), ("identity", codes(IdentityResult.self)),
    ("doc_type", codes(DocumentType.self)), ("invoice_channel", codes(InvoiceChannel.self)),
    ("fingerprint_kind", codes(FingerprintKind.self)),
  ]

  /// Those of MARKETINGCONNECT.
  private static let ofOrders: [(column: String, codes: [String])] = [
    ("sale", codes(SaleChannel.self)), ("source", codes(AddressSource.self)),
    ("address_source", codes(AddressSource.self)), ("category", codes(AddressCategory.self)),
    ("address_category", codes(AddressCategory.self)), ("ground", codes(ClaimGround.self)),
    ("claim_ground", codes(ClaimGround.self)), ("format", codes(FileFormat.self)),
    ("report_source", codes(ReportSource.self)), ("click_source", codes(ClickSource.self)),
    ("credit_review", codes(CreditReview.self)),
    ("guarantee_answer", codes(GuaranteeAnswer.self)), ("change", codes(ChangeKind.self)),
    ("signature_kind", codes(SignatureKind.self)), ("licence_use", codes(LicenceUse.self)),
    ("licence_breach", codes(LicenceBreach.self)), ("hold_ground", codes(HoldGround.self)),
    ("subject_right", codes(SubjectRight.self)),
    ("breach_audience", codes(BreachAudience.self)),
    ("processing_roles", codes(ProcessingRoles.self)),
    ("restriction_action", codes(RestrictionAction.self)),
    ("channel", codes(MessageKind.self)),
    ("offer", ["booster", "email", "sms", "list", "mailing"]),
    ("status", ["placed", "announced", "confirmed", "cancelled", "ended"]),
    (
      "status", ["prepared", "approved", "scheduled", "sent", "running", "stopped"]
    ),
    ("status", ["filed", "indemnified", "denied", "waived", "letter_awaited"]),
  ]

  private static func codes<T: Choice>(_ type: T.Type) -> [String] { type.allCases.map(\.rawValue) }

  @Test func `each closed code has a French word`() {
    for (column, codes) in Self.closed + Self.ofOrders {
      for code in codes where FrenchWords.codes[column]?[code] == nil {
        Issue.record("\(column): \(code) has no French word")
      }
    }
  }

  @Test func `codes are read by their column, what is no code stays`() {
    let answer = Answer(
      columns: [
        Answer.Column("status", .text), Answer.Column("state", .text),
        Answer.Column("client", .text), Answer.Column("eligible", .flag),
        Answer.Column("days", .list),
      ],
      rows: [
        [
          .text("open"), .text("open"), .text("open"), .flag(true),
          .list(json: #"[{"day":"2026-04-05","skipped":"public_holiday"}]"#),
        ]
      ])
    let read = answer.read(in: .fr)
    #expect(read.columns.map(\.name) == ["statut", "état", "client", "éligible", "décompte"])
    #expect(
      read.rows == [
        [
          .text("à payer"), .text("ouvert"), .text("open"), .text("oui"),
          .list(json: #"[{"day":"2026-04-05","skipped":"jour férié"}]"#),
        ]
      ])
    #expect(answer.read(in: .en) == answer)
    #expect([0, 1, 2].map(Language.fr.rows) == ["0 ligne", "1 ligne", "2 lignes"])
  }

  @Test func `each event of a history is said in French`() {
    var history = History.subscribed()
    history.book("A-1", "2026-04-14T08:00:00Z")
    history.report("AN-1", "A-1", .denied, late: true)
    history.validateInSilence("A-1", "2026-04-14T08:00:00Z")
    history.invoice("F2026-000001", [History.line(169_00)])
    history.pay("P-1", 169_00)
    history.allocate("P-1", [Allocation("F2026-000001", money(169_00))])
    #expect(
      history.events.map { Summary.of($0, in: .fr) } == [
        "registre test créé pour btbconnect, horloge simulée",
        "conditions T1 publiées, en vigueur le 2026-04-08",
        "client C-1 inscrit",
        "contrat K-1 souscrit par le client C-1 : START à 290.00 par mois, 3 mois",
        "contrat K-1 en vigueur le 2026-04-10, terme le 2026-07-10, préavis au plus tard le "
          + "2026-06-25",
        "rendez-vous A-1 pris pour le 2026-04-14 10:00, contrat K-1",
        "délai A-1~anomaly ouvert : 5 jours ouvrables à compter du 2026-04-14, dernier instant "
          + "2026-04-20T21:59:59.999999Z",
        "anomalie AN-1 (prospect absent) signalée sur le rendez-vous A-1, tardive : non admise",
        "délai A-1~anomaly échu au 2026-04-21 00:00",
        "rendez-vous A-1 réputé validé au 2026-04-21 00:00",
        "facture F2026-000001 émise au client C-1 : rendez-vous supplémentaires, HT 169.00, "
          + "TTC 169.00, échéance le 2026-04-30",
        "règlement P-1 de 169.00 reçu du client C-1 par virement, date de valeur 2026-05-04",
        "P-1 imputé (échéance la plus ancienne) : 169.00 sur F2026-000001",
      ])
  }

  // MARK: Every type of event

  private static let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("eventlogs/golden")

  @Test(arguments: EventKind.all.map { "\($0.name)-\($0.schema).json" })
  func `each type of event is said in French, in words of its own`(_ name: String) throws {
    let data = try Data(contentsOf: Self.golden.appendingPathComponent(name))
    var tape = Tape()
    let event = try Array(data.split(separator: 0x0A).first ?? Data()).withUnsafeBytes {
      try Line.read($0, using: &tape)
    }
    let french = Summary.of(event, in: .fr)
    #expect(french != Summary.of(event), "\(name) is said in English")
    #expect(french.firstMatch(of: /(^|[ (:])[a-z]+_[a-z_]+/) == nil, "a code in \(french)")
    #expect(!french.contains("  ") && !french.hasSuffix(" "), "\(french)")
  }
}
