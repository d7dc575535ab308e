// The French of tables: no heading is missing, and no two columns of a table read alike.
import Ledger
import Projections
import Testing

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
      for heading in read where heading.contains("_") {
        Issue.record("\(name): \(heading) has no French name")
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
        "anomalie AN-1 (prospect_absent) signalée sur le rendez-vous A-1, tardive : non admise",
        "délai A-1~anomaly échu au 2026-04-21 00:00",
        "rendez-vous A-1 réputé validé au 2026-04-21 00:00",
        "facture F2026-000001 émise au client C-1 : HT 169.00, TTC 169.00, échéance le 2026-04-30",
        "règlement P-1 de 169.00 reçu du client C-1, date de valeur 2026-05-04",
        "P-1 imputé : 169.00 sur F2026-000001",
      ])
  }
}
