import CCrypto
import EventStore
import Ledger

/// Seals personal fields on their way into the log, and opens them again (design § Sealing).
///
/// AES-256-GCM under the key of the person and purpose. Nonce = HMAC(key, stream ‖ version ‖ field ‖
/// text) cut to 12 bytes; bound to origin, stream, version, type and field. The text is the canonical
/// JSON of what is known of the person.
final class Sealer {
  private let keys: Keys
  private let origin: String
  /// The slot of each person and purpose.
  var slots = PersonSlots()
  private let cipher: OpaquePointer?
  private let context: OpaquePointer?
  private var writer = CanonicalWriter(capacity: 1024)

  init(_ keys: Keys, origin: String) {
    self.keys = keys
    self.origin = origin
    cipher = EVP_CIPHER_fetch(nil, "AES-256-GCM", nil)
    context = EVP_CIPHER_CTX_new()
    precondition(cipher != nil && context != nil, "AES-256-GCM is not to be had")
  }

  deinit {
    EVP_CIPHER_CTX_free(context)
    EVP_CIPHER_free(cipher)
  }

  /// Learns from a stored event which slot a person's data is sealed under.
  func learn(_ event: Event) {
    switch event {
    case .partyRegistered(let event): learn(event.identity, event.person, .billing)
    case .appointmentBooked(let event): learn(event.prospect, event.prospectRef, .identity)
    case .anomalyReported(let event): learn(event.text, event.anomaly, .dispute)
    case .leadCaptured(let event): learn(event.contact, event.person, .identity)
    case .unauthorisedUseReported(let event): learn(event.facts, event.person, .dispute)
    case .partyDetailsChanged(let event): learn(event.values, event.person, .billing)
    case .credentialsIssued(let event): learn(event.login, event.person, .billing)
    default: break
    }
  }

  private func learn(_ sealed: Sealed, _ subject: String, _ purpose: Purpose) {
    guard case .box(let box) = sealed else { return }
    slots.learn(box.key, of: subject, for: purpose)
  }

  /// Makes sure that keys for the next people are on the disk before their data is written.
  func reserve(_ people: Int) throws(LedgerError) { try keys.fill(through: slots.next + people) }

  func seal(_ personal: Personal, _ subject: String, _ purpose: Purpose, _ place: SealingPlace)
    -> SealedBox
  {
    let slot = slots.slot(of: subject, for: purpose)
    guard let key = keys.subject(slot) else { preconditionFailure("slot \(slot) has no key") }
    writer.removeAll()
    Personal.write(personal, into: &writer)
    let text = Array(writer.bytes)
    let nonce = nonce(key, place, text)
    let box = SealedBox.with {
      $0.box = Base64.encodeForURL(nonce + encrypt(text, key, nonce, bound(to: place)))
      $0.key = slot
    }
    return box
  }

  private func nonce(_ key: ArraySlice<UInt8>, _ place: SealingPlace, _ text: [UInt8]) -> [UInt8] {
    let mac = key.withUnsafeBytes { HMACKey($0) }
    let header = Array("\(place.stream)\u{0}\(place.version)\u{0}\(place.field)\u{0}".utf8)
    let code = header.withUnsafeBytes { header in
      text.withUnsafeBytes { mac.code(header, $0) }
    }
    return Array(code[..<12])
  }

  private func bound(to place: SealingPlace) -> [UInt8] {
    Array(
      "\(origin)\u{0}\(place.stream)\u{0}\(place.version)\u{0}\(place.type)\u{0}\(place.field)".utf8
    )
  }

  private func encrypt(
    _ text: [UInt8], _ key: ArraySlice<UInt8>, _ nonce: [UInt8], _ bound: [UInt8]
  ) -> [UInt8] {
    var sealed = [UInt8](repeating: 0, count: text.count + 16)
    var length: Int32 = 0
    let done = key.withUnsafeBufferPointer { key in
      sealed.withUnsafeMutableBufferPointer { out in
        EVP_EncryptInit_ex(context, cipher, nil, key.baseAddress, nonce) == 1
          && EVP_EncryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
          && EVP_EncryptUpdate(context, out.baseAddress, &length, text, Int32(text.count)) == 1
          && EVP_EncryptFinal_ex(context, out.baseAddress! + Int(length), &length) == 1
          && EVP_CIPHER_CTX_ctrl(
            context, EVP_CTRL_GCM_GET_TAG, 16, out.baseAddress! + text.count) == 1
      }
    }
    precondition(done, "sealing failed")
    return sealed
  }

  /// Opens a box; nil when its key was destroyed, or when it was not sealed here and under this key.
  func open(_ box: SealedBox, _ place: SealingPlace) -> Personal? {
    guard let key = keys.subject(box.key), let bytes = Base64.decodeURL(box.box),
      bytes.count >= 28,
      let text = decrypt(Array(bytes[12...]), key, Array(bytes[..<12]), bound(to: place))
    else { return nil }
    var tape = Tape()
    do {
      return try text.withUnsafeBytes { (text) throws(FormatError) in
        try tape.read(text)
        return try Personal.read(tape, 0)
      }
    } catch { return nil }
  }

  private func decrypt(
    _ sealed: [UInt8], _ key: ArraySlice<UInt8>, _ nonce: [UInt8], _ bound: [UInt8]
  ) -> [UInt8]? {
    var text = [UInt8](repeating: 0, count: sealed.count)
    var tag = Array(sealed[(sealed.count - 16)...])
    let count = sealed.count - 16
    var length: Int32 = 0
    let done = key.withUnsafeBufferPointer { key in
      text.withUnsafeMutableBufferPointer { out in
        EVP_DecryptInit_ex(context, cipher, nil, key.baseAddress, nonce) == 1
          && EVP_DecryptUpdate(context, nil, &length, bound, Int32(bound.count)) == 1
          && EVP_DecryptUpdate(context, out.baseAddress, &length, sealed, Int32(count)) == 1
          && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_GCM_SET_TAG, 16, &tag) == 1
          && EVP_DecryptFinal_ex(context, out.baseAddress! + count, &length) == 1
      }
    }
    return done ? Array(text[..<count]) : nil
  }
}
