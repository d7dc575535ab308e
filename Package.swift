// swift-tools-version: 6.3
import PackageDescription

/// One strictness for every target.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "minutier",
  products: [
    .executable(name: "minutier", targets: ["minutier"]),
    .library(name: "Minutier", targets: ["Application"]),
  ],
  targets: [
    .systemLibrary(name: "CLZ4", pkgConfig: "liblz4", providers: [.apt(["liblz4-dev"])]),
    .systemLibrary(name: "CCrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CLinux"),
    .systemLibrary(name: "CBytes"),

    .target(name: "Ledger", exclude: ["GLOSSARY.md"], swiftSettings: strict),
    .target(name: "Commands", dependencies: ["Ledger"], swiftSettings: strict),
    .target(
      name: "EventStore", dependencies: ["CBytes", "CLZ4", "CCrypto", "CLinux"],
      exclude: ["FORMAT.md"],
      swiftSettings: strict),
    .target(name: "Projections", dependencies: ["Ledger", "CSQLite"], swiftSettings: strict),
    .target(name: "Documents", dependencies: ["Ledger"], swiftSettings: strict),
    .target(
      name: "Application",
      dependencies: ["Ledger", "Commands", "Documents", "EventStore", "Projections", "CCrypto"],
      swiftSettings: strict),
    .executableTarget(
      name: "minutier",
      dependencies: [
        "Application", "CLinux", "Commands", "Documents", "EventStore", "Ledger", "Projections",
      ],
      path: "tools/minutier",
      swiftSettings: strict),

    .executableTarget(
      name: "bench", dependencies: ["Ledger", "EventStore", "CCrypto", "CLZ4", "CTwin"],
      path: "tools/benchmarks", exclude: ["postgres", "twin"], swiftSettings: strict),
    .target(
      name: "CTwin", dependencies: ["CCrypto", "CLZ4", "CSQLite"], path: "tools/benchmarks/twin"),
    .target(
      name: "FaultFiles", dependencies: ["CCrypto", "EventStore"],
      path: "Tests/Support/FaultFiles", swiftSettings: strict),
    .executableTarget(
      name: "soak", dependencies: ["FaultFiles"], path: "Tests/Support/Soak",
      swiftSettings: strict),
    .target(name: "FrontDoor", path: "Tests/Support/FrontDoor", swiftSettings: strict),
    .testTarget(
      name: "FrontDoorTests", dependencies: ["FrontDoor", "minutier"], swiftSettings: strict),
    .testTarget(
      name: "LedgerTests", dependencies: ["Ledger", "FrontDoor"], swiftSettings: strict),
    .executableTarget(
      name: "crashwriter", dependencies: ["Application", "FaultFiles", "Ledger"],
      path: "Tests/Support/CrashWriter", swiftSettings: strict),
    .testTarget(
      name: "ApplicationTests",
      dependencies: [
        "Application", "FaultFiles", "Ledger", "Projections", "minutier", "crashwriter",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "EventStoreTests", dependencies: ["CCrypto", "EventStore", "FaultFiles"],
      swiftSettings: strict),
    .testTarget(
      name: "ProjectionsTests", dependencies: ["Ledger", "Projections", "minutier"],
      swiftSettings: strict),
    .testTarget(
      name: "DocumentsTests",
      dependencies: ["Application", "Documents", "FrontDoor", "Ledger", "minutier"],
      swiftSettings: strict),
    .testTarget(
      name: "SampleTests", dependencies: ["Commands", "Projections", "minutier"],
      swiftSettings: strict),
  ]
)
