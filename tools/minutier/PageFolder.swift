import Documents
import Glibc

/// The directory that pages are written to. A page takes its name only once it is whole.
struct PageFolder {
  private let path: String

  /// What kept a page from being written.
  struct Failed: Error, CustomStringConvertible {
    var description: String
  }

  /// - Throws: `Failed` when the directory is missing and cannot be made.
  init(_ path: String) throws(Failed) {
    self.path = path
    if mkdir(path, 0o777) != 0 && errno != EEXIST {
      throw Failed(description: "couldn't make \(path): \(String(cString: strerror(errno)))")
    }
  }

  /// Writes a page, and gives its path.
  func write(_ text: String, _ name: String) throws(Failed) -> String {
    let target = "\(path)/\(name)"
    let fresh = "\(target).\(getpid()).new"
    guard let file = fopen(fresh, "w") else { throw problem("write", fresh) }
    var copy = text
    let written = copy.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
    if fclose(file) != 0 || written < text.utf8.count {
      let failed = problem("write", fresh)
      unlink(fresh)
      throw failed
    }
    try putInPlace(fresh, target)
    return target
  }

  /// Has WeasyPrint make a PDF of a page written before, and gives its path.
  func writePDF(_ document: PrintedDocument) throws(Failed) -> String {
    let target = "\(path)/\(document.number).pdf"
    let fresh = "\(target).\(getpid()).new"
    // A path of its own words: one that starts with a dash would be read as an option.
    let words = ["\(path)/\(document.number).html", fresh].map {
      $0.hasPrefix("/") ? $0 : "./\($0)"
    }
    let status = try WeasyPrint.run(words, issued: document.issueDate)
    guard status == 0 else {
      unlink(fresh)
      throw Failed(description: "weasyprint ended with \(status), see what it said above")
    }
    try putInPlace(fresh, target)
    return target
  }

  private func putInPlace(_ fresh: String, _ target: String) throws(Failed) {
    if rename(fresh, target) == 0 { return }
    let failed = problem("put in place", target)
    unlink(fresh)
    throw failed
  }

  private func problem(_ what: String, _ path: String) -> Failed {
    Failed(description: "couldn't \(what) \(path): \(String(cString: strerror(errno)))")
  }
}
