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
    for subject in subjects {
      let cited = try reader.events(at: explainer.cited(for: subject))
      do { take(try explainer.explanation(of: subject, citing: cited)) } catch {
        throw .projection(error.description)
      }
    }
  }
}

extension LedgerReader {
  /// The events at some positions.
  fileprivate func events(at positions: Set<Int>) throws(LedgerError) -> [Int: RecordedEvent] {
    var events: [Int: RecordedEvent] = [:]
    var tape = Tape()
    for position in positions {
      guard let line = try line(at: position) else { continue }
      do throws(FormatError) {
        events[position] = try line.reading { (bytes) throws(FormatError) in
          try Line.read(bytes, using: &tape)
        }
      } catch { throw .event(position: UInt64(position), problem: error.description) }
    }
    return events
  }
}
