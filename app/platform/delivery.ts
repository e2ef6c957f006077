/** What became of one attempt to send a message. */
export type Delivery =
  | { kind: 'SENT' }
  /** Another attempt may succeed: provider away, too busy, or misconfigured on our side. */
  | { kind: 'RETRY'; error: string }
  /** No attempt will: the address does not exist, the provider refuses the message. */
  | { kind: 'REFUSED'; error: string };
