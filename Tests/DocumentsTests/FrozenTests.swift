import Foundation
import FrontDoor
import Testing

/// A document is frozen at issue: whenever it is printed, its bytes are the same.
@Suite struct FrozenTests {
  @Test func `what is recorded after its issue leaves no trace on a page`() throws {
    let pages = try Pages(tour: 0..<4) { $0 }
    _ = try pages.run("--all")
    let before = try pages.bytes("BC2026-000001.html")
    // Paid, two months and an extra invoice later.
    try pages.live(4..<12)
    try pages.advance(to: "2026-07-01T00:00:00+02:00")
    #expect(try pages.show("invoice").count > 3)
    #expect(try pages.show("invoice").first?["status"] == .string("paid"))
    _ = try pages.run("--all")
    #expect(try pages.bytes("BC2026-000001.html") == before)
  }

  @Test func `one document and all of them: the same bytes, in any zone and language`() throws {
    let pages = try Pages()
    _ = try pages.run("--all")
    let number = try pages.longestInvoice().number
    let all = try pages.bytes("\(number).html")
    let other = try Scratch()
    let run = try Program.run(
      ["document", pages.ledger, number, "-o", other.url.path],
      environment: ["TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"])
    #expect(run.status == 0)
    #expect(try Data(contentsOf: other.file("\(number).html")) == all)
  }

  @Test func `a client whose key is destroyed is printed as erased, the rest stays`() throws {
    let pages = try Pages()
    let before = try pages.page("BC2026-000001")
    try pages.destroyKeys()
    let run = try pages.run("BC2026-000001")
    #expect(run.status == 0)
    let after = try pages.page("BC2026-000001")
    #expect(
      try after.texts("//div[@class='client']/p") == [
        "[effacé]", "[effacé]", before.texts("//p[@class='siren']")[0],
      ])
    let totals = "//div[@class='totals']//td"
    #expect(try after.texts(totals) == before.texts(totals))
  }

  @Test func `printing writes nothing in the ledger`() throws {
    let pages = try Pages()
    let before = try FileManager.default.subpathsOfDirectory(atPath: pages.ledger)
    _ = try pages.run("--all")
    #expect(try FileManager.default.subpathsOfDirectory(atPath: pages.ledger) == before)
  }

  @Test func `a number that is not there, and words that do not fit`() throws {
    let pages = try Pages()
    let unknown = try pages.run("BC2030-000001")
    #expect(unknown.status == 1)
    #expect(
      unknown.complaint
        == "minutier document: no invoice or credit note is numbered BC2030-000001\n")
    #expect(try pages.run().status == 2)
    #expect(try pages.run("BC2026-000001", "--all").status == 2)
  }
}

/// PDFs, by WeasyPrint.
@Suite struct PDFTests {
  @Test func `a PDF is made twice with the same bytes`() throws {
    let pages = try Pages()
    let number = try #require(pages.show("credit_note").first?["number"]?.text)
    let run = try pages.run(number, "--pdf")
    #expect(run.status == 0, "\(run.complaint)")
    #expect(run.lines.map { $0.suffix(18) } == ["\(number).html", "/\(number).pdf"])
    let first = try pages.bytes("\(number).pdf")
    #expect(first.starts(with: Data("%PDF-1.7".utf8)))
    _ = try pages.run(number, "--pdf")
    #expect(try pages.bytes("\(number).pdf") == first)
  }

  @Test func `a long invoice has several pages`() throws {
    let pages = try Pages()
    let number = try pages.longestInvoice().number
    _ = try pages.run(number, "--pdf")
    let text = String(decoding: try pages.bytes("\(number).pdf"), as: UTF8.self)
    let count = try #require(text.firstMatch(of: /\/Count ([0-9]+)/)).1
    #expect((4...8).contains(Int(count) ?? 0), "\(count)")
  }

  @Test func `without WeasyPrint it says what to install`() throws {
    let pages = try Pages()
    let folder = try Scratch()
    let run = try Program.run(
      ["document", pages.ledger, "BC2026-000001", "--pdf", "-o", folder.url.path],
      environment: ["PATH": folder.url.path])
    #expect(run.status == 2)
    #expect(
      run.complaint == """
        minutier document: couldn't print BC2026-000001: weasyprint is not installed; install the \
        Debian package weasyprint, as tools/setup does, or leave --pdf out

        """)
  }
}
