import CCrypto
import EventStore
import Glibc
import Ledger

/// The keys of a ledger, outside its log: `keys/ledger`, `keys/signing`, `keys/subjects`.
///
/// `keys/subjects` is an array of 32-byte keys, one slot a person and purpose, filled and synced ahead
/// of use so that a new person costs no sync of its own. A slot of zeros is a destroyed key. The keys
/// of a simulated ledger come from a seed, so that samples are made again byte for byte.
final class Keys {
  static let slotBytes = 32
  static let filledAhead = 1024
  /// Nobody else reads them.
  static let mode: mode_t = 0o600

  private let home: LedgerHome
  private let seed: HMACKey?
  private let subjects: SubjectKeys
  let fingerprint: HMACKey

  private init(
    _ home: LedgerHome, seed: HMACKey?, subjects: SubjectKeys, fingerprint: HMACKey
  ) {
    self.home = home
    self.seed = seed
    self.subjects = subjects
    self.fingerprint = fingerprint
  }

  /// Makes the keys of a new ledger. Those of a simulated one follow from its origin.
  static func create(_ home: LedgerHome, origin: String, clock: Clock) throws(LedgerError) -> (
    Keys, vkey: String
  ) {
    try home.makeDirectory(home.keys)
    if chmod(home.keys, 0o700) != 0 { throw .home("couldn't close \(home.keys) to others") }
    let seed = clock == .simulated ? seed(of: origin) : nil
    func key(_ name: String) -> [UInt8] { seed?.code(name) ?? random() }
    let secret = key("ledger")
    let signing = key("signing")
    try write(secret, to: home.keys + "/ledger", home)
    try write(signing, to: home.keys + "/signing", home)
    try write([], to: home.keys + "/subjects", home)
    let keys = Keys(
      home, seed: seed, subjects: try SubjectKeys(home),
      fingerprint: secret.withUnsafeBytes { HMACKey($0) })
    try keys.fill(through: 0)
    return (keys, NoteSigner(name: origin, secret: signing).verifier.description)
  }

  /// Writes a file that only its owner may read.
  private static func write(
    _ bytes: [UInt8], to path: String, _ home: LedgerHome
  ) throws(LedgerError) {
    try home.write(bytes, to: path)
    if chmod(path, mode) != 0 { throw .home("couldn't close \(path) to others") }
  }

  /// The key that signs checkpoints: the one that event 0 names.
  ///
  /// That of a simulated ledger is made again when its file is gone, for it follows from the origin.
  static func signer(_ home: LedgerHome, _ card: LedgerCard, vkey: String) throws(LedgerError)
    -> NoteSigner
  {
    let path = home.keys + "/signing"
    var secret = try home.readIfThere(path)
    if secret == nil, card.clock == .simulated {
      let made = seed(of: card.origin).code("signing")
      try home.makeDirectory(home.keys)
      try write(made, to: path, home)
      secret = made
    }
    guard let secret else {
      throw .home(
        "couldn't sign: \(path) is not there, and no other key signs for this ledger; "
          + "restore it from a copy of its keys")
    }
    guard secret.count == slotBytes else {
      throw .home("\(path) has \(secret.count) bytes, 32 are expected")
    }
    let signer = NoteSigner(name: card.origin, secret: secret)
    guard signer.verifier.description == vkey else {
      throw .home(
        "couldn't sign: \(path) belongs to \(signer.verifier), event 0 names \(vkey); "
          + "restore the ledger's own key")
    }
    return signer
  }

  static func open(_ home: LedgerHome, origin: String, clock: Clock) throws(LedgerError) -> Keys {
    let secret = try home.read(home.keys + "/ledger")
    guard secret.count == 32 else {
      throw .home("\(home.keys)/ledger has \(secret.count) bytes, 32 are expected")
    }
    return Keys(
      home, seed: clock == .simulated ? seed(of: origin) : nil,
      subjects: try SubjectKeys(home),
      fingerprint: secret.withUnsafeBytes { HMACKey($0) })
  }

  private static func seed(of origin: String) -> HMACKey {
    let bytes = sha256(Array("minutier simulated ledger \(origin)".utf8))
    return bytes.withUnsafeBytes { HMACKey($0) }
  }

  private static func random() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 32)
    precondition(RAND_bytes(&bytes, 32) == 1, "the system gives no random bytes")
    return bytes
  }

  /// The key in a slot, or nil when it was destroyed or never made.
  func subject(_ slot: Int) -> ArraySlice<UInt8>? {
    guard let key = subjects.key(slot) else { return nil }
    return key.allSatisfy { $0 == 0 } ? nil : key
  }

  /// Makes sure that a slot has a key on the disk, and some after it.
  func fill(through slot: Int) throws(LedgerError) {
    let held = subjects.count
    if slot < held { return }
    var fresh: [UInt8] = []
    for next in held..<(slot + Keys.filledAhead) {
      fresh += seed?.code("subject \(next)") ?? Keys.random()
    }
    try subjects.append(fresh)
  }
}
