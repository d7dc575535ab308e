// What a check of the log found wrong, and where.

/// One thing wrong in a log.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  /// The kinds, named for ever: they stand in reports and in the samples of damage.
  public enum Kind: String, CaseIterable, Sendable {
    case unreadable, unknownFile, segmentGap, emptySegment
    case strayBytes, blockHeader, newerFormat, reservedFrame, tornTail, padding
    case positionGap, frameCheck, frame, lineCount
    case lineForm, linePosition, streamVersion
    case rootBefore, rootAfter
    case footer
    case tail, eventsMissing
    case checkpoint, behindCheckpoint, notConsistent
  }

  public var kind: Kind
  /// The file's name in the log's directory.
  public var segment: String
  /// Where in the file, in bytes.
  public var offset: UInt64
  /// The first event concerned, where known.
  public var position: UInt64?
  public var expected: String
  public var found: String

  public init(
    _ kind: Kind, segment: String, offset: Int, position: UInt64? = nil, expected: String,
    found: String
  ) {
    self.kind = kind
    self.segment = segment
    self.offset = UInt64(offset)
    self.position = position
    self.expected = expected
    self.found = found
  }

  public var description: String {
    let event = position.map { ", event \($0)" } ?? ""
    return "\(kind.rawValue) in \(segment) at byte \(offset)\(event): "
      + "expected \(expected), found \(found)"
  }
}
