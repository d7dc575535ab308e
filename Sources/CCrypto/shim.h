#pragma once
// The low-level SHA-256 calls are three times faster than EVP for short inputs
// and stay available in OpenSSL 3.
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/sha.h>
