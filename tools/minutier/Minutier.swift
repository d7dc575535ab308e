import Application
import CLinux
import Glibc

/// The program: one verb a file.
@main
struct Minutier {
  static func main() {
    setvbuf(standardOutput, nil, _IOFBF, 1 << 16)
    clinux_keep_memory()
    let status = run(Array(CommandLine.arguments.dropFirst()))
    fflush(standardOutput)
    exit(status)
  }

  static var verbs: [any Verb.Type] {
    [
      Init.self, Execute.self, Advance.self, Show.self, Find.self, Explain.self, Document.self,
      History.self,
      Verify.self, CheckpointVerb.self, Prove.self, CheckProof.self, Export.self, Repack.self,
      Rebuild.self, BackupVerb.self, Restore.self, Import.self, Schema.self, Terms.self,
    ]
  }

  /// Exit code: 0 done, 1 refused or a check that found something, 2 could not run.
  private static func run(_ arguments: [String]) -> Int32 {
    guard let word = arguments.first, word != "--help", word != "-h", word != "help" else {
      say(help)
      return arguments.isEmpty ? 2 : 0
    }
    guard let verb = verbs.first(where: { $0.name == word }) else {
      complain("minutier: \(word) is not a verb; see minutier --help")
      return 2
    }
    if arguments.dropFirst().contains(where: { $0 == "--help" || $0 == "-h" }) {
      say(verb.help)
      return 0
    }
    do {
      return try verb.run(Arguments(Array(arguments.dropFirst()), verb))
    } catch let error as UsageError {
      complain("minutier \(word): \(error.problem)\n\(verb.usage)")
    } catch {
      complain("minutier \(word): \(error)")
    }
    return 2
  }

  private static var help: String {
    let width = verbs.map { $0.name.count }.max() ?? 0
    let lines = verbs.map {
      "  \($0.name)\(String(repeating: " ", count: width - $0.name.count + 2))\($0.summary)"
    }
    return """
      minutier VERB LEDGER …: an event-sourced ledger of appointments and leads

      \(lines.joined(separator: "\n"))

      minutier VERB --help tells more of a verb.
      Exit codes: 0 done, 1 refused or a check that found something, 2 could not run.
      """
  }
}

/// One verb of the program.
protocol Verb {
  static var name: String { get }
  /// One line for the list of verbs.
  static var summary: String { get }
  /// `minutier NAME LEDGER [--option VALUE]`
  static var usage: String { get }
  /// What `--help` adds to the usage.
  static var details: String { get }
  /// Options that take a value.
  static var valued: [String] { get }
  /// Options that take none.
  static var flags: [String] { get }
  /// The least and the most words besides options.
  static var words: ClosedRange<Int> { get }
  static func run(_ arguments: Arguments) throws -> Int32
}

extension Verb {
  static var valued: [String] { [] }
  static var flags: [String] { [] }
  static var words: ClosedRange<Int> { 1...1 }
  static var help: String { "\(summary)\n\nusage: \(usage)\n\n\(details)" }
}
