// Ed25519 (RFC 8032), as libcrypto has it.
import CCrypto

enum Ed25519 {
  static let keyBytes = 32
  static let signatureBytes = 64

  static func publicKey(of secret: [UInt8]) -> [UInt8] {
    let pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, secret, secret.count)
    defer { EVP_PKEY_free(pair) }
    var key = [UInt8](repeating: 0, count: keyBytes)
    var length = keyBytes
    precondition(
      EVP_PKEY_get_raw_public_key(pair, &key, &length) == 1 && length == keyBytes,
      "no Ed25519 key from 32 bytes")
    return key
  }

  static func sign(_ message: [UInt8], with secret: [UInt8]) -> [UInt8] {
    let pair = EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, secret, secret.count)
    let context = EVP_MD_CTX_new()
    defer {
      EVP_MD_CTX_free(context)
      EVP_PKEY_free(pair)
    }
    var signature = [UInt8](repeating: 0, count: signatureBytes)
    var length = signatureBytes
    precondition(
      EVP_DigestSignInit(context, nil, nil, nil, pair) == 1
        && EVP_DigestSign(context, &signature, &length, message, message.count) == 1
        && length == signatureBytes,
      "libcrypto does not sign")
    return signature
  }

  static func isSigned(_ message: [UInt8], _ signature: [UInt8], by key: [UInt8]) -> Bool {
    guard signature.count == signatureBytes, key.count == keyBytes,
      let shared = EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key, key.count)
    else { return false }
    let context = EVP_MD_CTX_new()
    defer {
      EVP_MD_CTX_free(context)
      EVP_PKEY_free(shared)
    }
    return EVP_DigestVerifyInit(context, nil, nil, nil, shared) == 1
      && EVP_DigestVerify(context, signature, signature.count, message, message.count) == 1
  }
}
