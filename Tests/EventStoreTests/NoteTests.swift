// Signed notes, checkpoints and verifier keys as C2SP has them; what is not quite one is refused.
import EventStore
import Foundation
import Testing

/// The published example of signed-note.
private let published =
  "This is an example message.\n\n— example.com/foo "
  + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
private let publishedKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"

private func note(_ text: String) throws(NoteError) -> SignedNote {
  try SignedNote(Array(text.utf8))
}

/// Whether reading gives an error, and no value.
private func isRefused(_ body: () throws(NoteError) -> Void) -> Bool {
  do { try body() } catch { return true }
  return false
}

@Suite struct `Signed notes` {
  @Test func `the published note holds under the published key, and is written as it was read`()
    throws
  {
    let key = try VerifierKey(publishedKey)
    let note = try note(published)
    #expect(key.verdict(on: note) == .holds(since: nil))
    #expect(String(decoding: note.bytes, as: UTF8.self) == published)
    #expect(key.description == publishedKey)
    #expect(key.hexID == "530d903a")
  }

  @Test func `a note with any byte altered does not hold`() throws {
    let key = try VerifierKey(publishedKey)
    let whole = Array(published.utf8)
    for offset in whole.indices {
      for bit: UInt8 in [1, 0x20] {
        var bytes = whole
        bytes[offset] ^= bit
        var verdict = VerifierKey.Verdict.absent
        do { verdict = key.verdict(on: try SignedNote(bytes)) } catch {}
        #expect(verdict != .holds(since: nil), "byte \(offset) by \(bit)")
      }
    }
  }

  @Test func `another key is passed over; a wrong signature in the name of a known one is not`()
    throws
  {
    let key = try VerifierKey(publishedKey)
    let stranger = NoteSigner(name: "example.com/bar", secret: Array(0..<32))
    var note = try note(published)
    #expect(stranger.verifier.verdict(on: note) == .absent)
    note.signatures.append(stranger.sign(note.text))
    #expect(key.verdict(on: note) == .holds(since: nil))
    #expect(stranger.verifier.verdict(on: note) == .holds(since: nil))
    note.signatures.append(note.signatures[0])
    note.signatures[2].blob[5] ^= 1
    #expect(key.verdict(on: note) == .wrong)
  }

  @Test(arguments: [
    "", "\n", "\n\n", "text\n", "text\n\n", "text\n\nno dash\n", "text\n\n— a b\n",
    "text\n\n— example.com/foo Uw2QOg==\n", "text\n\n— a+b Uw2QOkk=\n", "text\n\n— a  Uw2QOkk=\n",
    "text\n\n— a Uw2QOkk=", "text\n\n— a Uw2QOkl=\n", "text\n\n— a Uw2QOkk\n",
    "te\txt\n\n— a Uw2QOkk=\n",
    "text\r\n\n— a Uw2QOkk=\n", "text\n\n— a Uw2QOkk=\n\n", "text\n\n- a Uw2QOkk=\n",
  ]) func `what is no note is refused`(_ text: String) {
    #expect(isRefused { () throws(NoteError) in _ = try note(text) })
  }

  @Test func `a note is UTF-8`() {
    #expect(
      isRefused { () throws(NoteError) in
        _ = try SignedNote([0xFF] + Array("text\n\n— a Uw2QOkk=\n".utf8))
      })
    #expect(!isRefused { () throws(NoteError) in _ = try note("text\n\n— a Uw2QOkk=\n") })
  }

  @Test(arguments: [
    "", "example.com/foo", "example.com/foo+530d903a",
    "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903b+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530D903A+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/fop+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AukyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2",
    "example.com foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  ]) func `what is no Ed25519 verifier key is refused`(_ text: String) {
    #expect(isRefused { () throws(NoteError) in _ = try VerifierKey(text) })
  }

  @Test func `a witness signs the text and the time that it saw it`() throws {
    let witness = NoteSigner(
      name: "witness.example/w1", kind: .cosignature, secret: Array(repeating: 7, count: 32))
    #expect(try VerifierKey(witness.verifier.description) == witness.verifier)
    var note = try note(published)
    note.signatures.append(witness.cosign(note.text, at: 1_800_000_000))
    note.signatures.append(witness.cosign(note.text, at: 1_700_000_000))
    #expect(witness.verifier.verdict(on: note) == .holds(since: 1_700_000_000))
    #expect(try SignedNote(note.bytes) == note)
    // Another time than the one signed, and a signature of the plain text.
    note.signatures[1].blob[7] ^= 1
    #expect(witness.verifier.verdict(on: note) == .wrong)
    note.signatures = [witness.sign(note.text)]
    #expect(witness.verifier.verdict(on: note) == .wrong)
  }
}

@Suite struct `Checkpoints` {
  private static let root = "XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg="

  private func text(_ lines: String...) -> [UInt8] {
    Array(lines.map { $0 + "\n" }.joined().utf8)
  }

  @Test func `origin, size and root stand on a line each`() throws {
    let checkpoint = Checkpoint(
      origin: "example.com/log", size: 8,
      root: try #require(
        TreeHash(hex: "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328")))
    #expect(checkpoint.text == text("example.com/log", "8", Self.root))
    #expect(try Checkpoint(text: checkpoint.text) == checkpoint)
    #expect(try Checkpoint(text: checkpoint.text + text("an extension")) == checkpoint)
    #expect(TreeHash(base64: checkpoint.root.base64.utf8) == checkpoint.root)
  }

  @Test func `what is no checkpoint is refused`() {
    let root = Self.root
    let wrong = [
      text("example.com/log", "8"), text("example.com/log", "08", root),
      text("example.com/log", "+8", root), text("example.com/log", "-8", root),
      text("example.com/log", "", root), text("example.com/log", " 8", root),
      text("example.com/log", "99999999999999999999", root), text("", "8", root),
      text("example.com/log", "8", String(root.dropLast())), text("example.com/log", "8", "Xck="),
      text("example.com/log", "8", root, ""), text("example.com/log", "8", root).dropLast(),
    ]
    for text in wrong {
      #expect(
        isRefused { () throws(NoteError) in _ = try Checkpoint(text: text) },
        "\(String(decoding: text, as: UTF8.self))")
    }
    #expect(
      !isRefused { () throws(NoteError) in
        _ = try Checkpoint(text: text("example.com/log", "0", root))
      })
  }

  @Test func `a checkpoint counts only under the name and the key of its log`() throws {
    let own = NoteSigner(name: "example.com/log", secret: Array(1...32))
    let other = NoteSigner(name: "example.com/log", secret: Array(2...33))
    let checkpoint = Checkpoint(origin: "example.com/log", size: 0, root: MerkleTree.emptyRoot)
    let signed = SignedCheckpoint(checkpoint, by: own)
    #expect(signed.objection(for: own.verifier) == nil)
    #expect(signed.objection(for: other.verifier) != nil)
    var elsewhere = checkpoint
    elsewhere.origin = "example.com/other"
    #expect(SignedCheckpoint(elsewhere, by: own).objection(for: own.verifier) != nil)
    #expect(SignedCheckpoint(checkpoint, by: own) == signed, "Ed25519 signs the same each time")
  }
}
