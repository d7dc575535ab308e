import Application

/// `minutier repack`: sealed segments, smaller and faster to read.
enum Repack: Verb {
  static let name = "repack"
  static let summary = "write sealed segments anew: large blocks, packed harder, nothing changed"
  static let usage = "minutier repack LEDGER"
  static let details = """
    Joins the blocks of every sealed segment, packs them harder and closes the segment with a footer
    that says which types and streams it holds. No event, position, root or proof changes. A writer
    does the same beside its work, with what the machine has left; this does it at once.
    Prints how many segments were repacked, and their bytes before and after.
    """

  static func run(_ arguments: Arguments) throws -> Int32 {
    var progress = Progress("repack", unit: "segments")
    let result = try LogPacking.run(LedgerHome(arguments.words[0])) { progress.show($0, of: $1) }
    progress.end()
    say("segments \(result.segments) bytes \(result.before) \(result.after)")
    return 0
  }
}
