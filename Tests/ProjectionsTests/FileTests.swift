// The file: new, complete, the same to the byte each time, open to any SQLite client.
import Ledger
import Projections
import Testing

@Suite struct `Projection file` {
  private static func `a life`() -> History {
    var history = History.subscribed()
    for number in 1...40 {
      let start = Instant(
        microseconds: instant("2026-04-14T08:00:00Z").microseconds
          + number * 86_400_000_000
      ).description
      history.book("A-\(number)", start)
      history.validateInSilence("A-\(number)", start)
    }
    for number in 2...9 { history.register("C-\(number)") }
    history.invoice("F2026-000001", [History.line(169_00)])
    history.pay("P-1", 169_00)
    history.allocate("P-1", [Allocation("F2026-000001", money(169_00))])
    return history
  }

  private static func write(_ models: ReadModels, to path: String) throws {
    try ProjectionFile.write(
      models, to: path, position: models.position, root: "ab12", codeVersion: "v1", progress: nil)
  }

  @Test func `two builds of one log are the same to the byte`() throws {
    let history = Self.`a life`()
    let (one, two) = (TemporaryFile(), TemporaryFile())
    try Self.write(history.models(), to: one.path)
    try Self.write(history.models(), to: two.path)
    #expect(!one.bytes.isEmpty)
    #expect(one.bytes == two.bytes)
  }

  @Test func `the checkpoint says what was folded, and by which code`() throws {
    let history = Self.`a life`()
    let file = TemporaryFile()
    try Self.write(history.models(), to: file.path)
    let checkpoint = try Questions(path: file.path).checkpoint
    #expect(checkpoint.position == history.events.count)
    #expect(checkpoint.root == "ab12")
    #expect(checkpoint.codeVersion == "v1")
    #expect(Projections.codeVersion == "projections-4")
  }

  @Test func `a file that exists is left alone`() throws {
    let file = TemporaryFile()
    try Self.write(History().models(), to: file.path)
    let before = file.bytes
    #expect(throws: ProjectionError.exists(path: file.path)) {
      try Self.write(Self.`a life`().models(), to: file.path)
    }
    #expect(file.bytes == before)
  }

  @Test func `what is no finished projection is not read`() throws {
    let file = TemporaryFile()
    #expect(throws: ProjectionError.self) { try Questions(path: file.path) }
    #expect(throws: ProjectionError.notAProjection(path: "/dev/null")) {
      try Questions(path: "/dev/null")
    }
  }

  @Test func `rows come in the order of their key, of one client when asked`() throws {
    let history = Self.`a life`()
    let ids = try history.show("appointment", "appointment")
    #expect(ids == ids.sorted())
    #expect(ids.count == 40)
    #expect(try history.show("appointment", "appointment", client: "C-2") == [])
    #expect(try history.show("balance", "client", client: "C-2") == ["C-2"])
    #expect(try history.show("journal", "account", client: "C-1").count == 4)
    #expect(try history.show("journal", "account", client: "C-2") == [])
  }

  @Test func `a question that is not known, or belongs to no client, is refused`() throws {
    let file = TemporaryFile()
    try Self.write(History().models(), to: file.path)
    let questions = try Questions(path: file.path)
    #expect(throws: ProjectionError.unknownQuestion(name: "nothing")) {
      try questions.answer("nothing")
    }
    #expect(throws: ProjectionError.notByClient(name: "terms")) {
      try questions.answer("terms", client: "C-1")
    }
    for name in Questions.names { #expect(try questions.answer(name).rows.isEmpty) }
    #expect(Questions.names == Questions.names.sorted())
    #expect(Questions.descriptions.map(\.name) == Questions.names)
  }

  @Test func `progress is told to the last row`() throws {
    let file = TemporaryFile()
    var told: (Int, Int) = (0, 0)
    try ProjectionFile.write(
      Self.`a life`().models(), to: file.path, position: 0, root: "", codeVersion: ""
    ) { told = ($0, $1) }
    #expect(told.0 == told.1)
    #expect(told.0 > 80)
  }

  @Test(arguments: 2...7)
  func `events whose subject is left out by an as-of are taken all the same`(step: Int) throws {
    let history = Self.`a life`()
    var models = ReadModels()
    for event in history.events where event.position % step != 1 {
      models.fold(event) { _, _, _ in nil }
    }
    let file = TemporaryFile()
    try Self.write(models, to: file.path)
    #expect(try Questions(path: file.path).checkpoint.position == models.position)
  }
}
