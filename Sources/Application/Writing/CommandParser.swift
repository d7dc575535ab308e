public import Commands
public import Ledger

/// A line of input, read.
public enum ParsedLine: Sendable {
  /// A command, with the fingerprint of its canonical form (G-16).
  case command(Command, String)
  /// No command: the number of the line, and what is wrong with it.
  case malformed(Int, FormatError)
}

/// Reads commands from lines. It knows nothing of the ledger but the key of its fingerprints, so that
/// it can run ahead of the deciders, on another thread.
public struct CommandParser: Sendable {
  private let fingerprint: HMACKey
  private let people: PeopleKey

  init(_ fingerprint: HMACKey) {
    self.fingerprint = fingerprint
    people = PeopleKey(fingerprint)
  }

  /// The longest line that is read as a command.
  public static let longestLine = 1 << 20

  /// Reads lines one after another.
  public func parse(_ lines: [InputLine]) -> [ParsedLine] {
    var tape = Tape()
    var canonical = CanonicalWriter()
    return lines.map { line in
      do throws(FormatError) {
        guard let bytes = line.bytes else {
          throw FormatError("a line of over \(CommandParser.longestLine) bytes is not read")
        }
        return try bytes.reading { (text) throws(FormatError) in
          try tape.read(text)
          var command = try Command(tape)
          if type(of: command.body).namesPeople { command.body.fingerprint(people) }
          canonical.removeAll()
          tape.writeCanonical(into: &canonical)
          return .command(command, hexadecimal(fingerprint.code(canonical.bytes)[..<16]))
        }
      } catch { return .malformed(line.number, error) }
    }
  }
}

/// A line of input: its number, from 1, and its bytes without the line feed; none when it is too long.
public struct InputLine: Sendable {
  public var number: Int
  public var bytes: [UInt8]?

  public init(number: Int, bytes: [UInt8]?) {
    self.number = number
    self.bytes = bytes
  }
}
