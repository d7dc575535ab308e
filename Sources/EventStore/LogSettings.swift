/// Sizes a log is written with; they change no proof.
public struct LogSettings: Sendable {
  /// A segment is sealed when the next block would take it beyond this.
  public var segmentBytes = 64 << 20
  /// How much is zero-filled ahead at first; doubled with the file up to `mostPreallocated`.
  public var firstPreallocated = 64 << 10
  public var mostPreallocated = 4 << 20
  /// Whether a thread beside the writer does that, once there is much to write.
  public var fillsAhead = true
  /// Whether sealed segments are written anew in the background: fewer, larger blocks, packed harder.
  public var repacks = true
  /// How many events may pass before the stream index is saved again while writing: what a writer reads again after a
  /// crash, at the most, in about half a second.
  public var eventsBetweenIndexes: UInt64 = 500_000
  /// How many streams may be held in memory before it is.
  public var streamsBetweenIndexes = 200_000
  /// Where the disposable stream index lies; `../index` beside the log when nil.
  public var indexDirectory: String?

  public init() {}

  func index(for log: String) -> String { indexDirectory ?? log + "/../index" }
}
