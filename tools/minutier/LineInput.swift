import Application
import Glibc

/// Lines of a file or of standard input, read in pieces; an endless line is passed over.
struct LineInput {
  enum Piece {
    case line(Int, [UInt8])
    case tooLong(Int)
  }

  private let descriptor: Int32
  private let source: String
  private var buffer = [UInt8](repeating: 0, count: 1 << 20)
  private var start = 0
  private var end = 0
  private var held: [UInt8] = []
  private var isPassingOver = false
  private var number = 0
  private var isAtEnd = false

  /// - Parameter source: a file's path, or `-` for standard input.
  init(_ source: String) throws {
    self.source = source
    descriptor = source == "-" ? 0 : open(source, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw InputError(path: source, cause: String(cString: strerror(errno))) }
  }

  /// The next line that is not blank, without its line feed; nil at the end.
  ///
  /// - Parameter whenIdle: done before waiting for more input.
  mutating func next(whenIdle: () throws -> Void) throws -> Piece? {
    while true {
      if let piece = takeLine() { return piece }
      if isAtEnd { return last() }
      try whenIdle()
      try fill()
    }
  }

  private mutating func takeLine() -> Piece? {
    while start < end {
      let found = buffer.withUnsafeBytes { memchr($0.baseAddress! + start, 0x0A, end - start) }
      guard let found else {
        keep(buffer[start..<end])
        start = end
        return nil
      }
      let stop = buffer.withUnsafeBytes { UnsafeRawPointer(found) - $0.baseAddress! }
      keep(buffer[start..<stop])
      start = stop + 1
      if let piece = close() { return piece }
    }
    return nil
  }

  private mutating func keep(_ bytes: ArraySlice<UInt8>) {
    if isPassingOver { return }
    held += bytes
    if held.count > CommandDesk.longestLine {
      isPassingOver = true
      held = []
    }
  }

  private mutating func close() -> Piece? {
    number += 1
    defer {
      held = []
      isPassingOver = false
    }
    if isPassingOver { return .tooLong(number) }
    if held.last == 0x0D { held.removeLast() }
    if held.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) { return nil }
    return .line(number, held)
  }

  private mutating func last() -> Piece? { held.isEmpty && !isPassingOver ? nil : close() }

  private mutating func fill() throws {
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        start = 0
        end = count
        isAtEnd = count == 0
        return
      }
      if errno != EINTR { throw InputError(path: source, cause: String(cString: strerror(errno))) }
    }
  }
}

/// The input could not be read.
struct InputError: Error, CustomStringConvertible {
  var path: String
  var cause: String
  var description: String { "couldn't read \(path): \(cause)" }
}
