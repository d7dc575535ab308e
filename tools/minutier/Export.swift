import Application
import EventStore

/// `minutier export`: the ledger in forms that other programs read.
enum Export: Verb {
  static let name = "export"
  static let summary = "write the ledger in a form that other programs read"
  static let usage = "minutier export LEDGER --tlog-tiles DIR"
  static let details = """
      --tlog-tiles  the tree of the newest checkpoint, and its events' lines, as C2SP tlog-tiles: what
                    a log server of that kind serves, and its clients and witnesses read. A directory
                    that has an earlier export gets what came since.
    The latest events are left out when no checkpoint was signed over them: minutier checkpoint does.
    """
  static let valued = ["--tlog-tiles"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    guard let directory = arguments["--tlog-tiles"] else {
      throw UsageError("--tlog-tiles DIR is needed")
    }
    var progress = Progress("export")
    let (checkpoint, before, end) = try Checkpoints(LedgerHome(arguments.words[0]))
      .exportTiles(into: directory) { progress.show($0, of: $1) }
    progress.end()
    say("\(directory): \(checkpoint.size) events, \(checkpoint.size - before) of them new")
    if checkpoint.size < end {
      complain("minutier: \(end - checkpoint.size) events came after the newest checkpoint")
    }
    return 0
  }
}
