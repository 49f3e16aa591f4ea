/** A write was not sent, and its permit not spent, because the read before it is too old by now. */
export class ReadTooOld extends Error {
  override readonly name = 'ReadTooOld'
}
