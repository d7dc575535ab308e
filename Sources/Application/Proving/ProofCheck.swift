public import EventStore
import Ledger

/// What a proof's file comes to, checked without any ledger.
public struct ProofCheck {
  /// What it proves, or what is wrong, line by line.
  public private(set) var lines: [String] = []
  public private(set) var isRight = true
  /// The event's line, when it is proved.
  public private(set) var event: [UInt8]?

  /// - Parameter log: the log's verifier key; nil leaves signatures unchecked, and says so.
  /// - Parameter witness: a witness whose cosignature must be there.
  /// - Parameter event: the line to prove; nil for the one that the file brings along.
  /// - Throws: `LedgerError.home` when the file is no proof.
  public init(
    _ bytes: [UInt8], log: VerifierKey?, witness: VerifierKey?, event: [UInt8]?
  ) throws(LedgerError) {
    let file: ProofFile
    do { file = try ProofFile(bytes) } catch { throw .home("couldn't read the proof: \(error)") }
    switch file {
    case .inclusion(let proof): try check(proof, event)
    case .consistency(let proof): check(proof)
    }
    let signed: [SignedCheckpoint] =
      switch file {
      case .inclusion(let proof): [proof.signed]
      case .consistency(let proof): [proof.older, proof.newer]
      }
    for signed in signed {
      if let log { checkSignature(signed, log) }
      if let witness { checkCosignature(signed, witness) }
    }
    if log == nil {
      lines.append(
        "signature not checked, anyone could have made this: give --key, the ledger's verifier key")
    }
  }

  private mutating func check(_ proof: InclusionProof, _ given: [UInt8]?) throws(LedgerError) {
    guard let line = given ?? proof.extra else {
      throw .home("the proof brings no event along: give its line with --event")
    }
    let checkpoint = proof.signed.checkpoint
    guard proof.proves(line) else {
      return wrong(
        "the line is not event \(proof.position) of the checkpoint of \(checkpoint.size) events")
    }
    event = line
    lines.append("event \(proof.position) of \(checkpoint.origin)")
    lines.append("is in the tree of \(checkpoint.size) events, root \(checkpoint.root)")
  }

  private mutating func check(_ proof: ConsistencyProof) {
    let (older, newer) = (proof.older.checkpoint, proof.newer.checkpoint)
    guard proof.holds else {
      return wrong(
        "the tree of \(newer.size) events is not that of \(older.size) with events added")
    }
    lines.append("\(newer.origin) only grew")
    lines.append("from \(older.size) events, root \(older.root)")
    lines.append("to \(newer.size) events, root \(newer.root)")
  }

  private mutating func checkSignature(_ signed: SignedCheckpoint, _ key: VerifierKey) {
    let size = signed.checkpoint.size
    if let objection = signed.objection(for: key) {
      return wrong("the checkpoint of \(size) events has \(objection)")
    }
    lines.append("checkpoint of \(size) signed by \(key.name)+\(key.hexID)")
  }

  private mutating func checkCosignature(_ signed: SignedCheckpoint, _ key: VerifierKey) {
    let size = signed.checkpoint.size
    switch key.verdict(on: signed.note) {
    case .holds(let since):
      let seen = since.map { " at \(Instant(microseconds: Int($0) * 1_000_000))" } ?? ""
      lines.append("checkpoint of \(size) cosigned by \(key.name)+\(key.hexID)\(seen)")
    case .absent: wrong("the checkpoint of \(size) has no signature by \(key.name)+\(key.hexID)")
    case .wrong:
      wrong("the checkpoint of \(size) has a wrong signature in the name of \(key.name)")
    }
  }

  private mutating func wrong(_ problem: String) {
    isRight = false
    event = nil
    lines.append("wrong: \(problem)")
  }
}
