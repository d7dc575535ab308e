import Application
import FaultFiles
@preconcurrency import Glibc
import Ledger

/// Executes a file of commands like `minutier execute`, on a disk that loses what was not synced when
/// this process is killed: `crashwriter LEDGER FILE [--ignore-sync]`.
@main
struct CrashWriter {
  static func main() {
    do { try run(CommandLine.arguments) } catch {
      fputs("crashwriter: \(error)\n", errors)
      exit(2)
    }
  }

  nonisolated(unsafe) static let errors = stderr

  private static func run(_ arguments: [String]) throws {
    let files = WriteBackFiles(honoursSync: !arguments.contains("--ignore-sync"))
    let clock: @Sendable () -> Instant = { Instant(microseconds: 0) }
    let writer = try LedgerWriter.open(LedgerHome(arguments[1], files: files), clock: clock)
    let desk = CommandDesk(writer)
    var next = 0
    let lines = try wholeFile(arguments[2]).split(separator: 0x0A).map { line in
      next += 1
      return InputLine(number: next, bytes: Array(line))
    }
    for start in stride(from: 0, to: lines.count, by: 10) {
      for line in desk.parser.parse(Array(lines[start..<min(start + 10, lines.count)])) {
        try desk.take(line)
      }
      try desk.handOver(give)
    }
    try desk.flush(give)
    try writer.close()
  }

  /// One write a reply block, so that what was given is seen even when the process dies next.
  private static func give(_ bytes: UnsafeRawBufferPointer) {
    var done = 0
    while done < bytes.count {
      let count = write(1, bytes.baseAddress! + done, bytes.count - done)
      if count <= 0 { exit(3) }
      done += count
    }
  }

  private static func wholeFile(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY)
    if descriptor < 0 { throw LedgerError.home("couldn't open \(path)") }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(descriptor, &piece, piece.count)
      if count <= 0 { return bytes }
      bytes += piece[..<count]
    }
  }
}
