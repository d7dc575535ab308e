import Application
import Documents
import Glibc
import Ledger

/// `minutier document`: invoices and credit notes as pages.
enum Document: Verb {
  static let name = "document"
  static let summary = "print invoices and credit notes as pages: HTML, and PDF"
  static let usage = "minutier document LEDGER NUMBER|--all [-o DIR] [--pdf]"
  static let details = """
    Writes NUMBER.html: one A4 document in French that needs no other file and no network, with
    every mention that the law asks for. It holds only what was known when it was issued:
    whenever it is printed its bytes are the same, whatever was recorded later. A name whose key
    was destroyed is printed as [effacé].
      --all   every invoice and credit note
      -o      the directory to write to, made when it is missing: this one by default
      --pdf   NUMBER.pdf too, a PDF/A-3 made by WeasyPrint (Debian package weasyprint)
    Exit code 1 when a document lacks a mention because nobody recorded it: it is written, and what
    is missing is said.
    """
  static let valued = ["-o"]
  static let flags = ["--all", "--pdf"]
  static let words = 1...2

  static func run(_ arguments: Arguments) throws -> Int32 {
    let number = arguments.words.count > 1 ? arguments.words[1] : nil
    guard (number != nil) != arguments.has("--all") else {
      throw UsageError("either NUMBER or --all is needed")
    }
    let folder = try PageFolder(arguments["-o"] ?? ".")
    let withPDF = arguments.has("--pdf")
    var isComplete = true
    var count = 0
    try IssuedDocuments(LedgerHome(arguments.words[0])).forEach(number) {
      (document) throws(LedgerError) in
      count += 1
      do {
        let page = try DocumentPage.html(document)
        say(try folder.write(page, "\(document.number).html"))
        if withPDF { say(try folder.writePDF(document)) }
      } catch { throw .home("couldn't print \(document.number): \(error)") }
      for missing in document.missing {
        isComplete = false
        complain("minutier: \(document.number) lacks \(missing)")
      }
    }
    if let number, count == 0 {
      complain("minutier document: no invoice or credit note is numbered \(number)")
      return 1
    }
    return isComplete ? 0 : 1
  }
}
