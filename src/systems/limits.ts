/** Sizes in bytes after decompression, times in milliseconds. */
export interface Limits {
  /** For name, proxy, TCP and TLS together. */
  readonly connectMs: number
  /** For a read with all its tries, from when it has a socket; the head of an answer must come within half of it. */
  readonly totalMs: number
  /** For a write; it must end before the lease of its claim expires. */
  readonly writeMs: number
  /** For an answer that is read element by element. */
  readonly bytes: number
  /** For an answer that is read whole, and for one element. */
  readonly wholeBytes: number
  /**
   * Sockets that reads share, and as many again for those of confirmations; one person gets at most three quarters of those
   * for reads.
   */
  readonly sockets: number
  /** How old a briefly shared answer may be that a read uses. */
  readonly briefMs: number
}

/** The limits of a connection that sets none of its own. */
export const usual: Limits = {
  connectMs: 10_000,
  totalMs: 60_000,
  writeMs: 30_000,
  // Nothing of it is kept; 20,000 nodes with 30 rules each are 200 MB.
  bytes: 2 ** 30,
  wholeBytes: 2_000_000,
  sockets: 8,
  briefMs: 5_000,
}
