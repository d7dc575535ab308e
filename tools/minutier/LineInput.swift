import Application
import Glibc

/// Lines of a file or of standard input, as they come; an endless line is passed over.
struct LineInput: Sendable {
  private let descriptor: Int32
  private let source: String
  private var held: [UInt8] = []
  private var isPassingOver = false
  private var number = 0
  private(set) var isAtEnd = false

  private static let pieceBytes = 1 << 18

  /// - Parameter source: a file's path, or `-` for standard input.
  init(_ source: String) throws {
    self.source = source
    descriptor = source == "-" ? 0 : open(source, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw InputError(path: source, cause: String(cString: strerror(errno))) }
  }

  /// Whether more can be read without waiting for it.
  var isReady: Bool {
    var asked = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    return !isAtEnd && poll(&asked, 1, 0) == 1
  }

  /// The lines that the next piece of input completes, blank ones left out; waits for at least some
  /// bytes. Empty at the end, and when a line is longer than the piece.
  mutating func read() throws -> [InputLine] {
    if isAtEnd { return [] }
    var piece = [UInt8](repeating: 0, count: LineInput.pieceBytes)
    var count = 0
    repeat {
      count = piece.withUnsafeMutableBytes { Glibc.read(descriptor, $0.baseAddress, $0.count) }
    } while count < 0 && errno == EINTR
    if count < 0 { throw InputError(path: source, cause: String(cString: strerror(errno))) }
    isAtEnd = count == 0
    var lines: [InputLine] = []
    var start = 0
    while let stop = piece[start..<count].firstIndex(of: 0x0A) {
      keep(piece[start..<stop])
      close(into: &lines)
      start = stop + 1
    }
    keep(piece[start..<count])
    if isAtEnd && (!held.isEmpty || isPassingOver) { close(into: &lines) }
    return lines
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    if isPassingOver { return }
    held += bytes
    if held.count >= CommandParser.longestLine {
      isPassingOver = true
      held = []
    }
  }

  private mutating func close(into lines: inout [InputLine]) {
    number += 1
    if held.last == 0x0D { held.removeLast() }
    if isPassingOver {
      lines.append(InputLine(number: number, bytes: nil))
    } else if !held.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
      lines.append(InputLine(number: number, bytes: held))
    }
    held = []
    isPassingOver = false
  }
}

/// The input could not be read.
struct InputError: Error, CustomStringConvertible {
  var path: String
  var cause: String
  var description: String { "couldn't read \(path): \(cause)" }
}
