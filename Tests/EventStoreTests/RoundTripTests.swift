// What is appended is read again, to the byte.
import EventStore
import Testing

@Suite struct `Round trip` {
  @Test func `what was appended is read again, before and after closing`() throws {
    let folder = LogFolder()
    let log = try EventLog.create(in: folder.log)
    try log.append(["ledger"])
    try log.append(["party-1", "party-2", "party-1"])
    let expected = [
      line(0, "ledger", 1), line(1, "party-1", 1), line(2, "party-2", 1), line(3, "party-1", 2),
    ]
    #expect(try LogReader(directory: folder.log).lines() == expected)
    let root = log.root
    try log.close()
    #expect(try LogReader(directory: folder.log).lines() == expected)
    let again = try EventLog.open(in: folder.log)
    #expect(again.next == 4)
    #expect(again.root == root)
    #expect(try again.nextVersion(of: "party-1") == 3)
    try again.append(["party-2"])
    let reader = try LogReader(directory: folder.log)
    #expect(try reader.positions(of: "party-2") == [2, 4])
    #expect(try reader.line(at: 4) == Array(line(4, "party-2", 2).utf8))
    #expect(try reader.line(at: 5) == nil)
    try again.close()
    let verification = Verification.run(directory: folder.log)
    #expect(verification.findings == [])
    #expect(verification.events == 5)
    #expect(verification.root == again.root)
  }
}
