import EventStore
import Glibc
import Ledger
public import Projections

/// The read models of a ledger: one SQLite file, made from the log whenever it is not there or not up
/// to date.
public struct ReadSide {
  let home: LedgerHome

  public init(_ home: LedgerHome) { self.home = home }

  /// What a rebuild found.
  public struct Report {
    public var events: Int
    public var root: String
    public var path: String
    /// Invariants that the history breaks: the file was then not put in place.
    public var violations: [Violation]
  }

  /// Reads the whole log, verifying it, folds it and writes the read models to a new file, which takes
  /// the place of the one that was there.
  ///
  /// - Parameter path: where to, in place of the ledger's own file.
  /// - Parameter progress: told now and then how many events or rows are done, of how many.
  /// - Throws: `LedgerError.log` when the log is damaged: nothing is put in place then.
  public func rebuild(
    into path: String? = nil, progress: ((_ what: String, Int, Int) -> Void)? = nil
  ) throws(LedgerError) -> Report {
    var (models, root) = try fold(.now, progress)
    models.rank()
    let target = path ?? home.database
    if path == nil { try home.makeDirectory(home.projections) }
    let violations = models.violations()
    let report = Report(
      events: models.position, root: root, path: target, violations: violations)
    if !violations.isEmpty { return report }
    let fresh = "\(target).\(getpid()).new"
    unlink(fresh)
    do {
      try ProjectionFile.write(
        models, to: fresh, position: models.position, root: root,
        codeVersion: Projections.codeVersion,
        progress: progress.map { progress in { progress("rows", $0, $1) } })
    } catch {
      unlink(fresh)
      throw .projection(error.description)
    }
    if rename(fresh, target) != 0 {
      let cause = String(cString: strerror(errno))
      unlink(fresh)
      throw .projection("couldn't put \(target) in place: \(cause)")
    }
    return report
  }

  private func fold(_ vantage: Vantage, _ progress: ((String, Int, Int) -> Void)? = nil)
    throws(LedgerError) -> (ReadModels, root: String)
  {
    let opener = try opener()
    let reader = try LedgerReader(home)
    var models = ReadModels(vantage)
    let root = try reader.forEach(verify: true, names: false) { event in
      guard vantage.sees(event) else { return }
      models.fold(event) { opener.open($0, $1, $2) }
      if models.position % 4096 == 0 { progress?("events", models.position, reader.end) }
    }
    return (models, root)
  }

  /// What opens personal fields whose keys are there.
  func opener() throws(LedgerError) -> Sealer {
    let card = try home.card()
    return Sealer(
      try Keys.open(home, origin: card.origin, clock: card.clock), origin: card.origin)
  }

  /// Answers a question from the read models, made anew when the log went on since; one about another
  /// vantage, from read models of its own.
  ///
  /// - Parameter language: of sentences; names and codes stay as they are.
  /// - Throws: `LedgerError.projection` for a question that is not known, or when the history breaks an
  ///   invariant.
  public func answer(
    _ name: String, client: String?, from vantage: Vantage = .now, in language: Language = .en
  ) throws(LedgerError) -> Answer {
    if name == "timeline" {
      return try Timeline.answer(home, client: client, from: vantage, in: language)
    }
    let questions = vantage == .now ? try current() : try seen(from: vantage)
    do { return try questions.answer(name, client: client) } catch {
      throw .projection(error.description)
    }
  }

  func current() throws(LedgerError) -> Questions {
    let end = try LedgerReader(home).end
    if access(home.database, R_OK) == 0 {
      do {
        let known = try Questions(path: home.database)
        if known.checkpoint.position == end,
          known.checkpoint.codeVersion == Projections.codeVersion
        {
          return known
        }
      } catch ProjectionError.notAProjection {
        // Made anew below, like any file that is not up to date.
      } catch { throw .projection("\(error)") }
    }
    if !isWritable { return try seen(from: .now) }
    try require(rebuild().violations)
    do { return try Questions(path: home.database) } catch {
      throw .projection(error.description)
    }
  }

  private func require(_ violations: [Violation]) throws(LedgerError) {
    guard let first = violations.first else { return }
    throw .projection(
      "the history breaks \(violations.count) invariants, the first: \(first); "
        + "see minutier rebuild")
  }

  /// Whether read models can be kept beside the log: a ledger may lie on a file system for reading only.
  private var isWritable: Bool {
    access(home.projections, W_OK) == 0
      || (access(home.projections, F_OK) != 0 && access(home.path, W_OK) == 0)
  }

  /// The read models of what a vantage sees, in a file without a name: it goes when it is closed. It
  /// stands in the ledger's directory all the while, or in memory, since it holds names of people.
  private func seen(from vantage: Vantage) throws(LedgerError) -> Questions {
    var (models, root) = try fold(vantage)
    models.rank()
    try require(models.violations())
    let folder = try scratch()
    let path = "\(folder)/minutier.sqlite.\(getpid()).past"
    unlink(path)
    defer {
      unlink(path)
      if folder != home.projections { rmdir(folder) }
    }
    do {
      try ProjectionFile.write(
        models, to: path, position: models.position, root: root,
        codeVersion: Projections.codeVersion, progress: nil)
      return try Questions(path: path)
    } catch { throw .projection(error.description) }
  }

  /// A directory for a file without a name, closed to others where it is not the ledger's own.
  private func scratch() throws(LedgerError) -> String {
    if isWritable {
      try home.makeDirectory(home.projections)
      return home.projections
    }
    var template = Array("/dev/shm/minutier-\(String(repeating: "X", count: 6))".utf8CString)
    guard let path = mkdtemp(&template) else {
      throw .home(
        "couldn't keep read models: \(home.path) is for reading only, and so is /dev/shm "
          + "(\(String(cString: strerror(errno))))")
    }
    return String(cString: path)
  }

  /// The questions that can be asked, with a line each.
  public static let questions: [(name: String, about: String)] =
    (Questions.descriptions + [(name: "timeline", about: Timeline.about)])
    .sorted { $0.name < $1.name }
}

extension Sealer {
  func open(_ box: SealedBox, _ field: StaticString, _ event: RecordedEvent)
    -> Personal?
  {
    open(
      box,
      SealingPlace(
        stream: event.stream, version: event.version, type: event.event.type, field: "\(field)"))
  }
}
