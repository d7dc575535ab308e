public import Ledger

/// A command on its way to its decider: who asks, through what, and at which instants.
///
/// Deciders read no clock: `now` is the instant at which the ledger records.
public struct Request: Sendable {
  public var id: String
  public var actor: Actor
  public var channel: String?
  public var now: Instant
  public var received: Instant
  /// When it happened, if the command says so; deciders fall back on its data.
  public var occurredAt: Instant?
  /// The position that the first event of this command gets.
  public var position: Int

  /// Whether it came with a proof.
  public var hasProof: Bool

  public init(
    id: String, actor: Actor, channel: String?, now: Instant, received: Instant,
    occurredAt: Instant?, position: Int, hasProof: Bool = false
  ) {
    self.id = id
    self.actor = actor
    self.channel = channel
    self.now = now
    self.received = received
    self.occurredAt = occurredAt
    self.position = position
    self.hasProof = hasProof
  }

  /// When it happened: as the command says, else `default`, never after it reached us.
  func occurred(_ fallback: Instant? = nil) -> Instant {
    occurredAt ?? min(fallback ?? received, received)
  }

  /// Today in Paris, by the ledger's clock.
  var today: Day { Paris.day(of: now) }

  /// The party for whom the actor acts.
  var actsFor: String { actor.actingFor ?? actor.id }

  /// - Throws: `G_ACTOR_NOT_AUTHORISED` for a client who is not this party (G-17).
  func requireClient(is party: String) throws(Refusal) {
    if actor.role == .client && actor.id != party {
      throw Refusal(
        .actorNotAuthorised, "G-17", "client \(actor.id) asks for what belongs to another client",
        try: "let the client itself ask, or staff for it")
    }
  }
}

/// What a decider answers: the events to record, and what to say beside them.
public struct Decision: Sendable {
  public var drafts: [Draft]
  /// The effect waits for a person: the code that holds it.
  public var held: Refusal?
  /// The fact is recorded, its effect denied.
  public var effect: Refusal?
  /// It is accepted in spite of these.
  public var warnings: [Refusal]

  public init(
    _ drafts: [Draft], held: Refusal? = nil, effect: Refusal? = nil, warnings: [Refusal] = []
  ) {
    self.drafts = drafts
    self.held = held
    self.effect = effect
    self.warnings = warnings
  }
}
