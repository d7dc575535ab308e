import Ledger
public import Projections

extension ReadSide {
  /// Explains a figure, down to the events that made it.
  ///
  /// - Throws: `LedgerError.projection` when nothing is known of the subject.
  public func explain(
    _ subject: Subject, from vantage: Vantage = .now, in language: Language = .en
  ) throws(LedgerError) -> Explanation {
    let opener = try opener()
    let reader = try LedgerReader(home)
    var explainer = Explainer(subject, from: vantage, in: language)
    try reader.forEach(verify: true) { event in
      if vantage.sees(event) { explainer.fold(event) { opener.open($0, $1, $2) } }
    }
    var cited: [Int: RecordedEvent] = [:]
    var tape = Tape()
    for position in explainer.cited {
      guard let line = try reader.line(at: position) else { continue }
      do throws(FormatError) {
        cited[position] = try line.reading { (bytes) throws(FormatError) in
          try Line.read(bytes, using: &tape)
        }
      } catch { throw .event(position: UInt64(position), problem: error.description) }
    }
    do { return try explainer.explanation(citing: cited) } catch {
      throw .projection(error.description)
    }
  }
}
