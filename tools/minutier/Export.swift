import Application
import EventStore
import Glibc

/// `minutier export`: the ledger in forms that other programs read.
enum Export: Verb {
  static let name = "export"
  static let summary = "write the ledger in a form that other programs read"
  static let usage = "minutier export LEDGER --tlog-tiles DIR | --ndjson FILE"
  static let details = """
      --tlog-tiles  the tree of the newest checkpoint, and its events' lines, as C2SP tlog-tiles: what
                    a log server of that kind serves, and its clients and witnesses read. A directory
                    that has an earlier export gets what came since.
                    The latest events are left out when no checkpoint was signed over them: minutier
                    checkpoint does.
      --ndjson      every stored line, verified against the tree as it is read, to the new FILE: what
                    minutier import makes the same ledger of
    """
  static let valued = ["--tlog-tiles", "--ndjson"]

  static func run(_ arguments: Arguments) throws -> Int32 {
    let (directory, file) = (arguments["--tlog-tiles"], arguments["--ndjson"])
    guard (directory == nil) != (file == nil) else {
      throw UsageError("one of --tlog-tiles DIR and --ndjson FILE is needed")
    }
    if let file { return try lines(LedgerHome(arguments.words[0]), to: file) }
    return try tiles(LedgerHome(arguments.words[0]), to: directory ?? "")
  }

  private static func lines(_ home: LedgerHome, to path: String) throws -> Int32 {
    let reader = try LedgerReader(home)
    guard let file = fopen(path, "wx") else {
      throw OutputError(path: path, cause: String(cString: strerror(errno)))
    }
    let root = try reader.lines(from: 0, to: reader.end, verify: true) { _, line in
      fwrite(line.baseAddress, 1, line.count, file)
      putc(0x0A, file)
    }
    let isWritten = ferror(file) == 0 && fflush(file) == 0 && fsync(fileno(file)) == 0
    guard fclose(file) == 0, isWritten else {
      throw OutputError(path: path, cause: String(cString: strerror(errno)))
    }
    say("\(path): events \(reader.end) root \(root)")
    return 0
  }

  private static func tiles(_ home: LedgerHome, to directory: String) throws -> Int32 {
    var progress = Progress("export")
    let (checkpoint, before, end) = try Checkpoints(home)
      .exportTiles(into: directory) { progress.show($0, of: $1) }
    progress.end()
    say("\(directory): \(checkpoint.size) events, \(checkpoint.size - before) of them new")
    if checkpoint.size < end {
      complain("minutier: \(end - checkpoint.size) events came after the newest checkpoint")
    }
    return 0
  }
}
