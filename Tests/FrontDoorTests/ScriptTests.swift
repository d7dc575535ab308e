import Foundation
import FrontDoor
import Testing

/// The scripts of `Tests/Vectors`: exact text in, exact text out.
///
/// ```
/// # a comment
/// $ minutier execute LEDGER -
/// < a line of input        <hex 7bff7d  bytes       <long 1048576  a line of that many bytes
/// > a line of output
/// ! a line of complaint
/// = exit code
/// ```
/// `LEDGER` stands for the ledger's directory, in a path too; `LEDGER-copy` for one beside it; `…` at the
/// end of a line for whatever follows. Each script has one ledger of its own.
@Suite struct ScriptTests {
  @Test(arguments: try VectorFiles.names(".script")) func script(_ name: String) throws {
    let scratch = try Scratch()
    let ledger = scratch.file("ledger").path
    for step in try Step.read(VectorFiles.text(name)) {
      let words = step.words.map { $0.replacingOccurrences(of: "LEDGER", with: ledger) }
      let run = try Program.run(Array(words.dropFirst()), input: step.input)
      let place = "\(name) line \(step.line): \(step.words.joined(separator: " "))"
      Self.compare(step.output, run.text, ledger, "\(place): output")
      Self.compare(step.complaint, run.complaint, ledger, "\(place): complaint")
      #expect(run.status == step.status, "\(place): exit code; \(run.complaint)")
    }
  }

  private static func compare(
    _ expected: [String], _ text: String, _ ledger: String, _ place: String
  ) {
    let found = text.replacingOccurrences(of: ledger, with: "LEDGER")
      .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
      .dropLast(text.hasSuffix("\n") || text.isEmpty ? 1 : 0)
    for index in 0..<max(expected.count, found.count) {
      let one = index < expected.count ? expected[index] : nil
      let other = index < found.count ? found[index] : nil
      if let one, let other, one.hasSuffix("…"), other.hasPrefix(one.dropLast()) { continue }
      #expect(one == other, "\(place), line \(index + 1)")
    }
  }
}

/// One run of the program in a script.
private struct Step {
  var line: Int
  var words: [String]
  var input = Data()
  var output: [String] = []
  var complaint: [String] = []
  var status: Int32 = 0

  static func read(_ text: String) throws -> [Step] {
    var steps: [Step] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      let rest = String(line.dropFirst(2))
      switch line.prefix(1) {
      case "", "#": continue
      case "$":
        steps.append(Step(line: index + 1, words: rest.split(separator: " ").map(String.init)))
        continue
      default: break
      }
      guard let last = steps.indices.last else {
        throw VectorError("line \(index + 1)", "no $ before")
      }
      switch line.prefix(1) {
      case "<": try steps[last].take(String(line), index + 1)
      case ">": steps[last].output.append(rest)
      case "!": steps[last].complaint.append(rest)
      case "=": steps[last].status = Int32(rest) ?? -1
      default: throw VectorError("line \(index + 1)", "\(line) starts with none of # $ < > ! =")
      }
    }
    return steps
  }

  private mutating func take(_ line: String, _ number: Int) throws {
    if line.hasPrefix("<hex ") {
      let digits = Array(line.dropFirst(5))
      for at in stride(from: 0, to: digits.count - 1, by: 2) {
        guard let byte = UInt8(String(digits[at...at + 1]), radix: 16) else {
          throw VectorError("line \(number)", "not hexadecimal")
        }
        input.append(byte)
      }
    } else if line.hasPrefix("<long ") {
      guard let count = Int(line.dropFirst(6)) else {
        throw VectorError("line \(number)", "no number")
      }
      input.append(Data("{\"id\":\"".utf8))
      input.append(Data(repeating: UInt8(ascii: "x"), count: count - 9))
      input.append(Data("\"}".utf8))
    } else {
      input.append(Data(line.dropFirst(2).utf8))
    }
    input.append(0x0A)
  }
}
