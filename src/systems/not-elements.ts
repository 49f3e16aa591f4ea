/** The document is not what was expected; the message says how and never quotes it. */
export class NotElements extends Error {
  override readonly name = 'NotElements'
}
