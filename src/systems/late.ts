/** A write was not sent, and its approval not spent, because what was read before it is too old by now. */
export class ReadTooOld extends Error {
  override readonly name = 'TooLate'
}
