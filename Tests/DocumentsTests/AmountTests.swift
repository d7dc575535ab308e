import FrontDoor
import Testing

/// Every page of the sample ledger says what the read models say.
@Suite struct AmountTests {
  private static let pages = Result {
    let pages = try Pages()
    let run = try pages.run("--all")
    if run.status != 0 { throw TestFailure(run.complaint) }
    return pages
  }

  private func page(_ number: String) throws -> Page {
    try Page(String(decoding: Self.pages.get().bytes("\(number).html"), as: UTF8.self))
  }

  private func compareTotals(_ row: JSON, _ page: Page, _ number: String) throws {
    let totals = try page.texts("//div[@class='totals']//td")
    let expected = ["net", "vat", "gross"].map { row[$0]?.text?.euros ?? "" }
    #expect(totals == expected, "\(number)")
    #expect(try page.fact("Date d’émission") == row["issue_date"]?.text?.french, "\(number)")
    #expect(try page.fact("Référence client") == row["client"]?.text, "\(number)")
    #expect(try page.texts("//p[@class='number']") == ["N° \(number)"], "\(number)")
  }

  /// Lines of a page, as `show` has them.
  private func compareLines(_ lines: [JSON], _ page: Page, _ number: String) throws {
    let rows = try page.rows("//table[@class='lines']/tbody/tr")
    #expect(rows.count == lines.count, "\(number)")
    let labels = try page.texts("//td[@class='label']/span")
    #expect(labels == lines.map { $0["label"]?.text ?? "" }, "\(number)")
    for (row, line) in zip(rows, lines) {
      let expected = [
        "\(line["quantity"]?.number ?? 0)", line["unit"]?.text?.euros ?? "", "exonéré",
        line["net"]?.text?.euros ?? "",
      ]
      #expect(Array(row.dropFirst()) == expected, "\(number)")
    }
  }

  @Test(arguments: ["invoice", "credit_note"])
  func `all documents are printed, with the amounts and lines of show`(_ question: String) throws {
    let pages = try Self.pages.get()
    let rows = try pages.show(question)
    let lines = try Dictionary(grouping: pages.show("\(question)_line")) {
      $0["number"]?.text ?? ""
    }
    #expect(rows.count > 3)
    for row in rows {
      let number = row["number"]?.text ?? ""
      let page = try page(number)
      try compareTotals(row, page, number)
      try compareLines(lines[number] ?? [], page, number)
    }
  }

  @Test func `days of payment are those of show`() throws {
    for row in try Self.pages.get().show("invoice") {
      let number = row["number"]?.text ?? ""
      let page = try page(number)
      #expect(try page.fact("Date d’échéance") == row["due_on"]?.text?.french, "\(number)")
      #expect(try page.fact("Date de prélèvement") == row["collect_on"]?.text?.french, "\(number)")
    }
  }

  @Test func `BC-6.2 an invoice whose lines stand in two events is printed with all of them`()
    throws
  {
    let (number, lines) = try Self.pages.get().longestInvoice()
    #expect(lines > 100)
    let labels = try page(number).texts("//td[@class='label']/span")
    #expect(labels.count == lines && Set(labels).count == lines)
  }

  @Test func `a page stands alone: no script, no image, nothing from elsewhere`() throws {
    let page = try page("BC2026-000001")
    #expect(try page.texts("//script | //link | //img | //iframe | //@href | //@src").isEmpty)
    for word in ["http:", "https:", "url(", "@import"] { #expect(!page.html.contains(word)) }
  }
}
