/// What can be asked of a ledger: one pass over the log fills every read model, and their rows stand
/// in one SQLite file that any client may open.

public enum Projections {
  /// The version of the fold and of the rows. Another one makes other rows of the same log, so it is
  /// changed with them; a file of an older version is rebuilt.
  public static let codeVersion = "projections-4"
}
