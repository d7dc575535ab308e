/// Writes the folded models as a new SQLite file.
///
/// Beside the tables of the models stand `model`, which says what each is, and `checkpoint`: one row
/// written last, after everything else is on disk. A file without it is not finished.

public struct ProjectionFile {
  /// - Parameter position: how many events were folded.
  /// - Parameter root: the root of the log's tree at that size, in hexadecimal.
  /// - Parameter progress: told now and then how many rows are written, of how many.
  public static func write(
    _ models: ReadModels, to path: String, position: Int, root: String, codeVersion: String,
    progress: ((Int, Int) -> Void)?
  ) throws(ProjectionError) {
    if Database.exists(path) { throw .exists(path: path) }
    let database = try Database(path, .creating)
    try database.execute(
      """
      PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
      PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -131072; PRAGMA temp_store = MEMORY;
      BEGIN
      """)
    try writeModels(models, database, progress)
    try database.execute(
      """
      CREATE TABLE checkpoint (position INTEGER NOT NULL, root TEXT NOT NULL,
        code_version TEXT NOT NULL) STRICT;
      COMMIT; PRAGMA synchronous = FULL; BEGIN
      """)
    let statement = try database.prepare("INSERT INTO checkpoint VALUES (?, ?, ?)")
    var row = RowWriter(statement, width: 3, database, RowProgress(total: 1, nil))
    row.integer(position)
    row.text(root)
    row.text(codeVersion)
    try row.endRow()
    try database.execute("COMMIT")
  }

  private static func writeModels(
    _ models: ReadModels, _ database: Database, _ report: ((Int, Int) -> Void)?
  ) throws(ProjectionError) {
    let derived = Derived(models)
    var total = 0
    for model in Tables.all { total += model.count(models) }
    let progress = RowProgress(total: total, report)
    for model in Tables.all {
      try database.execute(model.table.createSQL)
      var row = try RowWriter(model.table, database, progress)
      try model.write(models, derived, to: &row)
    }
    for model in Tables.all {
      for sql in model.table.indexSQL { try database.execute(sql) }
    }
    try describe(database)
    progress.end()
  }

  private static func describe(_ database: Database) throws(ProjectionError) {
    let table = Table(
      "model", "what each table is", key: ["name"], [.required("name"), .required("about")])
    try database.execute(table.createSQL)
    var row = try RowWriter(table, database, RowProgress(total: 0, nil))
    for model in Tables.all.sorted(by: { $0.table.name < $1.table.name }) {
      row.text(model.table.name)
      row.text(model.table.about)
      try row.endRow()
    }
  }
}
