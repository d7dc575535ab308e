import Ledger
public import Projections

extension ReadSide {
  /// Explains a figure, down to the events that made it.
  ///
  /// - Throws: `LedgerError.projection` when nothing is known of the subject.
  public func explain(
    _ subject: Subject, from vantage: Vantage = .now, in language: Language = .en
  ) throws(LedgerError) -> Explanation {
    var explanations: [Explanation] = []
    try explain([subject], from: vantage, in: language) { explanations.append($0) }
    return explanations[0]
  }

  /// Explains figures one by one, in one pass over the log.
  ///
  /// - Throws: `LedgerError.projection` at the first subject that nothing is known of.
  public func explain(
    _ subjects: [Subject], from vantage: Vantage = .now, in language: Language = .en,
    _ take: (Explanation) -> Void
  ) throws(LedgerError) {
    let opener = try opener()
    let reader = try LedgerReader(home)
    var explainer = Explainer(subjects, from: vantage, in: language)
    try reader.forEach(verify: true) { event in
      if vantage.sees(event) { explainer.fold(event) { opener.open($0, $1, $2) } }
    }
    // Some at a time: one block of the log holds events of many.
    for start in stride(from: 0, to: subjects.count, by: 100) {
      let some = subjects[start..<min(start + 100, subjects.count)]
      let events = try reader.events(
        at: some.reduce(into: []) { $0.formUnion(explainer.cited(for: $1)) })
      for subject in some {
        do { take(try explainer.explanation(of: subject, citing: events)) } catch {
          throw .projection(error.description)
        }
      }
    }
  }
}

extension LedgerReader {
  /// The events at some positions.
  fileprivate func events(at positions: Set<Int>) throws(LedgerError) -> [Int: RecordedEvent] {
    var events: [Int: RecordedEvent] = [:]
    var tape = Tape()
    var problem: LedgerError?
    try lines(at: positions.sorted()) { position, line in
      do throws(FormatError) { events[position] = try Line.read(line, using: &tape) } catch {
        problem = .event(position: UInt64(position), problem: error.description)
      }
    }
    if let problem { throw problem }
    return events
  }
}
