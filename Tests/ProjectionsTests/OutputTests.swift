// What `show` prints, to the character.
import Ledger
import Projections
import Testing

@testable import minutier

@Suite struct `Output formats` {
  private let answer = Answer(
    columns: [
      Answer.Column("client", .text), Answer.Column("net", .money),
      Answer.Column("unit", .unitPrice),
      Answer.Column("rate", .rate), Answer.Column("rank", .integer), Answer.Column("late", .flag),
      Answer.Column("days", .list),
    ],
    rows: [
      [
        .text("Agnès, \"Côté\""), .money(Money(cents: 1_169_00)),
        .unitPrice(UnitPrice(tenThousandths: 825)), .rate(Rate(hundredths: 20_00)), .integer(3),
        .flag(true),
        .list(json: #"[{"day":"2026-04-04","counted":1},{"day":"2026-04-05","skipped":"sunday"}]"#),
      ],
      [
        .text("C-2"), .money(Money(cents: -5)), .none, .none, .none, .flag(false),
        .list(json: "[]"),
      ],
    ])

  @Test func `a table is aligned by characters, figures to the right`() {
    #expect(
      Output.text(of: answer, as: .table) == """
        client             net    unit   rate  rank  late  days
        ─────────────  ───────  ──────  ─────  ────  ────  ───────────────────────────────
        Agnès, "Côté"  1169.00  0.0825  20.00     3  yes   2026-04-04 1, 2026-04-05 sunday
        C-2              -0.05                       no
        2 rows

        """)
  }

  @Test func `JSON is an array of objects, amounts as decimal texts, what is absent left out`() {
    #expect(
      Output.text(of: answer, as: .json) == #"""
        [
          {"client":"Agnès, \"Côté\"","net":"1169.00","unit":"0.0825","rate":"20.00","rank":3,"late":true,"days":[{"day":"2026-04-04","counted":1},{"day":"2026-04-05","skipped":"sunday"}]},
          {"client":"C-2","net":"-0.05","late":false,"days":[]}
        ]

        """#)
    #expect(Output.text(of: Answer(columns: answer.columns, rows: []), as: .json) == "[]\n")
  }

  @Test func `NDJSON is one object a line`() {
    let rows = Answer(
      columns: [Answer.Column("a", .text)], rows: [[.text("x\n\u{1}")], [.text("\\")]])
    #expect(Output.text(of: rows, as: .ndjson) == "{\"a\":\"x\\n\\u0001\"}\n{\"a\":\"\\\\\"}\n")
  }

  @Test func `CSV is as RFC 4180 says`() {
    #expect(
      Output.text(of: answer, as: .csv)
        == "client,net,unit,rate,rank,late,days\r\n"
        + "\"Agnès, \"\"Côté\"\"\",1169.00,0.0825,20.00,3,true,"
        + "\"[{\"\"day\"\":\"\"2026-04-04\"\",\"\"counted\"\":1},"
        + "{\"\"day\"\":\"\"2026-04-05\"\",\"\"skipped\"\":\"\"sunday\"\"}]\"\r\n"
        + "C-2,-0.05,,,,false,[]\r\n")
  }

  @Test func `a table of one row, and of lists of numbers and texts`() {
    let lists = Answer(
      columns: [Answer.Column("a", .list), Answer.Column("b", .list)],
      rows: [[.list(json: "[12,13]"), .list(json: #"["FR-2026@1","a:\"b\""]"#)]])
    #expect(
      Output.text(of: lists, as: .table)
        == "a       b\n──────  ────────────────\n12, 13  FR-2026@1, a:\"b\"\n1 row\n")
  }
}
