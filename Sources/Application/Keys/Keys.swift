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
  private var subjects: [UInt8]
  let fingerprint: HMACKey

  private init(
    _ home: LedgerHome, seed: HMACKey?, subjects: [UInt8], fingerprint: HMACKey
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
    try home.write(secret, to: home.keys + "/ledger")
    try home.write(signing, to: home.keys + "/signing")
    try home.write([], to: home.keys + "/subjects")
    for name in ["ledger", "signing", "subjects"] where chmod("\(home.keys)/\(name)", mode) != 0 {
      throw .home("couldn't close \(home.keys)/\(name) to others")
    }
    let keys = Keys(
      home, seed: seed, subjects: [], fingerprint: secret.withUnsafeBytes { HMACKey($0) })
    try keys.fill(through: 0)
    return (keys, verifierKey(origin, signing))
  }

  static func open(_ home: LedgerHome, origin: String, clock: Clock) throws(LedgerError) -> Keys {
    let secret = try home.read(home.keys + "/ledger")
    guard secret.count == 32 else {
      throw .home("\(home.keys)/ledger has \(secret.count) bytes, 32 are expected")
    }
    let subjects = try home.read(home.keys + "/subjects")
    return Keys(
      home, seed: clock == .simulated ? seed(of: origin) : nil,
      subjects: Array(subjects[..<(subjects.count / slotBytes * slotBytes)]),
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
    let start = slot * Keys.slotBytes
    guard slot >= 0, start + Keys.slotBytes <= subjects.count else { return nil }
    let key = subjects[start..<start + Keys.slotBytes]
    return key.allSatisfy { $0 == 0 } ? nil : key
  }

  /// Makes sure that a slot has a key on the disk, and some after it.
  func fill(through slot: Int) throws(LedgerError) {
    let held = subjects.count / Keys.slotBytes
    if slot < held { return }
    var fresh: [UInt8] = []
    for next in held..<(slot + Keys.filledAhead) {
      fresh += seed?.code("subject \(next)") ?? Keys.random()
    }
    try home.append(fresh, to: home.keys + "/subjects", at: subjects.count)
    subjects += fresh
  }

  /// The C2SP verifier key of the key that signs checkpoints: `name+hash+base64(01 ‖ public key)`.
  private static func verifierKey(_ name: String, _ secret: [UInt8]) -> String {
    let pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, secret, secret.count)
    defer { EVP_PKEY_free(pair) }
    var key = [UInt8](repeating: 0, count: 32)
    var length = 32
    precondition(
      EVP_PKEY_get_raw_public_key(pair, &key, &length) == 1 && length == 32,
      "no Ed25519 key from 32 bytes")
    let typed = [1] + key
    let id = sha256(Array(name.utf8) + [0x0A] + typed)[..<4]
    return "\(name)+\(hexadecimal(id))+\(Base64.encode(typed))"
  }
}
